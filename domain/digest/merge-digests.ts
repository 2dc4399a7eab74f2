/** The digest of a person: what its customers' digests say together, computed whenever it is read. */
import type { Digest } from "../../schemas/digest.ts";
import { mergeConsents } from "./consent-words.ts";
import { emptyDigest } from "./empty-digest.ts";
import { joinDigests } from "./join-digests.ts";

/**
 * In any order and any grouping the same.
 *
 * Facts and profile are those of one customer who had all the events. Consents are not: a customer may take
 * back a refusal, but not one that another customer of the person has given (`domain/consent/`).
 */
export function mergeDigests(digests: readonly Digest[]): Digest {
  return digests.reduce((left, right) => joinDigests(left, right, mergeConsents), emptyDigest);
}
