import { describe, expect, it } from "vitest";
import { guessKind, tidyValue } from "../../../panel/customer/guess-kind.ts";

describe("guessKind", () => {
  it.each([
    ["ayse@example.com", "email"],
    ["+90 555 111 22 33", "phone"],
    ["0090 (555) 111-22-33", "phone"],
    ["10000000146", undefined],
    ["CUST-1", undefined],
    ["", undefined],
  ])("of %j is %s", (typed, kind) => {
    expect(guessKind(typed)).toBe(kind);
  });
});

describe("tidyValue", () => {
  it("writes a phone number as it is stored", () => {
    expect(tidyValue("phone", " 0090 (555) 111-22-33 ")).toBe("+905551112233");
  });

  it("leaves other identifiers but for spaces around them", () => {
    expect(tidyValue("crm", " A-1 (b) ")).toBe("A-1 (b)");
  });
});
