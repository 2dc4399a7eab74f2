/** One form for each phone number, whatever way it was written: E.164 where it is one. Pure. */
import {
  type CountryCode,
  type MetadataJson,
  type PhoneNumber,
  parsePhoneNumberFromString,
} from "libphonenumber-js/core";
import { unpacked } from "../packed.ts";
import packedMetadata from "./phone-metadata.packed.json" with { type: "json" };
import { plainText } from "./plain-text.ts";

/** Every country's plan; the package's own copy of it is two thirds of what it weighs. */
const metadata: MetadataJson = JSON.parse(unpacked(packedMetadata));

const isCountry = (country: string): country is CountryCode => country in metadata.countries;

/** `+` and 7 to 15 digits, no leading zero: ITU-T E.164. */
const e164 = /^\+[1-9]\d{6,14}$/;

/**
 * E.164, an extension kept apart (`+902121112233;ext=45`, RFC 3966): a switchboard is not one of its desks. What
 * is no country's number (a short code, a sender's name) stays, in capitals and without separators, so that
 * nothing is refused that a provider has verified; a country code alone is nobody's: empty.
 *
 * @param country ISO 3166-1 alpha-2: where a number without a country code is from
 */
export function normalisePhone(value: string, country: string): string {
  const text = plainText(value).replace(/^tel:/i, "").replace(turkishExtension, " ext. $1");
  const number = parse(text, country);
  const form = number === undefined ? compact(text) : withExtension(number);
  // One pass takes one trunk prefix off; what nobody's plan knows may seem to have several.
  return form === value ? form : normalisePhone(form, country);
}

/** The library knows the English words. */
const turkishExtension = /\s*[,;]?\s*dah(?:[iıİ]l[iıİ]|\.)\s*:?\s*(\d{1,7})\s*$/iu;

/**
 * With a country code the length is enough: plans grow faster than anybody's copy of them. Without one, digits
 * are a number only where the country's plan has such.
 */
function parse(text: string, country: string): PhoneNumber | undefined {
  const international = parseWhole(text.replace(/^\s*00/, "+"), {});
  if (international?.isValid()) return international;
  const national = isCountry(country) ? parseWhole(text, { defaultCountry: country }) : undefined;
  if (national?.isValid()) return national;
  return international?.isPossible() ? international : undefined;
}

type Options = Exclude<Parameters<typeof parsePhoneNumberFromString>[1], string | undefined>;

/** Never a number inside a text: `sip:+905551112233@evil.example` proves nothing about that number. */
function parseWhole(text: string, options: Options): PhoneNumber | undefined {
  return parsePhoneNumberFromString(text, { ...options, extract: false }, metadata);
}

function withExtension({ number, ext }: PhoneNumber): string {
  return ext === undefined ? number : `${number};ext=${ext}`;
}

function compact(text: string): string {
  const characters = text.replace(/[\s()./\p{Pd}]/gu, "");
  const number = characters.replace(/^00/, "+");
  if (/^\+\d{0,6}$/.test(number)) return "";
  return e164.test(number) ? number : characters.toUpperCase().normalize("NFKC");
}
