/** What the rules leave to humans: guards, claims, pairs that were taken apart; and what humans decide. */
import { describe, expect, it } from "vitest";
import { staffRoutes } from "../../schemas/api/routes.ts";
import type { MergeSuggestion } from "../../schemas/api/shapes.ts";
import type { Identifier } from "../../schemas/contact-event.ts";
import { untimedEvent } from "../support/events.ts";
import { MemoryTable } from "../support/memory-table.ts";
import { createWorld, type World } from "../support/world.ts";

const phone: Identifier = { kind: "phone", value: "+905551112233", level: "verified" };
const email: Identifier = { kind: "email", value: "a@example.org", level: "verified" };
const crm = (value: string): Identifier => ({ kind: "crm", value, level: "verified" });

let told = 0;
const event = (...identifiers: Identifier[]) => {
  told += 1;
  return untimedEvent({ identifiers, idempotencyKey: `s${told}` });
};

function setUp(options: { mergeByRule?: boolean } = {}) {
  const table = new MemoryTable();
  const world = createWorld({ table: table.table, ...options });
  const customerOf = async (identifier: Identifier) => {
    const query = { identifier: `${identifier.kind}:${identifier.value}` };
    const { body }: { body: { customerId: string } } = await world.call(
      staffRoutes.resolveCustomer,
      {},
      { query },
    );
    return body.customerId;
  };
  return { table, world, customerOf };
}

async function openSuggestions(world: World): Promise<MergeSuggestion[]> {
  const { body }: { body: { items: MergeSuggestion[] } } = await world.call(staffRoutes.listSuggestions, {});
  return body.items;
}

describe("the rules", () => {
  it("merge two customers who turn out to share a verified identifier; the older one survives", async () => {
    const { world, customerOf } = setUp();
    await world.receive(event(phone));
    const older = await customerOf(phone);
    await world.receive(event(email));
    expect(await customerOf(email)).not.toBe(older);
    await world.receive(event(email, phone));
    expect([await customerOf(email), await customerOf(phone)]).toEqual([older, older]);
    expect(await openSuggestions(world)).toEqual([]);
  });

  it("say who, why and on what evidence", async () => {
    const { world, customerOf } = setUp();
    await world.receive(event(phone), event(email));
    const proof = event(email, phone);
    await world.receive(proof);
    const path = { customerId: await customerOf(phone) };
    const { body }: { body: { items: object[] } } = await world.call(staffRoutes.listMerges, path);
    expect(body.items).toMatchObject([
      { by: { kind: "rule", rule: "shared-identifier" }, evidence: { eventId: proof.event.eventId } },
    ]);
    // What the edge is read by is nobody else's.
    for (const kept of ["members", "identifierIds"]) expect(body.items[0]).not.toHaveProperty(kept);
  });

  it("follow a number that was rotated, and retire the old one", async () => {
    const { world, customerOf } = setUp();
    const old: Identifier = { kind: "whatsapp", value: "TR.1", level: "verified" };
    const rotated: Identifier = { kind: "whatsapp", value: "TR.2", level: "verified" };
    await world.receive(event(old));
    told += 1;
    const change = untimedEvent({
      identifiers: [rotated],
      previousIdentifiers: [old],
      kind: "identity.changed",
      idempotencyKey: `s${told}`,
    });
    await world.receive(change);
    const customerId = await customerOf(rotated);
    expect(await customerOf(old)).toBe(customerId);
    const { body }: { body: { items: { value: string; retiredAt?: string }[] } } = await world.call(
      staffRoutes.listIdentifiers,
      { customerId },
    );
    const retired = body.items.map(({ value, retiredAt }) => [value, retiredAt !== undefined]);
    expect(Object.fromEntries(retired)).toEqual({ "TR.1": true, "TR.2": false });
  });

  it("know the old number also when the news of its rotation comes before its first message", async () => {
    const { world, customerOf } = setUp();
    const old: Identifier = { kind: "whatsapp", value: "TR.8", level: "verified" };
    const rotated: Identifier = { kind: "whatsapp", value: "TR.9", level: "verified" };
    told += 1;
    const change = { identifiers: [rotated], previousIdentifiers: [old], kind: "identity.changed" };
    await world.receive(untimedEvent({ ...change, idempotencyKey: `s${told}` }));
    await world.receive(event(old));
    expect(await customerOf(old)).toBe(await customerOf(rotated));
  });

  it("never merge through a placeholder, and never for a claim", async () => {
    const { world, customerOf } = setUp();
    const nobody: Identifier = { kind: "email", value: "test@test.com", level: "verified" };
    await world.receive(event(crm("1"), nobody), event(crm("2"), nobody), event(nobody));
    expect(
      new Set([await customerOf(crm("1")), await customerOf(crm("2")), await customerOf(nobody)]).size,
    ).toBe(3);
    await world.receive(event(crm("3"), { ...phone, level: "claimed" }), event(phone));
    await world.receive(event(crm("3"), { ...phone, level: "claimed" }));
    expect(await customerOf(crm("3"))).not.toBe(await customerOf(phone));
    expect(await openSuggestions(world)).toMatchObject([{ reason: "claimed", kinds: ["phone"] }]);
  });

  it("suggest who a nameless visitor claims to be, to staff alone", async () => {
    const { world, customerOf } = setUp();
    await world.receive(event(phone));
    await world.receive(
      event({ kind: "visitor", value: "v1", level: "claimed" }, { ...phone, level: "claimed" }),
    );
    expect(await openSuggestions(world)).toMatchObject([{ reason: "claimed" }]);
    expect(await customerOf({ kind: "visitor", value: "v1", level: "claimed" })).not.toBe(
      await customerOf(phone),
    );
  });
});

