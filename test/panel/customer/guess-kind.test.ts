import { describe, expect, it } from "vitest";
import { guessKind, tidyValue } from "../../../panel/customer/guess-kind.ts";

describe("guessKind", () => {
  it.each([
    ["ayse@example.com", "en", "email"],
    ["+90 555 111 22 33", "en", "phone"],
    ["0090 (555) 111-22-33", "en", "phone"],
    ["0555 111 22 33", "tr", "phone"],
    ["0555 111 22 33", "en", undefined],
    ["5551112233", "tr", undefined],
    ["10000000146", "tr", undefined],
    ["CUST-1", "en", undefined],
    ["", "en", undefined],
  ])("of %j, in %s, is %s", (typed, language, kind) => {
    expect(guessKind(typed, language)).toBe(kind);
  });
});

describe("tidyValue", () => {
  it("writes a phone number as it is stored", () => {
    expect(tidyValue("phone", " 0090 (555) 111-22-33 ", "en")).toBe("+905551112233");
  });

  it.each(["0555 111 22 33", "555 111 22 33", "+90 555 111 22 33"])(
    "takes %j in Turkish for a number in Turkey",
    (typed) => {
      expect(tidyValue("phone", typed, "tr")).toBe("+905551112233");
    },
  );

  it("leaves the country open in other languages, and other countries as they are", () => {
    expect(tidyValue("phone", "0555 111 22 33", "en")).toBe("05551112233");
    expect(tidyValue("phone", "+44 7700 900123", "tr")).toBe("+447700900123");
  });

  it("leaves other identifiers but for spaces around them", () => {
    expect(tidyValue("crm", " A-1 (b) ", "tr")).toBe("A-1 (b)");
  });
});
