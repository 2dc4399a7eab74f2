/** The specification's traits under the names that profiles have; traits of the sender's own keep theirs. */
import { idOf, objectOf, textOf } from "../fields.ts";
import type { JsonObject } from "../json.ts";
import { dateOf, fullName, profileOf } from "../profile-fields.ts";

export function profileIn(traits: JsonObject): JsonObject | undefined {
  const { birthday, company, locale, timezone, ...own } = traits;
  return profileOf({
    ...own,
    name: textOf(traits.name) ?? fullName(traits.firstName, traits.lastName),
    company: idOf(company) ?? idOf(objectOf(company).name),
    birthday: dateOf(birthday),
    language: own.language ?? locale,
    timeZone: own.timeZone ?? timezone,
  });
}
