/** Which language a customer is served in. Pure. */
import type { Fact } from "../../schemas/digest.ts";
import { textOf } from "../profile/read-attributes.ts";
import type { ShownAttributes } from "../profile/shown-attribute.ts";

/** The language of `tr`, `tr-TR` and `TR_tr`. */
const languageTag = /^([a-z]{2})(?:[-_]|$)/i;

/**
 * What they write in now; else what a source reports of them; else what they wrote in before.
 *
 * @param here the contacts of the case, newest first
 * @param all those of the customer, newest first
 * @returns ISO 639-1; `undefined` where nothing tells
 */
export function spokenLanguage(
  here: readonly Fact[],
  all: readonly Fact[],
  attributes: ShownAttributes,
): string | undefined {
  const reported = languageTag.exec(textOf(attributes, "language") ?? "")?.[1]?.toLowerCase();
  return writtenIn(here) ?? reported ?? writtenIn(all);
}

function writtenIn(contacts: readonly Fact[]): string | undefined {
  const languages = contacts
    .filter(({ direction }) => direction === "inbound")
    .map(({ understanding }) => understanding?.language);
  return languages.find((language) => language !== undefined && language !== "other");
}
