/** Merges two customers, and takes merges back: one edge comes or goes, whatever the size of both. */
import type { MergedBy, Merge as MergeFacts, SuggestionReason } from "../../schemas/api/shapes.ts";
import { ContendedIdentityError } from "../errors.ts";
import { identifiersOf, type MergeEdge, type Person, type ReadMember, readPerson } from "./person.ts";

/** Writes edges. */
export interface Merges {
  /**
   * Adds the edge and the redirect, where neither customer has been merged since and nothing was merged into
   * the merged one that the edge does not know of.
   */
  add(edge: MergeEdge, mergedCount: number): Promise<"merged" | "lost">;
  /** Takes the edge and the redirect away, where they are still there; keeps in mind that a human did it. */
  remove(edge: MergeEdge, at: string): Promise<"removed" | "lost">;
}

export interface MergeDeps {
  readonly readMember: ReadMember;
  readonly merges: Merges;
  readonly newMergeId: () => string;
  readonly now: () => Date;
}

export interface MergeWish {
  /** Survives, together with whoever it is merged into. */
  readonly customerId: string;
  readonly otherCustomerId: string;
  readonly by: MergedBy;
  readonly reason?: string | undefined;
  readonly suggested?: SuggestionReason | undefined;
  readonly evidence?: MergeFacts["evidence"];
}

export type Merged =
  | { readonly kind: "merged"; readonly edge: MergeEdge }
  | { readonly kind: "already-one"; readonly customerId: string }
  | { readonly kind: "not-found" };

const attempts = 8;

/** Makes the other person part of the first. Safe to repeat: a second run finds them one already. */
export async function mergeCustomers(deps: MergeDeps, wish: MergeWish): Promise<Merged> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const [survivor, other] = await Promise.all([
      readPerson(deps.readMember, wish.customerId),
      readPerson(deps.readMember, wish.otherCustomerId),
    ]);
    if (survivor === undefined || other === undefined) return { kind: "not-found" };
    if (survivor.customerId === other.customerId) {
      return { kind: "already-one", customerId: survivor.customerId };
    }
    const edge = edgeBetween(survivor, other, wish, deps.newMergeId(), deps.now());
    if ((await deps.merges.add(edge, other.members[0].mergeCount)) === "merged")
      return { kind: "merged", edge };
  }
  throw new ContendedIdentityError(`merge into ${wish.customerId}: ${attempts} attempts lost`);
}

/** The edge that makes `other` part of `survivor`. Pure. */
function edgeBetween(
  survivor: Person,
  other: Person,
  wish: MergeWish,
  mergeId: string,
  now: Date,
): MergeEdge {
  const { by, reason, suggested, evidence } = wish;
  return {
    mergeId,
    customerId: survivor.customerId,
    mergedCustomerId: other.customerId,
    mergedAt: now.toISOString(),
    by,
    ...(reason === undefined ? {} : { reason }),
    ...(suggested === undefined ? {} : { suggested }),
    ...(evidence === undefined ? {} : { evidence }),
    members: other.members.map(({ customerId }) => customerId),
    identifierIds: identifiersOf(other).flatMap((one) =>
      one.level === "verified" ? [one.identifierId] : [],
    ),
  };
}

/**
 * Takes one merge back, in any order of them: whatever was merged before or since stays merged.
 *
 * @param customerId any customer of the person
 */
export async function unmergeCustomers(
  deps: Pick<MergeDeps, "readMember" | "merges" | "now">,
  customerId: string,
  mergeId: string,
): Promise<"unmerged" | "not-found"> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const person = await readPerson(deps.readMember, customerId);
    const edge = mergesOf(person).find((one) => one.mergeId === mergeId);
    // Lost to somebody who took the same merge back is what the caller wants, too.
    if (edge === undefined) return attempt === 0 ? "not-found" : "unmerged";
    if ((await deps.merges.remove(edge, deps.now().toISOString())) === "removed") return "unmerged";
  }
  throw new ContendedIdentityError(`merge ${mergeId}: ${attempts} attempts to take it back lost`);
}

/** Every merge that made the person, newest first. */
export function mergesOf(person: Person | undefined): MergeEdge[] {
  return (person?.members ?? [])
    .flatMap(({ merges }) => merges)
    .sort((left, right) =>
      `${left.mergedAt} ${left.mergeId}` < `${right.mergedAt} ${right.mergeId}` ? 1 : -1,
    );
}
