import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { BriefInput } from "../../../domain/brief/brief-input.ts";
import { buildBrief } from "../../../domain/brief/build-brief.ts";
import { texts } from "../../../domain/brief/text/texts.ts";
import { type Brief, briefSchema } from "../../../schemas/brief.ts";
import { anyInput, eventsIn } from "./any-input.ts";

const holds = (check: (brief: Brief, input: BriefInput) => void) =>
  fc.assert(
    fc.property(anyInput, (input) => check(buildBrief(input), input)),
    { numRuns: 300 },
  );

const allTexts = ({ lines, nextAction, likelihood }: Brief) => [
  ...lines.map(({ text }) => text),
  nextAction.reason,
  ...(likelihood?.factors ?? []).map(({ text }) => text),
];

/** The same value with the keys of every object the other way round. */
function turned(value: unknown): unknown {
  if (value instanceof Date || typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(turned);
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, inner]) => [key, turned(inner)]),
  );
}

describe("any brief", () => {
  it("has at most 12 lines and 900 characters, the reason included", () => {
    holds(({ lines, nextAction }) => {
      expect(lines.length).toBeLessThanOrEqual(12);
      const characters = [...lines.map(({ text }) => text), nextAction.reason].join("");
      expect(Array.from(characters).length).toBeLessThanOrEqual(900);
    });
  });

  it("says who, why and exactly one next action, which is its last line", () => {
    holds(({ lines, nextAction }) => {
      expect(lines.slice(0, 2).map(({ topic }) => topic)).toEqual(["who", "why"]);
      expect(lines.filter(({ topic }) => topic === "next")).toEqual([
        { topic: "next", text: nextAction.text, cites: nextAction.cites },
      ]);
      expect(lines.at(-1)?.topic).toBe("next");
      expect(nextAction.reason).not.toBe("");
    });
  });

  it("cites only events of the input, each once a line, and leaves out none but where nothing is known", () => {
    holds((brief, input) => {
      const [known, spoken] = [eventsIn(input), texts[input.language]];
      const cited = [...brief.lines, brief.nextAction, ...(brief.likelihood?.factors ?? [])];
      for (const { text, cites } of cited) {
        const ids = cites.map(({ eventId }) => eventId);
        expect(ids.filter((id) => !known.has(id))).toEqual([]);
        expect(new Set(ids).size).toBe(ids.length);
        const isUnknown =
          text === spoken["why.unknown"] ||
          text === spoken["next.welcome"] ||
          text.endsWith(spoken["who.noContact"]) ||
          (input.case === undefined && text.startsWith(spoken["known.toAsk"].replace("{list}", "")));
        expect(ids.length > 0 || isUnknown, text).toBe(true);
      }
    });
  });

  it("is the same, byte for byte, whatever order the keys of the input have", () => {
    holds((brief, input) => {
      const other = buildBrief({ ...(turned(input) as BriefInput), now: input.now });
      expect(JSON.stringify(other)).toBe(JSON.stringify(brief));
    });
  });

  it("fits its schema, and holds nothing that is no word", () => {
    holds((brief) => {
      expect(briefSchema.parse(brief)).toEqual(brief);
      for (const text of allTexts(brief)) {
        expect(text).not.toMatch(/undefined|null|NaN|[{}]|\[object|Invalid|\n|\u202e/);
        expect(text.isWellFormed()).toBe(true);
        expect(text.trim()).toBe(text);
        expect(text).not.toBe("");
      }
    });
  });

  it("sells nothing in an open complaint or against a refusal", () => {
    const selling = new Set(["offer", "ask-permission", "finish-cart", "begin-with"]);
    holds(({ nextAction }, { case: offered, otherOpenCases, consents }) => {
      const isOpen = (status: string) => status === "open" || status === "waiting";
      const complains = [...(offered === undefined ? [] : [offered]), ...otherOpenCases].some(
        ({ type, status }) => type === "complaint" && isOpen(status),
      );
      const refuses = consents.some(({ purpose, state }) => state === "denied" && purpose !== "service");
      if (complains || refuses) expect(selling).not.toContain(nextAction.action);
    });
  });

  it("never asks for a slot that is filled", () => {
    holds(({ lines, nextAction }, { case: offered, toAsk, language }) => {
      const spoken: Record<string, string> = texts[language];
      const listedAfter = (key: "known.toAsk" | "next.ask", text: string) => {
        const start = texts[language][key].replace("{list}", "");
        return text.startsWith(start) ? text.slice(start.length).split(", ") : [];
      };
      const asked = [
        ...lines.flatMap(({ text }) => listedAfter("known.toAsk", text)),
        ...listedAfter("next.ask", nextAction.text),
      ];
      const filled = toAsk.filter((name) => Object.hasOwn(offered?.slots ?? {}, name));
      for (const name of filled) expect(asked).not.toContain(spoken[`slot.${name}`] ?? name);
    });
  });
});
