/** One form for each identifier, so that the same person is found whatever way the value was written. Pure. */
import { type Identifier, type IdentifierKind, longestIdentifier } from "../../schemas/contact-event.ts";
import { normaliseEmail } from "./normalise-email.ts";
import { normalisePhone } from "./normalise-phone.ts";
import { plainText } from "./plain-text.ts";

/** Takes text without invisible marks or outer spaces; `country` as of `normalisePhone`. */
type Normalise = (text: string, country: string) => string;

const asWritten: Normalise = (text) => text;
const withoutSpaces: Normalise = (text) => plainText(text).replace(/\s/g, "").normalize("NFKC");

/** Printed on cards and papers with spaces and dashes, typed in any case and on a Turkish keyboard. */
const code: Normalise = (text) =>
  plainText(text)
    .replace(/[\s\p{Pd}._/]/gu, "")
    .toUpperCase()
    .normalize("NFD")
    .replace(/I\p{M}*/gu, (letter) => letter.replaceAll("\u0307", ""))
    .normalize("NFKC");

const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;
/** What every phone says that was told not to be tracked. */
const nilUuid = /^[0-]+$/;

/** iOS writes the same UUID in capitals that others write in small letters. Ids of another make know cases. */
const device: Normalise = (text) => {
  if (!uuid.test(text)) return text;
  return nilUuid.test(text) ? "" : text.toLowerCase();
};

/** `CC.` or `CC.ENT.` and an id in which case may matter (Meta, "Business-scoped user IDs"). */
const whatsappUserId = /^[a-z]{2}\.(?:ent\.)?(?=[a-z\d]{1,128}$)/i;

/** A user id, or the number that stands in its place: Meta writes it without its `+`. */
const whatsapp: Normalise = (text, country) => {
  const value = withoutSpaces(text, country);
  if (/^\+?\d{7,15}$/.test(value)) return normalisePhone(`+${value.replace("+", "")}`, country);
  return value.replace(whatsappUserId, (prefix) => prefix.toUpperCase());
};

/** The numeric id. A `@name` changes hands and case; it is kept, and never means the id. */
const telegram: Normalise = (text, country) => {
  const value = withoutSpaces(text, country);
  return value.startsWith("@") ? value.toLowerCase().normalize("NFKC") : value;
};

const line: Normalise = (text) => (/^u[\da-f]{32}$/i.test(text) ? `U${text.slice(1).toLowerCase()}` : text);

const byKind: Readonly<Record<IdentifierKind, Normalise>> = {
  phone: normalisePhone,
  email: normaliseEmail,
  whatsapp,
  messenger: withoutSpaces,
  instagram: withoutSpaces,
  telegram,
  line,
  visitor: device,
  device,
  crm: asWritten,
  loyalty: code,
  "national-id": code,
  external: asWritten,
};

/**
 * The identifier with its normalised value; everything else stays. The forms are in docs/channels.md. A change
 * of them gives stored identifiers other ids.
 *
 * @param defaultCountry ISO 3166-1 alpha-2: where a phone number without a country code is from
 * @returns an empty value where it names nobody
 */
export function normaliseIdentifier(identifier: Identifier, defaultCountry: string): Identifier {
  const value = byKind[identifier.kind](visible(identifier.value), defaultCountry);
  // One character may become eighteen. What has no form that can be stored is no number or address of anybody's.
  return value.length > longestIdentifier ? identifier : { ...identifier, value };
}

/** Without the marks that nobody sees and that come along with a copied number. */
function visible(value: string): string {
  return value
    .replace(/\p{Cf}/gu, "")
    .normalize("NFC")
    .trim();
}
