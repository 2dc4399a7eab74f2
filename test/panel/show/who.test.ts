import { describe, expect, it } from "vitest";
import { mainIdentifier, showIdentifier, whoOf } from "../../../panel/show/who.ts";
import type { Identifier } from "../../../schemas/contact-event.ts";
import { aContact, anEvent } from "../support/contacts.ts";

const identifier = (kind: Identifier["kind"], value: string): Identifier => ({
  kind,
  value,
  level: "verified",
});

describe("whoOf", () => {
  it("prefers a name", () => {
    expect(whoOf({ ...aContact(1), customerName: "Ayşe Yılmaz" })).toBe("Ayşe Yılmaz");
  });

  it("else shows the identifier people recognise best", () => {
    const identifiers = [identifier("visitor", "v-1"), identifier("email", "ayse@example.com")];
    expect(whoOf(aContact(1, { identifiers }))).toBe("ayse@example.com");
  });

  it("says nothing about nobody", () => {
    expect(whoOf(aContact(1, { identifiers: [] }))).toBeUndefined();
  });
});

describe("mainIdentifier", () => {
  it("leaves the event as it is", () => {
    const event = anEvent(1, { identifiers: [identifier("device", "d"), identifier("phone", "+1")] });
    mainIdentifier(event);
    expect(event.identifiers[0]?.kind).toBe("device");
  });
});

describe("showIdentifier", () => {
  it.each([
    ["national-id", "10000000146", "•••••••••46"],
    ["national-id", "*********46", "*********46"],
    ["national-id", "46", "46"],
    ["phone", "+905551112233", "+90 555 111 22 33"],
    ["phone", "+12025550143", "+1 202 555 0143"],
    ["phone", "+33612345678", "+33612345678"],
    ["email", "ayse@example.com", "ayse@example.com"],
  ] as const)("shows %s %s as %s", (kind, value, shown) => {
    expect(showIdentifier({ kind, value })).toBe(shown);
  });
});
