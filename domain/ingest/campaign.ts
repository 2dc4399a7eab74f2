/** The campaign that brought a visit, as the links of campaigns name it (`utm_…`). Pure. */
import { isAsking } from "../cases/asking.ts";
import type { ParsedEvent } from "./channel-adapter.ts";

type Attributes = NonNullable<ParsedEvent["attributes"]>;

export interface CampaignLink {
  readonly name: string | undefined;
  readonly source: string | undefined;
  readonly medium: string | undefined;
  readonly term: string | undefined;
  readonly content: string | undefined;
}

/** `campaign` is its name; `utm` the rest: `source`, `medium`, `term`, `content`. */
export function campaignOf({ name, ...rest }: CampaignLink): Attributes {
  const utm = named(rest);
  return { ...named({ campaign: name }), ...(Object.keys(utm).length > 0 ? { utm } : {}) };
}

function named(values: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value?.trim() ? [[name, value]] : [])),
  );
}

/** Whose ad was clicked, by the id that the platform adds to its links. The id itself is not taken. */
const platforms: readonly (readonly [clickId: string, source: string])[] = [
  ["gclid", "google"],
  ["gbraid", "google"],
  ["wbraid", "google"],
  ["fbclid", "meta"],
  ["msclkid", "microsoft"],
  ["ttclid", "tiktok"],
  ["yclid", "yandex"],
];

/** Of a word of a link. What is longer is no campaign's name, and would be stored twice. */
const longestWordCharacters = 200;

/** @param url absolute, or a path with its query */
export function campaignOfUrl(url: string): Attributes {
  const query = new URLSearchParams(/\?([^#]*)/.exec(url)?.[1]);
  const parameter = (name: string) => {
    const word = query.get(name)?.trim() ?? "";
    return word === "" || word.length > longestWordCharacters ? undefined : word;
  };
  return campaignOf({
    name: parameter("utm_campaign") ?? parameter("utm_id"),
    source: parameter("utm_source") ?? platforms.find(([clickId]) => query.has(clickId))?.[1],
    medium: parameter("utm_medium"),
    term: parameter("utm_term"),
    content: parameter("utm_content"),
  });
}

/**
 * Says which campaign brought a visit, or a click in a mail, where its address does. What the sender says of it wins.
 * Of a request it says nothing: two requests from one page would be one, as those about one campaign are.
 */
export function withCampaign(event: ParsedEvent): ParsedEvent {
  const { attributes = {}, direction } = event;
  const { url } = attributes;
  if (direction !== "inbound" || isAsking(event) || typeof url !== "string") return event;
  const unsaid = Object.entries(campaignOfUrl(url)).filter(([name]) => attributes[name] == null);
  return unsaid.length === 0
    ? event
    : { ...event, attributes: { ...attributes, ...Object.fromEntries(unsaid) } };
}
