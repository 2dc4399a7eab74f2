import fc from "fast-check";
import {
  type CountryCode,
  getCountries,
  getExampleNumber,
  type PhoneNumber,
  parsePhoneNumberFromString,
} from "libphonenumber-js/max";
import minMetadata from "libphonenumber-js/min/metadata";
import examples from "libphonenumber-js/mobile/examples";
import { describe, expect, it } from "vitest";
import { normalisePhone } from "../../../domain/identity/normalise-phone.ts";
import packedMetadata from "../../../domain/identity/phone-metadata.packed.json" with { type: "json" };
import { unpacked } from "../../../domain/packed.ts";
import { anyText, turkish } from "./values.ts";

const arabic = (text: string) => text.replace(/\d/g, (digit) => String.fromCharCode(0x660 + Number(digit)));
const persian = (text: string) => text.replace(/\d/g, (digit) => String.fromCharCode(0x6f0 + Number(digit)));
const fullWidth = (text: string) =>
  text.replace(/[\d+()-]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));

/** How people and programs write a number; the library's own formatters, with full metadata, are the oracle. */
const forms: Readonly<Record<string, (number: PhoneNumber) => string>> = {
  "as E.164": ({ number }) => number,
  "as its country does": (number) => number.formatNational(),
  "as its country does, digits only": (number) => number.formatNational().replace(/\D/g, ""),
  internationally: (number) => number.formatInternational(),
  "with dashes": (number) => number.formatInternational().replaceAll(" ", "-"),
  "with dots": (number) => number.formatInternational().replaceAll(" ", "."),
  "with 00": ({ number }) => `00${number.slice(1)}`,
  "as a URI": (number) => number.getURI(),
  "with no-break spaces": (number) => number.formatInternational().replaceAll(" ", "\u00a0"),
  "in Arabic digits": (number) => arabic(number.formatNational()),
  "in Persian digits": (number) => persian(number.formatInternational()),
  "in full width": (number) => fullWidth(number.formatInternational()),
};

/** Valid mobile numbers of a country: its example with other last digits. */
function mobilesOf(country: CountryCode): PhoneNumber[] {
  const example = getExampleNumber(country, examples)?.number ?? "";
  const others = ["1234", "9876", "0000"].map((end) => example.slice(0, -end.length) + end);
  return [example, ...others].flatMap((text) => {
    const number = parsePhoneNumberFromString(text);
    return number?.isValid() && number.country === country ? [number] : [];
  });
}

/** Numbers of Turkey: mobile, fixed, 0850 and 0800. */
const turkishNumber = fc
  .tuple(
    fc.constantFrom("50", "53", "54", "55", "212", "216", "312", "232", "850", "800", "322", "462"),
    fc.stringMatching(/^\d{8}$/),
  )
  .map(([start, rest]) => parsePhoneNumberFromString(`+90${(start + rest).slice(0, 10)}`))
  .filter((number): number is PhoneNumber => number?.isValid() === true);

