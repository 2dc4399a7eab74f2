/** A person: one customer, or several that merges made one. Found by following edges; nothing is ever moved. */
import type { CustomerIdentifier, Merge } from "../../schemas/api/shapes.ts";
import type { Case } from "../../schemas/case.ts";
import type { Digest } from "../../schemas/digest.ts";
import type { Apart, Suggestion } from "./suggestion.ts";

/** An identifier of a customer, as it is stored. */
export interface LinkedIdentifier extends CustomerIdentifier {
  /** What the provider calls the person under this identifier. */
  readonly name?: string | undefined;
  /** When its owner before gave it up: what is not later is not this customer's. */
  readonly since?: string | undefined;
}

/** A merge as it is stored under the customer that survived. */
export interface MergeEdge extends Merge {
  /**
   * Every customer that the merged one consisted of at that moment, itself included. Some may have been taken
   * out since; none can have come in, because later merges go to the survivor.
   */
  readonly members: readonly string[];
  /** What they had proven by then: what is kept of these can be read before the members are. */
  readonly identifierIds: readonly string[];
}

/** What is stored under one customer: its own part of a person. Customers are never changed by a merge. */
export interface Member {
  readonly customerId: string;
  readonly createdAt: string;
  /** The customer this one was merged into, and by which merge. */
  readonly mergedInto?: { readonly customerId: string; readonly mergeId: string } | undefined;
  /** Counts the merges into this customer: a merge of it must have seen all of them. */
  readonly mergeCount: number;
  /** Counts the saves of its cases and its digest: the optimistic lock. */
  readonly version: number;
  readonly identifiers: readonly LinkedIdentifier[];
  readonly merges: readonly MergeEdge[];
  readonly suggestions: readonly Suggestion[];
  readonly apart: readonly Apart[];
  readonly cases: readonly Case[];
  readonly digest: Digest;
}

export interface Person {
  /** The customer that survived every merge. */
  readonly customerId: string;
  /** The survivor first, then by creation. */
  readonly members: readonly [Member, ...Member[]];
}

/** Reads one customer's part, as it is now; `undefined` when there is no such customer. */
export type ReadMember = (customerId: string) => Promise<Member | undefined>;

/**
 * Finds the person that a customer is part of: up along the redirects, then all members at once. A customer
 * that is not merged takes one read, a survivor two rounds; each merge above the given customer adds one.
 *
 * @param customerId any customer that ever existed: old ids work for ever
 */
export async function readPerson(read: ReadMember, customerId: string): Promise<Person | undefined> {
  const seen = new Map<string, Member>();
  let root = await read(customerId);
  while (root?.mergedInto !== undefined && !seen.has(root.customerId)) {
    seen.set(root.customerId, root);
    root = await read(root.mergedInto.customerId);
  }
  if (root === undefined) return undefined;
  seen.set(root.customerId, root);
  const missing = root.merges.flatMap(({ members }) => members).filter((id) => !seen.has(id));
  for (const member of await Promise.all([...new Set(missing)].map(read))) {
    if (member !== undefined) seen.set(member.customerId, member);
  }
  return personOf(root, seen);
}

/** The person whose root is given, out of customers that may belong to it. Pure. */
function personOf(root: Member, candidates: ReadonlyMap<string, Member>): Person {
  const members = [...candidates.values()]
    .filter((member) => member !== root && leadsTo(root.customerId, member, candidates))
    .sort(byCreation);
  return { customerId: root.customerId, members: [root, ...members] };
}

function leadsTo(rootId: string, member: Member, candidates: ReadonlyMap<string, Member>): boolean {
  let at: Member | undefined = member;
  for (let step = 0; at !== undefined && step < candidates.size; step += 1) {
    const next: string | undefined = at.mergedInto?.customerId;
    if (next === rootId) return true;
    at = next === undefined ? undefined : candidates.get(next);
  }
  return false;
}

/** Older customers first; ids decide between those of one instant. */
export function byCreation(
  left: Pick<Member, "createdAt" | "customerId">,
  right: Pick<Member, "createdAt" | "customerId">,
) {
  const [first, second] = [left, right].map(({ createdAt, customerId }) => `${createdAt} ${customerId}`);
  return (first ?? "") < (second ?? "") ? -1 : 1;
}

/** Whether what came by an identifier at that time is its customer's. */
export const isOf = ({ since, retiredAt }: LinkedIdentifier, at: string): boolean =>
  (since === undefined || since < at) && (retiredAt === undefined || at <= retiredAt);

/** Every identifier of a person, by the time it was linked. */
export function identifiersOf({ members }: Person): LinkedIdentifier[] {
  return members
    .flatMap(({ identifiers }) => identifiers)
    .sort((left, right) =>
      `${left.linkedAt} ${left.identifierId}` < `${right.linkedAt} ${right.identifierId}` ? -1 : 1,
    );
}

/**
 * The identifier under which something new of a case is kept: the one that opened it, while it is theirs; else
 * another that the customer has, or the person. What was given up is somebody else's, and so is what comes there.
 */
export function homeOf(
  person: Person,
  { identifierId, customerId }: Pick<Case, "identifierId" | "customerId">,
): LinkedIdentifier | undefined {
  const own = person.members.find((member) => member.customerId === customerId)?.identifiers ?? [];
  const all = [...own, ...identifiersOf(person)];
  const kept = all.filter(({ retiredAt }) => retiredAt === undefined);
  const isFirst = (one: LinkedIdentifier) => one.identifierId === identifierId;
  return kept.find(isFirst) ?? kept[0] ?? all.find(isFirst);
}

/** What a provider called the person under the identifier that was linked first. */
export function providerNameOf(person: Person): string | undefined {
  return identifiersOf(person).find(({ name }) => name !== undefined)?.name;
}

/** Whether a customer is part of the person. */
export const isMember = ({ members }: Person, customerId: string): boolean =>
  members.some((member) => member.customerId === customerId);
