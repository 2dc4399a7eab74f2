import { describe, expect, it } from "vitest";
import { type Json, valueWords } from "../../../panel/show/value-words.ts";
import { translator } from "../../../panel/text/text.ts";

const words = (value: Json) => valueWords(value, { language: "tr", t: translator("tr") });

describe("valueWords", () => {
  it.each<[Json, string[]]>([
    ["Gold", ["Gold"]],
    [48200.5, ["48.200,5"]],
    [true, ["evet"]],
    [null, []],
    ["", []],
    [
      ["a", 2, null],
      ["a", "2"],
    ],
    [{ creditLimit: 0.8, empty: "" }, ["Credit limit: 0,8"]],
    [
      [{ id: "p1", on: true }, ["x", "y"]],
      ["Id: p1, On: evet", "x, y"],
    ],
  ])("of %j is %j", (value, shown) => {
    expect(words(value)).toEqual(shown);
  });
});