describe("a phone number", () => {
  it.each([
    "0555 111 22 33",
    "555 111 22 33",
    "5551112233",
    "+90 (555) 111-22-33",
    "+90 (0)555 111 22 33",
    "+90 0555 111 22 33",
    "00905551112233",
    "0090 555 111 22 33",
    "905551112233",
    "0(555) 111 2233",
    "0555.111.22.33",
    "tel:+90-555-111-22-33",
    "TEL:0555 111 22 33",
    "٠٥٥٥ ١١١ ٢٢ ٣٣",
    "０５５５１１１２２３３",
    "＋９０ ５５５ １１１ ２２ ３３",
  ])("of Turkey may be written %s", (written) => {
    expect(normalisePhone(written, "TR")).toBe("+905551112233");
  });

  it.each(Object.keys(forms))("of any country is one identifier when it is written %s", (form) => {
    const checked = getCountries().flatMap((country) =>
      mobilesOf(country).map((number) => {
        const written = forms[form]?.(number) ?? "";
        expect(normalisePhone(written, country), `${country} ${written}`).toBe(number.number);
        return country;
      }),
    );
    expect(new Set(checked).size).toBeGreaterThan(200);
  });

  it("of Turkey is one identifier in every form, fixed lines and service numbers too", () => {
    fc.assert(
      fc.property(turkishNumber, (number) => {
        for (const form of Object.values(forms)) {
          expect(normalisePhone(form(number), "TR")).toBe(number.number);
        }
      }),
    );
  });

  it("without a country code is of the default country", () => {
    expect(normalisePhone("(202) 555-0143", "US")).toBe("+12025550143");
    expect(normalisePhone("030 123456", "DE")).toBe("+4930123456");
  });

  /** What is stored was hashed in this form: an update of the library must not change it. */
  it.each<[CountryCode, string, string]>([
    ["TR", "0532 123 45 67", "+905321234567"],
    ["TR", "(0212) 444 55 66", "+902124445566"],
    ["TR", "444 0 123", "+904440123"],
    ["TR", "0850 222 0 123", "+908502220123"],
    ["TR", "0392 123 45 67", "+903921234567"],
    ["AZ", "050 123 45 67", "+994501234567"],
    ["DE", "0171 3920042", "+491713920042"],
    ["GB", "020 7946 0018", "+442079460018"],
    ["FR", "06 12 34 56 78", "+33612345678"],
    ["NL", "06 12345678", "+31612345678"],
    ["AT", "0664 123456", "+43664123456"],
    ["IT", "06 1234 5678", "+390612345678"],
    ["ES", "612 34 56 78", "+34612345678"],
    ["RU", "8 (912) 345-67-89", "+79123456789"],
    ["KZ", "8 (771) 000 9998", "+77710009998"],
    ["HU", "06 20 123 4567", "+36201234567"],
    ["SA", "051 234 5678", "+966512345678"],
    ["AE", "050 123 4567", "+971501234567"],
    ["US", "(202) 555-0143", "+12025550143"],
    ["MX", "55 1234 5678", "+525512345678"],
    ["BR", "(11) 96123-4567", "+5511961234567"],
    ["AR", "011 15-2345-6789", "+5491123456789"],
    ["IN", "081234 56789", "+918123456789"],
    ["JP", "090-1234-5678", "+819012345678"],
  ])("of %s written %s is %s for ever", (country, written, number) => {
    expect(normalisePhone(written, country)).toBe(number);
  });

  it("with a country code is the same in every default country", () => {
    fc.assert(
      fc.property(turkishNumber, fc.constantFrom(...getCountries()), (number, country) => {
        expect(normalisePhone(number.formatInternational(), country)).toBe(number.number);
        expect(normalisePhone(`00${number.number.slice(1)}`, country)).toBe(number.number);
      }),
    );
  });

  it("begins as calls abroad begin in the default country", () => {
    expect(normalisePhone("011 90 555 111 22 33", "US")).toBe("+905551112233");
    expect(normalisePhone("010 90 555 111 22 33", "JP")).toBe("+905551112233");
    expect(normalisePhone("009 57 321 1234567", "CO")).toBe("+573211234567");
  });

  it.each([
    ["+447700900123", "kept for fiction"],
    ["+15550783881", "of no known area"],
    ["+5215512345678", "as WhatsApp still writes Mexico"],
    ["+266696687", "as Twilio writes a hidden caller"],
  ])("is E.164 though its country's plan does not know it: %s, %s", (number) => {
    expect(normalisePhone(number, "TR")).toBe(number);
    expect(normalisePhone(`00${number.slice(1)}`, "TR")).toBe(number);
  });

  it.each([
    ["+44 (0)7700 900123", "+447700900123"],
    ["+95 00 7402 1188", "+9574021188"],
  ])("loses every trunk prefix, also where the plan does not know it: %s", (written, number) => {
    expect(normalisePhone(written, "TR")).toBe(number);
  });

  it.each([
    ["2020", "2020"],
    ["155", "155"],
    ["33 44", "3344"],
    ["Garanti BBVA", "GARANTIBBVA"],
    ["turkcell", "TURKCELL"],
    ["client:joe", "CLIENT:JOE"],
    ["0000000000", "0000000000"],
  ])("of no country stays: %s is %s", (written, value) => {
    expect(normalisePhone(written, "TR")).toBe(value);
  });

  it.each([
    "+902121112233 ext. 45",
    "0212 111 22 33 x45",
    "0212 111 22 33 dahili 45",
    "0212 1112233, DAHİLİ: 45",
  ])("keeps the extension of %s apart: a switchboard is not one of its desks", (written) => {
    expect(normalisePhone(written, "TR")).toBe("+902121112233;ext=45");
  });

  it.each(["sip:+905551112233@evil.example", "whatsapp:+905551112233", "+905551112233 or +905559998877"])(
    "is never found inside something else: %s",
    (written) => {
      expect(normalisePhone(written, "TR")).not.toBe("+905551112233");
    },
  );

  it.each(["", " ", "+", "+90", "00", "-()"])("that is none is empty: '%s'", (written) => {
    expect(normalisePhone(written, "TR")).toBe("");
  });

  it("stays what it was made, in every country", () => {
    fc.assert(
      fc.property(
        fc.oneof(anyText, turkish, fc.stringMatching(/^(\+|00|0)?\d{1,17}(;ext=\d{1,5})?$/)),
        fc.constantFrom(...getCountries(), "XX"),
        (written, country) => {
          const once = normalisePhone(written, country);
          expect(normalisePhone(once, country)).toBe(once);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

it("goes by the plans of the package that is installed (npm run openapi packs them)", () => {
  expect(JSON.parse(unpacked(packedMetadata))).toEqual(JSON.parse(JSON.stringify(minMetadata)));
});
