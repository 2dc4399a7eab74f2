/** Folds contact events into the digest of their customer, as the stream brings them: often twice, in any order. */
import type { ContactEvent } from "../../schemas/contact-event.ts";
import type { Digest } from "../../schemas/digest.ts";
import { factOf, type SeenEvent } from "./fact.ts";
import { byGroup, groupOf } from "./groups.ts";
import { joinDigests } from "./join-digests.ts";
import { profileIn, reportsProfile } from "./profile-words.ts";

/** Whether a digest has anything to learn from the event. */
export function concernsDigest(event: Pick<ContactEvent, "kind" | "channel" | "attributes">): boolean {
  return groupOf(event) !== undefined || reportsProfile(event);
}

/**
 * The digest with the event in it: the same whatever order events come in, and however often.
 *
 * @param digest of one customer; a person's is merged from theirs when it is read
 * @returns `digest` itself when there is nothing new in the event
 */
export function foldEvent(digest: Digest, seen: SeenEvent): Digest {
  return concernsDigest(seen.event) ? joinDigests(digest, digestOf(seen)) : digest;
}

/** What one event alone would leave behind. */
function digestOf(seen: SeenEvent): Digest {
  const group = groupOf(seen.event);
  return {
    facts: byGroup((each) => (each === group ? [factOf(group, seen)] : [])),
    profile: profileIn(seen.event),
  };
}
