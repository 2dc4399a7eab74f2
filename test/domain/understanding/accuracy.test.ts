import { describe, expect, it } from "vitest";
import { intentNames } from "../../../domain/understanding/recognise-intent.ts";
import { understandByRules } from "../../../domain/understanding/understand-by-rules.ts";
import { caseTypes } from "../../../schemas/understanding.ts";
import { asLabels, labelledMessages } from "./labelled-messages.ts";

const fields = ["language", "intent", "caseType", "sign"] as const;

/** Shares of messages, from 0 to 1. `precision` is of the intents that were given, how many are right. */
function accuracyOf(set: Parameters<typeof labelledMessages>[0]) {
  const messages = labelledMessages(set).map((expected) => ({
    expected,
    got: asLabels(understandByRules(expected.text)),
  }));
  const share = (of: typeof messages, isRight: (message: (typeof messages)[number]) => boolean) =>
    of.filter(isRight).length / of.length;
  const [language, intent, caseType, sign] = fields.map((field) =>
    share(messages, ({ expected, got }) => expected[field] === got[field]),
  );
  const given = messages.filter(({ got }) => got.intent !== "-");
  const precision = share(given, ({ expected, got }) => expected.intent === got.intent);
  return { language, intent, caseType, sign, precision };
}

const atLeast = (share: number) => expect.toSatisfy((got: number) => got >= share);

describe("the rules, on labelled messages", () => {
  it("have enough of them, half Turkish and half English, of every intent and type", () => {
    const all = (["tuned", "held-out"] as const).flatMap(labelledMessages);
    const count = (language: string) => all.filter((message) => message.language === language).length;
    expect([all.length, count("tr"), count("en")]).toEqual([atLeast(500), atLeast(240), atLeast(240)]);
    expect(new Set(all.map(({ text }) => text)).size).toBe(all.length);
    const intents = new Set(all.map(({ intent }) => intent));
    expect(intentNames.filter((name) => !intents.has(name))).toEqual([]);
    expect([...intents].filter((name) => name !== "-" && !intentNames.includes(name))).toEqual([]);
    expect(new Set(all.map(({ caseType }) => caseType))).toEqual(new Set(caseTypes));
  });

  it("are right about nearly all that they were tuned with", () => {
    expect(accuracyOf("tuned")).toEqual({
      language: atLeast(0.99),
      intent: atLeast(0.97),
      caseType: atLeast(0.98),
      sign: atLeast(0.98),
      precision: atLeast(0.98),
    });
  });

  it("are right about nearly all of the held-out messages", () => {
    expect(accuracyOf("held-out")).toEqual({
      language: atLeast(0.99),
      intent: atLeast(0.95),
      caseType: atLeast(0.97),
      sign: atLeast(0.97),
      precision: atLeast(0.98),
    });
  });
});
