/** The digest of a person: what its customers' digests say together, computed whenever it is read. */
import type { Digest } from "../../schemas/digest.ts";
import { emptyDigest } from "./empty-digest.ts";
import { joinDigests } from "./join-digests.ts";

/** In any order and any grouping the same: the digest of one customer who had all the events. */
export function mergeDigests(digests: readonly Digest[]): Digest {
  return digests.reduce(joinDigests, emptyDigest);
}
