/** What the rules make of a contact event that shows identifiers of two customers: a merge, a suggestion, nothing. */
import type { SuggestionReason } from "../../schemas/api/shapes.ts";
import type { IdentifierKind } from "../../schemas/contact-event.ts";
import type { IdentityPolicy } from "../../schemas/policies.ts";
import { mayBelongToOne } from "./cardinality.ts";
import { type MergeDeps, mergeCustomers } from "./merge-customers.ts";
import { byCreation, identifiersOf, isMember, type Person, type ReadMember, readPerson } from "./person.ts";
import { type NewSuggestion, suggestionIdOf } from "./suggestion.ts";

/** That two customers are one, as a contact event has it. */
export interface Evidence {
  readonly eventId: string;
  /** The event's time: the same on every repetition. */
  readonly at: string;
  readonly rule: "shared-identifier" | "rotated-identifier" | "claimed-identifier";
  /** The identifier that belongs to the other customer. */
  readonly identifierId: string;
  readonly kind: IdentifierKind;
  /** The other customer. */
  readonly customerId: string;
}

/** Where suggestions are kept. */
export interface Suggestions {
  /** Keeps it unless the pair already has one, open or dismissed. */
  add(suggestion: NewSuggestion): Promise<void>;
}

export interface RuleDeps extends MergeDeps {
  readonly suggestions: Suggestions;
}

type Verdict =
  | { readonly kind: "merge"; readonly survivor: Person; readonly other: Person }
  | { readonly kind: "suggest"; readonly reason: SuggestionReason }
  | { readonly kind: "nothing" };

/** Follows one piece of evidence. Safe to repeat. */
export async function mergeByRule(
  deps: RuleDeps,
  person: Person,
  evidence: Evidence,
  policy: IdentityPolicy,
): Promise<void> {
  if (isMember(person, evidence.customerId)) return;
  const other = await readPerson(deps.readMember, evidence.customerId);
  if (other === undefined) return;
  const verdict = judge(person, other, evidence, policy);
  if (verdict.kind === "suggest")
    await deps.suggestions.add(suggestionOf(person, other, evidence, verdict.reason));
  if (verdict.kind !== "merge" || evidence.rule === "claimed-identifier") return;
  await mergeCustomers(deps, {
    customerId: verdict.survivor.customerId,
    otherCustomerId: verdict.other.customerId,
    by: { kind: "rule", rule: evidence.rule },
    evidence: { eventId: evidence.eventId, at: evidence.at, identifierIds: [evidence.identifierId] },
  });
}

/** Whether the two are one already, or become one by that evidence. */
export async function isOneByRule(
  readMember: ReadMember,
  person: Person,
  evidence: Evidence,
  policy: IdentityPolicy,
): Promise<boolean> {
  if (isMember(person, evidence.customerId)) return true;
  const other = await readPerson(readMember, evidence.customerId);
  return other !== undefined && judge(person, other, evidence, policy).kind === "merge";
}

/**
 * A claim proves nothing and is only ever suggested; so is what a human has taken apart, what goes by an
 * identifier that one of the two had given up by then, and what would give one person more identifiers of a kind
 * than people have. Of two that merge, the older survives. Pure.
 */
function judge(person: Person, other: Person, evidence: Evidence, policy: IdentityPolicy): Verdict {
  if (person.customerId === other.customerId) return { kind: "nothing" };
  if (wereTakenApart(person, other)) return { kind: "suggest", reason: "kept-apart" };
  if (evidence.rule === "claimed-identifier") return { kind: "suggest", reason: "claimed" };
  if (!policy.mergeByRule) return { kind: "suggest", reason: "rule-off" };
  if ([person, other].some((one) => hadGivenUp(one, evidence))) {
    return { kind: "suggest", reason: "changed-hands" };
  }
  if (!mayBelongToOne([...identifiersOf(person), ...identifiersOf(other)], policy)) {
    return { kind: "suggest", reason: "cardinality" };
  }
  const [survivor, merged] =
    byCreation(person.members[0], other.members[0]) < 0 ? [person, other] : [other, person];
  return { kind: "merge", survivor, other: merged };
}

/** Who says that it is theirs may not have heard that it is somebody else's now. */
function hadGivenUp(person: Person, { identifierId, at }: Evidence): boolean {
  return identifiersOf(person).some(
    (one) => one.identifierId === identifierId && one.retiredAt !== undefined && one.retiredAt < at,
  );
}

function wereTakenApart(person: Person, other: Person): boolean {
  const marked = (from: Person, to: Person) =>
    from.members.some(({ apart }) => apart.some(({ otherCustomerId }) => isMember(to, otherCustomerId)));
  return marked(person, other) || marked(other, person);
}

function suggestionOf(
  person: Person,
  other: Person,
  evidence: Evidence,
  reason: SuggestionReason,
): NewSuggestion {
  return {
    suggestionId: suggestionIdOf(person.customerId, other.customerId),
    customerIds: [person.customerId, other.customerId],
    reason,
    kinds: [evidence.kind],
    suggestedAt: evidence.at,
  };
}
