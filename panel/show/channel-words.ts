/** What an event came by, in words: the name that the company gave the channel, else what kind of channel it is. Pure. */
import type { ChannelName } from "../../schemas/api/channel-shapes.ts";
import type { ContactEvent } from "../../schemas/contact-event.ts";
import type { Language, Translate } from "../text/text.ts";
import { channelNames } from "./names.ts";

export type CameBy = Pick<ContactEvent, "channel" | "provider" | "endpointId">;
export type GivenNames = ReadonlyMap<string, ChannelName["displayName"]>;

const keyOf = ({ provider, endpointId }: Pick<ContactEvent, "provider" | "endpointId">) =>
  `${provider}/${endpointId}`;

export const givenNames = (names: readonly ChannelName[]): GivenNames =>
  new Map(names.map((name) => [keyOf(name), name.displayName]));

/** A channel that has no name in the page's language is called by its kind. */
export function channelWords(
  event: CameBy,
  given: GivenNames,
  { language, t }: { language: Language; t: Translate },
): string {
  return given.get(keyOf(event))?.[language] ?? t(channelNames[event.channel]);
}
