/** Recognises what a message is about. */
import { courtesies, everywhereIntents } from "./intents/everywhere.ts";
import { financeIntents } from "./intents/finance.ts";
import { type IntentRule, wish } from "./intents/intent-rule.ts";
import { retailIntents } from "./intents/retail.ts";
import { subscriptionIntents } from "./intents/subscriptions.ts";
import { type Found, phraseBook } from "./phrase-book.ts";
import type { Word } from "./read-words.ts";

/** Where a message says two things equally well, the one further up is its intent. */
const business = [...everywhereIntents, ...financeIntents, ...subscriptionIntents, ...retailIntents];

/** Every intent the rules know. */
export const intentNames: readonly string[] = [
  ...new Set([...business, ...courtesies].map(({ intent }) => intent)),
];

const bookOf = (rules: readonly IntentRule[]) =>
  phraseBook(rules.flatMap((rule) => rule.phrases.map((phrase) => [phrase, rule] as const)));

const businessBook = bookOf(business);
const courtesyBook = bookOf(courtesies);
const rank = new Map([...business, ...courtesies].map((rule, index) => [rule, index]));

/** The answers every sender of commercial messages must understand; longer, they are ordinary words. */
const keywords: ReadonlySet<string> = new Set(["ret", "stop"]);
const optOut = wish("opt-out");

/** More parts are a more exact phrase; and who has a trouble mentions wishes on the way. */
function better(a: Found<IntentRule>, b: Found<IntentRule>): Found<IntentRule> {
  if (a.parts !== b.parts) return a.parts > b.parts ? a : b;
  if (a.value.isTrouble !== b.value.isTrouble) return a.value.isTrouble ? a : b;
  return (rank.get(a.value) ?? 0) <= (rank.get(b.value) ?? 0) ? a : b;
}

function bestOf(found: readonly Found<IntentRule>[]): IntentRule | undefined {
  return found.length === 0 ? undefined : found.reduce(better).value;
}

/** @returns a greeting or thanks only where the message says nothing else that is known */
export function recogniseIntent(words: readonly Word[]): IntentRule | undefined {
  const isKeyword = words.length === 1 && words.some(({ text }) => keywords.has(text));
  if (isKeyword) return optOut;
  return bestOf(businessBook(words)) ?? bestOf(courtesyBook(words));
}
