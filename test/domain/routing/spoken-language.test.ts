import { describe, expect, it } from "vitest";
import { spokenLanguage } from "../../../domain/routing/spoken-language.ts";
import type { Fact } from "../../../schemas/digest.ts";
import type { Understanding } from "../../../schemas/understanding.ts";
import { aFact, understood } from "../brief/people.ts";
import { attributesOf } from "../profile/customers.ts";

const said = (language: Understanding["language"], direction: Fact["direction"] = "inbound") =>
  aFact("m", "message.received", {
    direction,
    understanding: understood(language === undefined ? {} : { language }),
  });
const none = attributesOf({});

describe("the language a customer is served in (R43)", () => {
  it("is what they write in now, by the newest message that tells", () => {
    expect(
      spokenLanguage([said(undefined), said("en"), said("tr")], [], attributesOf({ language: "tr" })),
    ).toBe("en");
    expect(spokenLanguage([said("en", "outbound"), said("tr")], [], none)).toBe("tr");
  });

  it.each([
    ["tr", "tr"],
    ["TR", "tr"],
    ["de-AT", "de"],
    ["en_GB", "en"],
    ["Turkish", undefined],
    ["x", undefined],
  ])("is what a source reports as %s: %s", (language, expected) => {
    expect(spokenLanguage([said("other")], [], attributesOf({ language }))).toBe(expected);
  });

  it("is what they wrote in before, where nothing else tells", () => {
    expect(spokenLanguage([], [said("tr")], none)).toBe("tr");
    expect(spokenLanguage([], [said("tr")], attributesOf({ language: "en" }))).toBe("en");
    expect(spokenLanguage([], [said("other")], none)).toBeUndefined();
  });
});
