/** By which channel a message goes when nobody has said it. Pure. */
import type { Channel } from "../../schemas/contact-event.ts";
import type { WholeCase } from "../cases/whole-case.ts";
import { consentsOf } from "../consent/consents.ts";
import { mergeDigests } from "../digest/merge-digests.ts";
import { identifiersOf, type Person } from "../identity/person.ts";
import type { Endpoint } from "../ingest/channel-adapter.ts";
import { preferredChannel } from "../profile/preferred-channel.ts";
import { shownAttributes } from "../profile/shown-attribute.ts";
import type { ChannelSender } from "./channel-sender.ts";

/** Identifiers by which the person can still be reached. */
export const addressesOf = (person: Person) =>
  identifiersOf(person).filter(({ retiredAt }) => retiredAt === undefined);

/** Where the customer came last; a customer without a case is written to on the channel they prefer. */
export function usualChannel(
  person: Person,
  found: WholeCase | undefined,
  endpoints: readonly Endpoint[],
  senderOf: (provider: string) => ChannelSender | undefined,
): Channel | undefined {
  if (found?.whole.channel !== undefined) return found.whole.channel;
  const identifiers = addressesOf(person);
  const reachable = endpoints.flatMap((endpoint) => {
    const sender = senderOf(endpoint.provider);
    return (sender?.channels ?? []).filter(
      (channel) => sender?.addressOf(identifiers, channel, endpoint) !== undefined,
    );
  });
  const digests = person.members.map(({ digest }) => digest);
  const digest = mergeDigests(digests);
  const wished = preferredChannel(digest, shownAttributes(digest), consentsOf(digests));
  return wished !== undefined && reachable.includes(wished) ? wished : reachable[0];
}
