/** The campaign that brought a visit, as the links of campaigns name it (`utm_…`). */
import { textOf } from "./fields.ts";
import { type Json, type JsonObject, present } from "./json.ts";

/** `campaign` is its name; `utm` the rest: `source`, `medium`, `term`, `content`. */
export function campaignOf(said: Readonly<Record<string, Json | undefined>>): JsonObject {
  const utm = present({
    source: textOf(said.source),
    medium: textOf(said.medium),
    term: textOf(said.term),
    content: textOf(said.content),
  });
  return present({
    campaign: textOf(said.name),
    utm: Object.keys(utm).length > 0 ? utm : undefined,
  });
}

/** @param url absolute, or a path with its query */
export function campaignOfUrl(url: Json | undefined): JsonObject {
  const text = textOf(url) ?? "";
  const query = new URLSearchParams(text.slice(text.indexOf("?") + 1).replace(/#.*$/s, ""));
  const parameter = (name: string) => query.get(`utm_${name}`) ?? undefined;
  return campaignOf({
    name: parameter("campaign"),
    source: parameter("source"),
    medium: parameter("medium"),
    term: parameter("term"),
    content: parameter("content"),
  });
}
