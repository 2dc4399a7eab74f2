/** Decides what kind of case a message makes: the company must report the three kinds apart. */
import type { CaseType } from "../../schemas/understanding.ts";
import type { IntentRule } from "./intents/intent-rule.ts";
import { phraseBook } from "./phrase-book.ts";
import type { Word } from "./read-words.ts";

/** A hope may be a suggestion, where nothing definite is asked for. */
type Mark = "proposal" | "hope" | "request";

const markBook = phraseBook<Mark>([
  [
    "onerim*|onerilerim*|tavsiyem|keske|suggestion~|i_suggest|would_suggest|feature_request|feature_idea|please_consider|i_wish_you|i_wish_there|wish_list",
    "proposal",
  ],
  [
    "iyi_olur*|guzel_olur*|have_you_thought_about|have_you_considered|be_a_good_idea|harika_olur*|super_olur*|daha_iyi_olabilir|eklenmeli|yapilmali|olmali",
    "hope",
  ],
  [
    "would_be_great|would_be_nice|would_be_good|great_if|nice_if|you_should_add|you_should_offer|you_should_make|you_should_open|why_not_add",
    "hope",
  ],
  [
    "istiyor*|istiyom|isterim|rica*|lutfen|nasil|nerede*|nerde*|ne_zaman|ne_kadar|nedir|neler|hangi|kac|mi|mu|miyim|muyum|misin|musun|misiniz|musunuz|miyiz|muyuz|lazim|gerek*|verin|gonderin|arayin|yonlendirin|yardim|yardima*|ihtiyac*|destek|soracag*|soracam|sorum_var|bir_sorum",
    "request",
  ],
  [
    "please|pls|plz|want|need|can_you|can_i|could_you|could_i|would_you|will_you|may_i|like_to|would_like|looking_to|how_do|how_can|how_to|how_long|how_much|when_will|when_is|when_can|where_is|where_can|what_is|whats|help_me|do_you|is_there|have_a_question|any_update|i_need",
    "request",
  ],
]);

/** How an English question begins, with or without its mark; `is` and `can` alone are Turkish words too. */
const opening =
  /^(?:(?:what|when|where|how|which|who|why)s? |(?:is|are|do|does|did|can|could|will|would|has|have) (?:the|my|it|this|these|there|you|your|i|we|they|any) )/;

function asks(text: string, words: readonly Word[]): boolean {
  const beginning = words.slice(0, 2).map((word) => `${word.text} `);
  return /[?؟]/.test(text) || opening.test(beginning.join(""));
}

/** At most this: the writer is angry, whatever it is about. */
const anger = -0.5;

/** @param sentiment from -1 to 1 */
export function decideCaseType(
  text: string,
  words: readonly Word[],
  intent: IntentRule | undefined,
  sentiment: number,
): CaseType {
  const marks = new Set(markBook(words).map(({ value }) => value));
  const isDefinite = intent !== undefined && intent.caseType !== "other";
  const isAngry = sentiment <= anger;
  if (!isAngry && (marks.has("proposal") || (marks.has("hope") && !isDefinite))) return "suggestion";
  if (isAngry || intent?.caseType === "complaint") return "complaint";
  if (isDefinite || marks.has("request")) return "request";
  // "How are you?" asks for nothing.
  return intent === undefined && asks(text, words) ? "request" : "other";
}
