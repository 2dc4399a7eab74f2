import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Candidate, wholeLine } from "../../../domain/brief/candidate.ts";
import { fitLines } from "../../../domain/brief/fit-lines.ts";

const words = (count: number, word = "word") => Array(count).fill(word).join(" ");
const line = (...texts: [string, ...string[]]): Candidate => {
  const [fullest, ...others] = texts.map((text, index) => ({
    text,
    cites: [{ eventId: `e${index}`, occurredAt: "2026-03-10T12:00:00.000Z" }],
  }));
  return { topic: "said", wordings: [fullest ?? { text: "", cites: [] }, ...others] };
};
const who = wholeLine("who", words(20), []);
const next = wholeLine("next", words(10), []);
const fitted = (ranked: Candidate[], room: { lines: number; characters: number }) =>
  fitLines({ first: [who], ranked, last: [next], room });
const textsOf = (lines: readonly { text: string }[]) => lines.map(({ text }) => text);

describe("fitting lines", () => {
  it("keeps everything whole while there is room", () => {
    const ranked = [line("a", "b"), line("c")];
    expect(textsOf(fitted(ranked, { lines: 12, characters: 900 }))).toEqual([words(20), "a", "c", words(10)]);
  });

  it("drops the lowest ranks beyond the number of lines", () => {
    const ranked = ["a", "b", "c"].map((text) => line(text));
    expect(textsOf(fitted(ranked, { lines: 4, characters: 900 }))).toEqual([words(20), "a", "b", words(10)]);
  });

  it("gives what is left to the better rank, and the fullest wording that fits", () => {
    const ranked = [line(words(10), words(6), words(2)), line(words(10, "rank"), words(2, "rank"))];
    const fixed = words(20).length + words(10).length;
    const room = { lines: 12, characters: fixed + words(6).length + words(2).length + 3 };
    const lines = fitted(ranked, room);
    expect(textsOf(lines)).toEqual([words(20), words(6), words(2, "rank"), words(10)]);
    expect(lines[1]?.cites.map(({ eventId }) => eventId)).toEqual(["e1"]);
  });

  it("cuts after a word where even the barest wordings do not fit, and leaves short lines alone", () => {
    const ranked = [line(words(20)), line("short"), line(words(20))];
    const fixed = words(20).length + words(10).length;
    expect(textsOf(fitted(ranked, { lines: 12, characters: fixed + 5 + 2 * 30 }))).toEqual([
      words(20),
      `${words(6)}…`,
      "short",
      `${words(6)}…`,
      words(10),
    ]);
  });

  it("never goes beyond its room, keeps what always stays, and the order of ranks", () => {
    const someText = fc
      .string({ unit: "grapheme", minLength: 1, maxLength: 200 })
      .map((text) => text.trim() || "x");
    const candidate = fc
      .tuple(someText, fc.array(someText, { maxLength: 3 }))
      .map(([fullest, others]) => line(fullest, ...others));
    fc.assert(
      fc.property(
        fc.array(candidate, { maxLength: 15 }),
        fc.integer({ min: 2, max: 12 }),
        fc.integer({ min: 400, max: 900 }),
        (ranked, most, characters) => {
          const lines = fitted(ranked, { lines: most, characters });
          expect(lines.length).toBe(Math.min(most, ranked.length + 2));
          expect(Array.from(textsOf(lines).join("")).length).toBeLessThanOrEqual(characters);
          expect([lines[0]?.text, lines.at(-1)?.text]).toEqual([words(20), words(10)]);
          lines.slice(1, -1).forEach(({ text }, index) => {
            const wordings = ranked[index]?.wordings.map((wording) => wording.text) ?? [];
            const barest = wordings.at(-1) ?? "";
            expect(wordings.includes(text) || barest.startsWith(text.slice(0, -1))).toBe(true);
          });
        },
      ),
    );
  });
});
