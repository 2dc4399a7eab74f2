/** Who a caller is, as far as the flow must know. Pure. */
import type { BriefLanguage } from "../../schemas/brief.ts";
import { nameOfPerson } from "../customer/summary.ts";
import { mergeDigests } from "../digest/merge-digests.ts";
import type { Person } from "../identity/person.ts";
import { isHighValue } from "../profile/high-value.ts";
import { shownAttributes } from "../profile/shown-attribute.ts";
import { spokenLanguage } from "../routing/spoken-language.ts";

export interface Caller {
  readonly name?: string | undefined;
  readonly language?: BriefLanguage | undefined;
  readonly highValue: boolean;
}

export function callerOf(person: Person): Caller {
  const digest = mergeDigests(person.members.map((member) => member.digest));
  const attributes = shownAttributes(digest);
  return {
    name: nameOfPerson(person),
    language: flowLanguage(spokenLanguage([], digest.facts.contacts, attributes)),
    highValue: isHighValue(attributes),
  };
}

/** Flows speak Turkish and English: whoever speaks another language is likelier to follow the second. */
export function flowLanguage(language: string | undefined): BriefLanguage | undefined {
  return language === undefined || language === "tr" ? language : "en";
}
