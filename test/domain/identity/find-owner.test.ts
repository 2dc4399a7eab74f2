import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defaultIdentityPolicy } from "../../../domain/identity/cardinality.ts";
import { findOwner, type OwnerDeps, readOwners } from "../../../domain/identity/find-owner.ts";
import type { LinkDecision } from "../../../domain/identity/link-identifiers.ts";
import type { StoredEvent } from "../../../domain/timeline/stored-event.ts";
import type { Identifier } from "../../../schemas/contact-event.ts";
import { counter } from "../../support/counter.ts";
import { untimedEvent } from "../../support/events.ts";

/** Owners in memory with the table's all-or-nothing link. */
function memoryDeps() {
  const owners = new Map<string, string>();
  const names = new Map<string, string | undefined>();
  const nextCustomer = counter();
  const deps: OwnerDeps = {
    identities: {
      ownersOf: async () => new Map(),
      tenuresOf: async (ids) =>
        new Map(
          ids.flatMap((id) => (owners.has(id) ? [[id, { owner: owners.get(id), former: [] }] as const] : [])),
        ),
      link: async ({ customerId, toLink }: LinkDecision, { name }) => {
        await Promise.resolve();
        if (toLink.some(({ identifierId }) => owners.has(identifierId))) return "lost";
        for (const { identifierId } of toLink) owners.set(identifierId, customerId);
        names.set(customerId, names.get(customerId) ?? name);
        return "linked";
      },
      retire: async () => "retired",
    },
    readMember: async () => undefined,
    newCustomerId: () => `customer-${nextCustomer()}`,
  };
  return { deps, owners, names };
}

const nextKey = counter();
function stored(identifiers: Identifier[], attributes: Record<string, string> = {}): StoredEvent {
  return untimedEvent({ identifiers, idempotencyKey: `k${nextKey()}`, attributes });
}

const phone = { kind: "phone", value: "+905551112233", level: "verified" } as const;
const crm = { kind: "crm", value: "42", level: "verified" } as const;
const visitor = { kind: "visitor", value: "v1", level: "verified" } as const;
const customerOf = async (deps: OwnerDeps, event: StoredEvent) =>
  findOwner(deps, await readOwners(deps, [event]), event, defaultIdentityPolicy);

describe("finding the customer of an event", () => {
  it("creates a customer on first sight and finds it ever after", async () => {
    const { deps } = memoryDeps();
    const first = stored([phone]);
    const customerId = await customerOf(deps, first);
    expect(await customerOf(deps, stored([phone]))).toBe(customerId);
    expect(await customerOf(deps, first)).toBe(customerId);
  });

  it("joins identifiers that one event carries together", async () => {
    const { deps } = memoryDeps();
    const customerId = await customerOf(deps, stored([phone, crm]));
    expect(await customerOf(deps, stored([crm]))).toBe(customerId);
  });

  it("never brings two known customers together by itself", async () => {
    const { deps } = memoryDeps();
    const [one, other] = [await customerOf(deps, stored([phone])), await customerOf(deps, stored([crm]))];
    expect(await customerOf(deps, stored([phone, crm]))).toBe(one);
    expect(await customerOf(deps, stored([crm]))).toBe(other);
  });

  it("gives a new person a customer of its own, even beside an identifier that somebody has", async () => {
    const { deps } = memoryDeps();
    const owner = await customerOf(deps, stored([phone]));
    expect(await customerOf(deps, stored([crm, phone]))).not.toBe(owner);
  });

  it("links no placeholder, and no more of a kind than people have", async () => {
    const { deps } = memoryDeps();
    const nobody = { kind: "email", value: "test@test.com", level: "verified" } as const;
    const owner = await customerOf(deps, stored([crm, nobody]));
    expect(await customerOf(deps, stored([nobody]))).not.toBe(owner);
    const phones = Array.from({ length: 5 }, (_, index) => ({ ...phone, value: `+90555111223${index}` }));
    const shared = stored([{ ...crm, value: "office" }, ...phones]);
    const office = await customerOf(deps, shared);
    const owners = await Promise.all(phones.map((one) => customerOf(deps, stored([one]))));
    expect(owners.filter((customerId) => customerId === office)).toHaveLength(3);
  });

  it("never lets a claimed identifier find, extend or become a customer that somebody has proven to be", async () => {
    const { deps } = memoryDeps();
    const owner = await customerOf(deps, stored([phone]));
    const claimed = { ...phone, level: "claimed" } as const;
    const impostor = await customerOf(deps, stored([visitor, claimed]));
    expect(impostor).not.toBe(owner);
    const onlyClaimed = await customerOf(deps, stored([claimed]));
    expect([owner, impostor]).not.toContain(onlyClaimed);
    expect(await customerOf(deps, stored([phone]))).toBe(owner);
  });

  it("keeps the name that the provider gives", async () => {
    const { deps, names } = memoryDeps();
    const customerId = await customerOf(deps, stored([phone], { profileName: "Ayşe" }));
    expect(names.get(customerId)).toBe("Ayşe");
  });

  it("knows within a batch what the batch itself has linked", async () => {
    const { deps } = memoryDeps();
    const batch = [stored([phone]), stored([phone, crm]), stored([crm])];
    const owners = await readOwners(deps, batch);
    const customers = new Set<string>();
    for (const event of batch) customers.add(await findOwner(deps, owners, event, defaultIdentityPolicy));
    expect(customers.size).toBe(1);
  });

  it("makes one customer of a person whose first events race, in every order", async () => {
    const pool = [phone, crm, visitor];
    const subset = fc
      .uniqueArray(fc.constantFrom(...pool), { minLength: 1 })
      .map((chosen) => [phone, ...chosen]);
    await fc.assert(
      fc.asyncProperty(
        fc.array(subset, { minLength: 2, maxLength: 8 }),
        fc.scheduler(),
        async (events, scheduler) => {
          const { deps } = memoryDeps();
          const { identities } = deps;
          const racing: OwnerDeps = {
            ...deps,
            identities: {
              ...identities,
              tenuresOf: (ids) => scheduler.schedule(identities.tenuresOf(ids)),
              link: (decision, linked) =>
                scheduler.schedule(Promise.resolve()).then(() => identities.link(decision, linked)),
            },
          };
          const owners = Promise.all(
            events.map((identifiers) => customerOf(racing, stored([...new Set(identifiers)]))),
          );
          expect(new Set(await scheduler.waitFor(owners)).size).toBe(1);
        },
      ),
      { numRuns: 200 },
    );
  });
});
