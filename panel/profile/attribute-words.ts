/** What the attributes of a profile are called, and how their values read. Pure. */
import { channels, identifierKinds } from "../../schemas/contact-event.ts";
import { channelNames, identifierNames } from "../show/names.ts";
import { openList } from "../show/open-list.ts";
import { calendarDate } from "../show/time.ts";
import { type Json, type Spoken, valueWords } from "../show/value-words.ts";

export const attributeWords = openList({
  name: "attribute.name",
  company: "attribute.company",
  alternativeContacts: "attribute.alternativeContacts",
  segment: "attribute.segment",
  products: "attribute.products",
  value: "attribute.value",
  stage: "attribute.stage",
  preferredChannel: "attribute.preferredChannel",
  birthday: "attribute.birthday",
  renewals: "attribute.renewals",
  alarms: "attribute.alarms",
  scores: "attribute.scores",
  language: "attribute.language",
  timeZone: "attribute.timeZone",
});

/** One text for each thing it says; attributes are an open list, and so is what they hold. */
export function attributeValueWords(name: string, value: Json, spoken: Spoken): string[] {
  switch (name) {
    case "products":
      return eachObject(value, spoken, ({ id, name, state }) => [textOf(name) ?? textOf(id), textOf(state)]);
    case "renewals":
      return eachObject(value, spoken, ({ product, on }) => [
        textOf(product),
        dateWords(textOf(on), spoken.language),
      ]);
    case "alternativeContacts":
      return eachObject(value, spoken, ({ kind, ...contact }) => [
        kindWords(textOf(kind), spoken),
        ...Object.values(contact).map(textOf),
      ]);
    case "birthday":
      return valueWords(dateWords(textOf(value), spoken.language) ?? value, spoken);
    case "preferredChannel":
      return valueWords(channelWords(value, spoken) ?? value, spoken);
    case "language":
      return valueWords(languageWords(value, spoken.language) ?? value, spoken);
    default:
      return valueWords(value, spoken);
  }
}

type Parts = readonly (string | undefined)[];

/** "Gold card · active": what a list's objects say in an order of ours; anything else as it is. */
function eachObject(
  value: Json,
  spoken: Spoken,
  partsOf: (item: Readonly<Record<string, Json>>) => Parts,
): string[] {
  if (!Array.isArray(value)) return valueWords(value, spoken);
  return value.flatMap((item) => {
    if (typeof item !== "object" || item === null || Array.isArray(item)) return valueWords(item, spoken);
    const parts = partsOf(item).filter((part) => part !== undefined);
    return parts.length === 0 ? valueWords(item, spoken) : [parts.join(" · ")];
  });
}

const textOf = (value: Json | undefined) => (typeof value === "string" && value !== "" ? value : undefined);

const dateWords = (date: string | undefined, language: string) =>
  date !== undefined && /^\d{4}-\d\d-\d\d$/.test(date) && !Number.isNaN(Date.parse(date))
    ? calendarDate(date, language)
    : date;

function kindWords(kind: string | undefined, { t }: Spoken): string | undefined {
  const known = identifierKinds.find((one) => one === kind);
  return known === undefined ? kind : t(identifierNames[known]);
}

function channelWords(value: Json, { t }: Spoken): string | undefined {
  const channel = channels.find((one) => one === value);
  return channel && t(channelNames[channel]);
}

function languageWords(value: Json, language: string): string | undefined {
  try {
    return new Intl.DisplayNames(language, { type: "language" }).of(textOf(value) ?? "");
  } catch {
    return undefined;
  }
}
