import { describe, expect, it } from "vitest";
import { factWords } from "../../../panel/show/fact-words.ts";
import { kindWords } from "../../../panel/show/kind-words.ts";
import { translator } from "../../../panel/text/text.ts";

describe("kindWords", () => {
  it("says what happened in the reader's language", () => {
    expect(kindWords({ kind: "visit.checked-in" }, translator("tr"))).toBe("Ziyarete geldi");
  });

  it("makes words of a kind it has never heard of", () => {
    expect(kindWords({ kind: "loan.calculated-online" }, translator("en"))).toBe("Loan calculated online");
  });
});

describe("factWords", () => {
  it("names what it knows, and makes words of the rest", () => {
    const names = ["ticket", "waitingSince", "tariff_code"].map((name) => factWords(name, translator("en")));
    expect(names).toEqual(["Ticket", "Waiting since", "Tariff code"]);
  });

  it("is not fooled by names that every object has", () => {
    expect(factWords("constructor", translator("en"))).toBe("Constructor");
  });
});