describe("the quarantine", () => {
  /** An office line: two people of the CRM call from one number. */
  const officeLine = async () => {
    const set = setUp();
    await set.world.receive(event(crm("1"), phone));
    await set.world.receive(event(crm("2"), phone));
    const [one, two] = [await set.customerOf(crm("1")), await set.customerOf(crm("2"))];
    return { ...set, one, two };
  };

  it("takes what a cardinality guard holds back, once for each pair", async () => {
    const { world, one, two } = await officeLine();
    expect(one).not.toBe(two);
    await world.receive(event(crm("2"), phone));
    const found = await openSuggestions(world);
    expect(found).toMatchObject([{ reason: "cardinality", kinds: ["phone"] }]);
    expect(found[0]?.customers.map(({ customerId }) => customerId).sort()).toEqual([one, two].sort());
    for (const customerId of [one, two]) {
      const { body }: { body: { items: object[] } } = await world.call(staffRoutes.listCustomerSuggestions, {
        customerId,
      });
      expect(body.items).toHaveLength(1);
    }
  });

  it("merges what a supervisor accepts; undone, the two are apart and suggested again", async () => {
    const { world, one, two, customerOf } = await officeLine();
    const [found] = await openSuggestions(world);
    const path = { suggestionId: found?.suggestionId ?? "" };
    const body = { decision: "accept", customerId: two };
    const accepted: { status: number; body: { mergeId: string } } = await world.call(
      staffRoutes.decideSuggestion,
      path,
      { body },
    );
    expect(accepted.status).toBe(200);
    expect([await customerOf(crm("1")), await openSuggestions(world)]).toEqual([two, []]);
    const merge = { customerId: one, mergeId: accepted.body.mergeId };
    expect((await world.call(staffRoutes.unmergeCustomers, merge)).status).toBe(204);
    expect([await customerOf(crm("1")), await customerOf(crm("2"))]).toEqual([one, two]);
    expect(await openSuggestions(world)).toHaveLength(1);
  });

  it("forgets what was dismissed, for good", async () => {
    const { world } = await officeLine();
    const [found] = await openSuggestions(world);
    const path = { suggestionId: found?.suggestionId ?? "" };
    expect(
      (await world.call(staffRoutes.decideSuggestion, path, { body: { decision: "dismiss" } })).status,
    ).toBe(200);
    await world.receive(event(crm("2"), phone));
    expect(await openSuggestions(world)).toEqual([]);
    expect(
      (await world.call(staffRoutes.decideSuggestion, path, { body: { decision: "dismiss" } })).status,
    ).toBe(404);
  });

  it("takes the pair that a human has parted when the evidence comes again", async () => {
    const { world, customerOf } = setUp();
    await world.receive(event(phone), event(email));
    await world.receive(event(email, phone));
    const customerId = await customerOf(phone);
    const { body }: { body: { items: { mergeId: string }[] } } = await world.call(staffRoutes.listMerges, {
      customerId,
    });
    await world.call(staffRoutes.unmergeCustomers, { customerId, mergeId: body.items[0]?.mergeId ?? "" });
    await world.receive(event(email, phone));
    expect(await customerOf(email)).not.toBe(await customerOf(phone));
    expect(await openSuggestions(world)).toMatchObject([{ reason: "kept-apart" }]);
  });

  it("takes everything while rules may not merge", async () => {
    const { world, customerOf } = setUp({ mergeByRule: false });
    await world.receive(event(phone), event(email));
    await world.receive(event(email, phone));
    expect(await customerOf(email)).not.toBe(await customerOf(phone));
    expect(await openSuggestions(world)).toMatchObject([{ reason: "rule-off" }]);
  });

  it("pages", async () => {
    const { world } = setUp({ mergeByRule: false });
    for (let index = 0; index < 5; index += 1) {
      const other: Identifier = { ...phone, value: `+90555111224${index}` };
      await world.receive(event(other), event(crm(`${index}`)));
      await world.receive(event(crm(`${index}`), other));
    }
    const seen = new Set<string>();
    let cursor: string | undefined;
    do {
      const query = { limit: "2", ...(cursor === undefined ? {} : { cursor }) };
      const page: { body: { items: MergeSuggestion[]; nextCursor?: string } } = await world.call(
        staffRoutes.listSuggestions,
        {},
        { query },
      );
      for (const { suggestionId } of page.body.items) seen.add(suggestionId);
      cursor = page.body.nextCursor;
    } while (cursor !== undefined);
    expect(seen.size).toBe(5);
  });
});

describe("an agent", () => {
  it("adds an identifier that nobody has, and is told when somebody has it", async () => {
    const { world, customerOf } = setUp();
    await world.receive(event(crm("1")), event(email));
    const customerId = await customerOf(crm("1"));
    const add = (body: object) => world.call(staffRoutes.addIdentifier, { customerId }, { body });
    const added = await add({ kind: "phone", value: "0555 111 22 33", level: "verified" });
    expect(added).toMatchObject({ status: 201, body: { value: "+905551112233", verifiedBy: "agent" } });
    expect(await customerOf(phone)).toBe(customerId);
    expect((await add({ kind: "email", value: "A@Example.org", level: "verified" })).status).toBe(409);
  });
});
