/** What an event's identifiers take the place of is its customer's no more (docs/decisions/0021). */
import type { IdentityPolicy } from "../../schemas/policies.ts";
import { ContendedIdentityError } from "../errors.ts";
import type { StoredEvent } from "../timeline/stored-event.ts";
import { findOwner, type KnownOwners, knownIdentifiers, type OwnerDeps, readOwners } from "./find-owner.ts";
import { type MergeDeps, mergesOf, unmergeCustomers } from "./merge-customers.ts";
import { readPerson } from "./person.ts";
import { endedBy, type Tenure } from "./tenure.ts";

export interface RetireDeps extends OwnerDeps, Pick<MergeDeps, "merges" | "now"> {
  /** The first event that is stored under the identifier and is later than that. */
  readonly firstEventAfter: (identifierId: string, at: string) => Promise<StoredEvent | undefined>;
}

const attempts = 8;

/**
 * Ends the tenures of what the event's identifiers take the place of, from the next moment on. What came before the
 * news of it is put right: rules' merges that went by a later use of the identifier are taken back, and later
 * events of its own are a new customer's. What is merely claimed takes nothing from anybody. Safe to repeat.
 */
export async function retireReplaced(
  deps: RetireDeps,
  owners: KnownOwners,
  stored: StoredEvent,
  policy: IdentityPolicy,
): Promise<void> {
  if (knownIdentifiers(stored, owners).home.identifier.level !== "verified") return;
  for (const identifierId of stored.previousIds) {
    await retire(deps, owners, identifierId, stored);
    const { owner, former = [] } = owners.get(identifierId) ?? {};
    const last = former.at(-1);
    if (owner !== undefined || last === undefined) continue;
    await takeBackMerges(deps, identifierId, last);
    await findNextOwner(deps, owners, identifierId, last, policy);
  }
}

async function retire(
  { identities }: RetireDeps,
  owners: KnownOwners,
  identifierId: string,
  { event }: StoredEvent,
): Promise<void> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const tenures = owners.get(identifierId);
    const tenure = endedBy(tenures, event.occurredAt);
    if (tenures === undefined || tenure === undefined) return;
    if ((await identities.retire(identifierId, tenure, tenures.former)) === "retired") {
      owners.set(identifierId, { former: [...tenures.former, tenure] });
      return;
    }
    for (const [id, known] of await identities.tenuresOf([identifierId])) owners.set(id, known);
  }
  throw new ContendedIdentityError(
    `event ${event.eventId}: ${attempts} attempts to retire an identifier lost`,
  );
}

async function takeBackMerges(deps: RetireDeps, identifierId: string, { customerId, until }: Tenure) {
  for (const { mergeId, by, evidence } of mergesOf(await readPerson(deps.readMember, customerId))) {
    const isLater = evidence?.at !== undefined && evidence.at > until;
    if (by.kind === "rule" && isLater && evidence.identifierIds.includes(identifierId)) {
      await unmergeCustomers(deps, customerId, mergeId);
    }
  }
}

async function findNextOwner(
  deps: RetireDeps,
  owners: KnownOwners,
  identifierId: string,
  { until }: Tenure,
  policy: IdentityPolicy,
): Promise<void> {
  const next = await deps.firstEventAfter(identifierId, until);
  if (next === undefined) return;
  for (const [id, known] of await readOwners(deps, [next])) owners.set(id, known);
  await findOwner(deps, owners, next, policy);
}
