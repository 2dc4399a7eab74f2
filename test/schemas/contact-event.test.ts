import { describe, expect, it } from "vitest";
import { identifierSchema, instantSchema } from "../../schemas/contact-event.ts";

describe("an instant", () => {
  it.each([
    ["2026-11-22T09:00:00Z", "2026-11-22T09:00:00.000Z"],
    ["2026-11-22T12:00:00.5+03:00", "2026-11-22T09:00:00.500Z"],
    ["2026-11-22T09:00:00.123456Z", "2026-11-22T09:00:00.123Z"],
  ])("%s is stored as %s", (text, stored) => {
    expect(instantSchema.parse(text)).toBe(stored);
  });

  it.each([
    "2026-11-22",
    "2026-11-22T09:00:00",
    "22.11.2026 09:00",
    "9999-12-31T23:59:59-01:00",
    "0000-01-01T00:00:00+01:00",
    "",
  ])("%s is none", (text) => {
    expect(instantSchema.safeParse(text).success).toBe(false);
  });
});

describe("an identifier", () => {
  it("is claimed unless somebody says that it is verified", () => {
    expect(identifierSchema.parse({ kind: "phone", value: "+905551112233" }).level).toBe("claimed");
  });
});
