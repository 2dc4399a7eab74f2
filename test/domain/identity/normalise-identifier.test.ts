import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normaliseIdentifier } from "../../../domain/identity/normalise-identifier.ts";
import {
  type Identifier,
  type IdentifierKind,
  identifierKinds,
  identifierSchema,
  longestIdentifier,
} from "../../../schemas/contact-event.ts";
import { anyText, turkish } from "./values.ts";

const valueFor = (kind: IdentifierKind, value: string) =>
  normaliseIdentifier({ kind, value, level: "verified" }, "TR").value;

const lineId = "4af4980629a1b2c3d4e5f60718293a4b";
const advertisingId = "6d92078a-8246-4ba4-ae5b-76104861e7dc";

describe("an identifier", () => {
  it.each<[IdentifierKind, string, string]>([
    ["phone", "0555 111 22 33", "+905551112233"],
    ["phone", "\u202a+90 555 111 22 33\u202c", "+905551112233"],
    ["email", "\u200bAyse@Example.com", "ayse@example.com"],
    ["whatsapp", "TR.1502576394655843", "TR.1502576394655843"],
    ["whatsapp", "tr.1502576394655843", "TR.1502576394655843"],
    ["whatsapp", "us.ent.11815799212886844830", "US.ENT.11815799212886844830"],
    ["whatsapp", "TR.aBcD", "TR.aBcD"],
    ["whatsapp", "905551112233", "+905551112233"],
    ["whatsapp", "+90 555 111 22 33", "+905551112233"],
    ["messenger", "106540352242922:4821907312345678", "106540352242922:4821907312345678"],
    ["messenger", " 106540352242922 : 4821907312345678", "106540352242922:4821907312345678"],
    ["instagram", "１７８４:９８７", "1784:987"],
    ["telegram", "123 456 789", "123456789"],
    ["telegram", "@AyseYilmaz", "@ayseyilmaz"],
    ["line", `u${lineId.toUpperCase()}`, `U${lineId}`],
    ["line", "not a LINE id", "not a LINE id"],
    ["visitor", advertisingId.toUpperCase(), advertisingId],
    ["visitor", "GA1.2.AbC", "GA1.2.AbC"],
    ["device", advertisingId.toUpperCase(), advertisingId],
    ["device", "fcm-Token:AbC", "fcm-Token:AbC"],
    ["device", "00000000-0000-0000-0000-000000000000", ""],
    ["crm", " 003D000000QnAbC ", "003D000000QnAbC"],
    ["loyalty", "tk 123-456.789", "TK123456789"],
    ["loyalty", "ıst–034", "IST034"],
    ["loyalty", "İST-034", "IST034"],
    ["loyalty", "٦٠٠١ ٢٣٤٥", "60012345"],
    ["national-id", "100 000 001 46", "10000000146"],
    ["national-id", "12345678-z", "12345678Z"],
    ["external", "twilio:demo:CA1", "twilio:demo:CA1"],
  ])("of the kind %s written '%s' is '%s'", (kind, written, value) => {
    expect(valueFor(kind, written)).toBe(value);
  });

  it.each<[string, IdentifierKind, string, string]>([
    ["of two pages", "messenger", "1:77", "2:77"],
    ["of a page and of none", "messenger", "1:77", "77"],
    ["of two Instagram accounts", "instagram", "1:77", "2:77"],
    ["whose case may matter", "whatsapp", "TR.aB", "TR.ab"],
    ["of a CRM that knows cases", "crm", "003D000000QnAbC", "003D000000QNABC"],
    ["of two papers that differ in a letter", "national-id", "X1234567L", "Y1234567L"],
    ["of a name and an id on Telegram", "telegram", "@123456", "123456"],
  ])("is not another's: those %s", (_, kind, one, other) => {
    expect(valueFor(kind, one)).not.toBe(valueFor(kind, other));
  });

  it("keeps its kind, its level and how it was verified", () => {
    const identifier: Identifier = {
      kind: "phone",
      value: "0555 111 22 33",
      level: "verified",
      verifiedBy: "code",
    };
    expect(normaliseIdentifier(identifier, "TR")).toEqual({ ...identifier, value: "+905551112233" });
  });

  it("loses every dot of a Turkish capital, also behind other marks", () => {
    const value = "I\u0327\u0307\u0307x";
    const once = normaliseIdentifier({ kind: "loyalty", value, level: "claimed" }, "TR");
    expect(once.value).toBe("I\u0327X");
    expect(normaliseIdentifier(once, "TR")).toEqual(once);
  });

  it.each(identifierKinds)("of the kind %s stays what it was made, and fits where it is stored", (kind) => {
    const written = fc.oneof(
      anyText,
      turkish,
      fc.emailAddress(),
      fc.uuid(),
      fc.constantFrom("ﷺ", "ß", "ŉ", "bü.").map((text) => text.repeat(longestIdentifier / text.length)),
      fc.constant(`a@${"ü".repeat(longestIdentifier - 2)}`),
    );
    fc.assert(
      fc.property(written, fc.constantFrom("TR", "US", "DE"), (value, country) => {
        fc.pre(value !== "");
        const once = normaliseIdentifier({ kind, value, level: "claimed" }, country);
        expect(normaliseIdentifier(once, country)).toEqual(once);
        expect(once.value === "" || identifierSchema.safeParse(once).success).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
