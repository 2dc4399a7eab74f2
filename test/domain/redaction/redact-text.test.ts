import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isTurkishNationalId } from "../../../domain/redaction/national-id.ts";
import { isPaymentCard, passesLuhn } from "../../../domain/redaction/payment-card.ts";
import { redactText } from "../../../domain/redaction/redact-text.ts";

/** Test card numbers published by the payment industry (Stripe's, PayPal's and Troy's documentation). */
const publishedCards = [
  "4242424242424242",
  "4111111111111111",
  "4012888888881881",
  "5555555555554444",
  "2223003122003222",
  "378282246310005",
  "371449635398431",
  "6011111111111117",
  "3056930009020004",
  "3566002020360505",
  "6200000000000005",
  "9792030394440796",
];

/** The algorithm as the population office describes it, written down independently of ours. */
function nationalIdFrom(nine: readonly number[]): string {
  const at = (index: number) => nine[index] ?? 0;
  const odd = at(0) + at(2) + at(4) + at(6) + at(8);
  const even = at(1) + at(3) + at(5) + at(7);
  const tenth = (((7 * odd - even) % 10) + 10) % 10;
  const eleventh = (odd + even + tenth) % 10;
  return [...nine, tenth, eleventh].join("");
}

describe("redacting text", () => {
  it.each(publishedCards)("masks the published test card %s but for its last four digits", (card) => {
    expect(isPaymentCard(card)).toBe(true);
    expect(redactText(`Kartım ${card}, teşekkürler`)).toBe(
      `Kartım ${"*".repeat(card.length - 4)}${card.slice(-4)}, teşekkürler`,
    );
  });

  it.each([
    ["4111 1111 1111 1111", "**** **** **** 1111"],
    ["4111-1111-1111-1111", "****-****-****-1111"],
    ["4111 1111 1111 1111 12/28 123", "**** **** **** 1111 12/28 123"],
    ["12 4111111111111111", "12 ************1111"],
    ["kart:4111111111111111.", "kart:************1111."],
    ["4111111111111111 5555555555554444", "************1111 ************4444"],
    ["3782 822463 10005", "**** ****** *0005"],
    ["TC 10000000146", "TC ***********"],
    ["４１１１１１１１１１１１１１１１", "************1111"],
    ["TC ١٠٠٠٠٠٠٠١٤٦", "TC ***********"],
    ["100 000 001 46", "*** *** *** **"],
  ])("masks %s", (text, redacted) => {
    expect(redactText(text)).toBe(redacted);
  });

  it.each([
    "+905551112233",
    "+90 555 111 22 33",
    "0 (555) 111 22 33",
    "Siparişim 1234567890123 nerede?",
    "4111111111111112",
    "10000000147",
    "IBAN TR33 0006 1005 1978 6457 8413 26",
    "2026-11-22 09:15:02",
    "４１１１１１１１１１１１１１１２",
    "",
  ])("leaves %s alone", (text) => {
    expect(redactText(text)).toBe(text);
  });

  it("masks every national id that the algorithm makes", () => {
    const nine = fc.tuple(
      fc.integer({ min: 1, max: 9 }),
      fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 8, maxLength: 8 }),
    );
    fc.assert(
      fc.property(nine, ([first, rest]) => {
        const id = nationalIdFrom([first, ...rest]);
        expect(isTurkishNationalId(id)).toBe(true);
        expect(redactText(`kimlik ${id}`)).not.toContain(id);
      }),
    );
  });

  it("masks every valid Visa number, wherever it stands and however it is grouped", () => {
    const body = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 14, maxLength: 14 });
    fc.assert(
      fc.property(body, fc.constantFrom("", " ", "-"), fc.string(), (digits, separator, around) => {
        const start = `4${digits.join("")}`;
        const check = Array.from({ length: 10 }, (_, digit) => `${start}${digit}`).find(passesLuhn) ?? "";
        const shown = check.match(/.{4}/g)?.join(separator) ?? "";
        const text = `${around.replace(/[\d+]/g, "")} ${shown} son`;
        expect(redactText(text)).not.toContain(shown);
      }),
    );
  });

  it("changes only digits, and never the length", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const redacted = redactText(text);
        expect(redacted).toHaveLength(text.length);
        expect(redacted.replace(/[\d*]/g, "")).toBe(text.replace(/[\d*]/g, ""));
      }),
    );
  });

  it("takes time in proportion to the text, also when it is all digits", () => {
    const digits = "4".repeat(400_000);
    const groups = "4 ".repeat(200_000);
    expect(redactText(digits)).toHaveLength(digits.length);
    expect(redactText(groups)).toHaveLength(groups.length);
  });
});
