import { describe, expect, it } from "vitest";
import { attributeValueWords, attributeWords } from "../../../panel/profile/attribute-words.ts";
import type { Json } from "../../../panel/show/value-words.ts";
import { type Language, translator } from "../../../panel/text/text.ts";

const words = (name: string, value: Json, language: Language = "en") =>
  attributeValueWords(name, value, { language, t: translator(language) });

describe("attributeWords", () => {
  it("names what it knows, and makes words of the rest", () => {
    const names = ["birthday", "alternativeContacts", "favouriteTeam"];
    expect(names.map((name) => attributeWords(name, translator("en")))).toEqual([
      "Birthday",
      "Other contact details",
      "Favourite team",
    ]);
  });
});

describe("attributeValueWords", () => {
  it.each<[string, Json, string[]]>([
    [
      "products",
      [{ id: "p1", name: "Gold card", state: "active" }, { id: "p2" }],
      ["Gold card · active", "p2"],
    ],
    [
      "renewals",
      [{ product: "Insurance", on: "2026-03-15" }, { on: "soon" }],
      ["Insurance · March 15, 2026", "soon"],
    ],
    ["alternativeContacts", [{ kind: "phone", value: "+90 216" }, "by post"], ["Phone · +90 216", "by post"]],
    ["birthday", "1985-05-12", ["May 12, 1985"]],
    ["birthday", "in May", ["in May"]],
    ["birthday", 1985, ["1,985"]],
    ["preferredChannel", "sms", ["SMS"]],
    ["preferredChannel", "pigeon", ["pigeon"]],
    ["language", "tr", ["Turkish"]],
    ["language", "not a language", ["not a language"]],
    ["scores", { churn: 0.12 }, ["Churn: 0.12"]],
    ["products", "Gold card", ["Gold card"]],
    ["products", [{ colour: "red" }], ["Colour: red"]],
    ["anything", null, []],
  ])("of %s %j is %j", (name, value, shown) => {
    expect(words(name, value)).toEqual(shown);
  });

  it("speaks Turkish", () => {
    expect(words("birthday", "1985-05-12", "tr")).toEqual(["12 Mayıs 1985"]);
    expect(words("language", "en", "tr")).toEqual(["İngilizce"]);
  });
});
