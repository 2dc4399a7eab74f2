import { globSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { factWords } from "../../../panel/show/fact-words.ts";
import { kindWords } from "../../../panel/show/kind-words.ts";
import { readable } from "../../../panel/show/readable.ts";
import { translator } from "../../../panel/text/text.ts";

/** Names in providers' own payloads, and what has no better name than its own. */
const providersOwn =
  /^(customer\.(created|updated|subscription)|charge\.refunded|hub\.|event\.tracked|aws\.|message\.send$)/;

describe("kindWords", () => {
  it("says what happened in the reader's language", () => {
    expect(kindWords({ kind: "visit.checked-in" }, translator("tr"))).toBe("Ziyarete geldi");
  });

  it("makes words of a kind it has never heard of", () => {
    expect(kindWords({ kind: "loan.calculated-online" }, translator("en"))).toBe("Loan calculated online");
  });
});

/** Whatever looks like a kind in the code that makes events. */
const made = globSync("adapters/{channels,aws-messages}/**/*.ts")
  .filter((path) => !/\/(samples|fake[\w-]*)\.ts$/.test(path))
  .flatMap((path) => [...readFileSync(path, "utf8").matchAll(/"([a-z]+(?:-[a-z]+)*\.[a-z]+(?:-[a-z]+)*)"/g)])
  .map(([, kind = ""]) => kind)
  .filter((kind) => !providersOwn.test(kind));

describe("the kinds that channels make", () => {
  it("have names of ours, in every language alike", () => {
    expect(made.length).toBeGreaterThan(100);
    const unnamed = made.filter((kind) => kindWords({ kind }, translator("tr")) === readable(kind));
    expect(unnamed).toEqual([]);
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
