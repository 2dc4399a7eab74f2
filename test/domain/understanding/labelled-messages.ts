/**
 * Messages with what a person understands by them: language, intent, case type, sign of the sentiment, text;
 * `-` is none, and `+`, `0`, `-` are the signs. All were written for these tests.
 *
 * - `tuned`: the rules were improved by looking at what they got wrong here.
 * - `held-out`: every third message, never looked at.
 *
 * One author wrote the messages and the rules, so the field is harder than both sets. What to expect there
 * was measured once: of 113 messages written after the rules, before any was looked at, the rules named the
 * right intent or rightly none in 67 %, and were right in 95 % of the intents they named (language 100 %,
 * case type 79 %, sign 86 %). Those messages have been shared out among both sets since.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Understanding } from "../../../schemas/understanding.ts";

export interface LabelledMessage {
  readonly language: string;
  readonly intent: string;
  readonly caseType: string;
  readonly sign: string;
  readonly text: string;
}

export function labelledMessages(set: "tuned" | "held-out"): LabelledMessage[] {
  const lines = readFileSync(join(import.meta.dirname, `fixtures/${set}.tsv`), "utf8")
    .trim()
    .split("\n");
  return lines.map((line) => {
    const [language = "", intent = "", caseType = "", sign = "", text = ""] = line.split("\t");
    return { language, intent, caseType, sign, text };
  });
}

/** Nearer to zero, nobody would call it glad or cross. */
const noticeable = 0.15;

function signOf(sentiment: number): string {
  if (Math.abs(sentiment) < noticeable) return "0";
  return sentiment > 0 ? "+" : "-";
}

/** An understanding in the words of the labels. */
export function asLabels(understanding: Understanding): Omit<LabelledMessage, "text"> {
  const { language = "-", intent = "-", caseType, sentiment } = understanding;
  return { language, intent, caseType, sign: signOf(sentiment) };
}
