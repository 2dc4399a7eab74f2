/** Any value a sender may report, as people read it. Pure. */
import type * as z from "zod/mini";
import type { jsonSchema } from "../../schemas/contact-event.ts";
import type { Language, Translate } from "../text/text.ts";
import { readable } from "./readable.ts";

export type Json = z.infer<typeof jsonSchema>;

export interface Spoken {
  language: Language;
  t: Translate;
}

/** One text for each item of a list, one for anything else; none for nothing. */
export function valueWords(value: Json, spoken: Spoken): string[] {
  if (!Array.isArray(value)) return plainWords(value, spoken);
  return value.flatMap((item) => {
    const words = plainWords(item, spoken);
    return words.length === 0 ? [] : [words.join(", ")];
  });
}

function plainWords(value: Json, spoken: Spoken): string[] {
  const { language, t } = spoken;
  if (value === null || value === "") return [];
  if (typeof value === "string") return [value];
  if (typeof value === "number") return [new Intl.NumberFormat(language).format(value)];
  if (typeof value === "boolean") return [t(value ? "value.yes" : "value.no")];
  if (Array.isArray(value)) return valueWords(value, spoken);
  return Object.entries(value).flatMap(([name, part]) => {
    const words = plainWords(part, spoken);
    return words.length === 0 ? [] : [`${readable(name)}: ${words.join(", ")}`];
  });
}
