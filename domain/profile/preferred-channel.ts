/** By which channel a customer wants to be reached. Pure. */
import { type Channel, channelSchema } from "../../schemas/contact-event.ts";
import type { Consent, Digest } from "../../schemas/digest.ts";
import { isChannelOpen } from "../consent/consents.ts";
import { textOf } from "./read-attributes.ts";
import type { ShownAttributes } from "./shown-attribute.ts";

/** The channel a source reports, else the one they came by most often of late; never one they have closed. */
export function preferredChannel(
  { facts: { contacts } }: Pick<Digest, "facts">,
  attributes: ShownAttributes,
  consents: readonly Consent[],
): Channel | undefined {
  const isOpen = (channel: Channel) => isChannelOpen(consents, channel);
  const reported = channelSchema.safeParse(textOf(attributes, "preferredChannel")?.toLowerCase()).data;
  if (reported !== undefined && isOpen(reported)) return reported;
  const used = contacts.filter(({ direction, channel }) => direction === "inbound" && isOpen(channel));
  // Contacts are newest first and the sort is stable: on a tie the channel used last stays in front.
  return [...Map.groupBy(used, ({ channel }) => channel)].sort(
    ([, left], [, right]) => right.length - left.length,
  )[0]?.[0];
}
