/** By which channel a customer wants to be reached. Pure. */
import { type Channel, channelSchema } from "../../schemas/contact-event.ts";
import type { Digest } from "../../schemas/digest.ts";
import { textOf } from "./read-attributes.ts";
import type { ShownAttributes } from "./shown-attribute.ts";

/**
 * The channel a source reports, else the one they came by most often of late.
 *
 * @param isOpen not of one that they have closed
 */
export function preferredChannel(
  { facts: { contacts } }: Pick<Digest, "facts">,
  attributes: ShownAttributes,
  isOpen: (channel: Channel) => boolean,
): Channel | undefined {
  const reported = channelSchema.safeParse(textOf(attributes, "preferredChannel")?.toLowerCase()).data;
  if (reported !== undefined && isOpen(reported)) return reported;
  const used = contacts.filter(({ direction, channel }) => direction === "inbound" && isOpen(channel));
  // Contacts are newest first and the sort is stable: on a tie the channel used last stays in front.
  return [...Map.groupBy(used, ({ channel }) => channel)].sort(
    ([, left], [, right]) => right.length - left.length,
  )[0]?.[0];
}
