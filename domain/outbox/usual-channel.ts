/** By which channels a person can be written to, and wants to be. Pure. */
import type { Channel } from "../../schemas/contact-event.ts";
import { mergeDigests } from "../digest/merge-digests.ts";
import { identifiersOf, type Person } from "../identity/person.ts";
import type { Endpoint } from "../ingest/channel-adapter.ts";
import { preferredChannel } from "../profile/preferred-channel.ts";
import { shownAttributes } from "../profile/shown-attribute.ts";
import type { ChannelSender } from "./channel-sender.ts";

/** Identifiers by which the person can still be reached. */
export const addressesOf = (person: Person) =>
  identifiersOf(person).filter(({ retiredAt }) => retiredAt === undefined);

/** The channels by which accounts of ours can reach the person, in the order of the accounts. */
export function reachableChannels(
  person: Person,
  endpoints: readonly Endpoint[],
  senderOf: (provider: string) => ChannelSender | undefined,
): Channel[] {
  const identifiers = addressesOf(person);
  const reachable = endpoints.flatMap((endpoint) => {
    const sender = senderOf(endpoint.provider);
    return (sender?.channels ?? []).filter(
      (channel) => sender?.addressOf(identifiers, channel, endpoint) !== undefined,
    );
  });
  return [...new Set(reachable)];
}

/** The channel that the customer asks for or comes by. @param isOpen not of one that they have closed */
export function wishedChannel(person: Person, isOpen: (channel: Channel) => boolean): Channel | undefined {
  const digest = mergeDigests(person.members.map((member) => member.digest));
  return preferredChannel(digest, shownAttributes(digest), isOpen);
}
