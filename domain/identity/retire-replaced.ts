/** What an event's identifiers take the place of is its customer's no more (docs/decisions/0021). */
import type { IdentityPolicy } from "../../schemas/policies.ts";
import { ContendedIdentityError } from "../errors.ts";
import type { LocatedEvent } from "../timeline/add-to-customer.ts";
import type { StoredEvent } from "../timeline/stored-event.ts";
import { findOwner, type KnownOwners, knownIdentifiers, type OwnerDeps, readOwners } from "./find-owner.ts";
import { type Evidence, isOneByRule } from "./merge-by-rule.ts";
import { type MergeDeps, mergesOf, unmergeCustomers } from "./merge-customers.ts";
import { isMember, readPerson } from "./person.ts";
import { endedBy, type Tenure, type Tenures } from "./tenure.ts";

export interface RetireDeps extends OwnerDeps, Pick<MergeDeps, "merges" | "now"> {
  /** The first event that is stored under the identifier and is later than that. */
  readonly firstEventAfter: (identifierId: string, at: string) => Promise<StoredEvent | undefined>;
}

const attempts = 8;

/** That one identifier is what an event's identifiers take the place of. */
interface Replaced {
  readonly identifierId: string;
  readonly at: string;
  /** Whose event it is. */
  readonly customerId: string;
  /** Where another customer had it: that both are one. */
  readonly evidence: Evidence | undefined;
}

/**
 * Ends the tenures of what the event's identifiers take the place of, from the next moment on: those of its own
 * person, which its evidence may make of two. What came before the news of it is put right: rules' merges that
 * went by a later use of the identifier are taken back, and later events of its own are a new customer's. What is
 * merely claimed takes nothing from anybody. Safe to repeat.
 */
export async function retireReplaced(
  deps: RetireDeps,
  owners: KnownOwners,
  { stored, customerId, evidence }: LocatedEvent,
  policy: IdentityPolicy,
): Promise<void> {
  const at = stored.event.occurredAt;
  if (knownIdentifiers(stored, owners).home.identifier.level !== "verified") return;
  for (const identifierId of stored.previousIds) {
    const ofIt = evidence.find(
      (one) => one.rule === "rotated-identifier" && one.identifierId === identifierId,
    );
    const replaced = { identifierId, at, customerId, evidence: ofIt };
    await retire(deps, owners, replaced, policy);
    const { owner, former = [] } = owners.get(identifierId) ?? {};
    const ended = former.find(({ until }) => until === at);
    if (ended === undefined) continue;
    await takeBackMerges(deps, replaced, ended);
    if (owner === undefined) await findNextOwner(deps, owners, identifierId, ended, policy);
  }
}

async function retire(
  deps: RetireDeps,
  owners: KnownOwners,
  replaced: Replaced,
  policy: IdentityPolicy,
): Promise<void> {
  const { identities } = deps;
  const { identifierId, at } = replaced;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const tenures = owners.get(identifierId);
    const tenure = endedBy(tenures, at);
    if (tenures === undefined || tenure === undefined) return;
    if (!(await isToldByItsOwner(deps, tenures, tenure, replaced, policy))) return;
    if ((await identities.retire(identifierId, tenure, tenures.former)) === "retired") {
      owners.set(identifierId, { former: [...tenures.former, tenure] });
      return;
    }
    for (const [id, known] of await identities.tenuresOf([identifierId])) owners.set(id, known);
  }
  throw new ContendedIdentityError(`identifier ${identifierId}: ${attempts} attempts to retire it lost`);
}

/** Only who has it gives it up, and once: who gave it up before may go on saying so when it is another's. */
async function isToldByItsOwner(
  { readMember }: RetireDeps,
  { former }: Tenures,
  { customerId: owner }: Tenure,
  { customerId, evidence }: Replaced,
  policy: IdentityPolicy,
): Promise<boolean> {
  const person = await readPerson(readMember, customerId);
  if (person === undefined || former.some((one) => isMember(person, one.customerId))) return false;
  if (isMember(person, owner)) return true;
  return evidence?.customerId === owner && isOneByRule(readMember, person, evidence, policy);
}

/** But for the merge of the two whom the news itself makes one. */
async function takeBackMerges(
  deps: RetireDeps,
  { identifierId, customerId: teller }: Replaced,
  { customerId, until }: Tenure,
) {
  const person = await readPerson(deps.readMember, customerId);
  const areOne = person !== undefined && isMember(person, teller);
  for (const { mergeId, members, by, evidence } of mergesOf(person)) {
    const isLater = evidence?.at !== undefined && evidence.at > until;
    const joinsThem = areOne && members.includes(teller) !== members.includes(customerId);
    if (by.kind === "rule" && isLater && !joinsThem && evidence.identifierIds.includes(identifierId)) {
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
