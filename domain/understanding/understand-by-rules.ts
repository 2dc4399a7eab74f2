/** Understands a message by rules alone, in Turkish and English: no model, no network, far below a millisecond. */
import type { CaseType, Understanding } from "../../schemas/understanding.ts";
import { decideCaseType } from "./decide-case-type.ts";
import { detectLanguage } from "./detect-language.ts";
import { foldText } from "./fold-text.ts";
import type { IntentRule } from "./intents/intent-rule.ts";
import { readWords, type Word } from "./read-words.ts";
import { recogniseIntent } from "./recognise-intent.ts";
import { scoreSentiment } from "./score-sentiment.ts";
import { charactersRead } from "./understand.ts";

/** A longer message that greets or thanks is about something else. */
const longestCourtesy: Readonly<Record<string, number>> = { thanks: 10, greeting: 5 };

/** What is proposed is no order to do what it is about. */
function nameOf(
  rule: IntentRule | undefined,
  caseType: CaseType,
  words: readonly Word[],
): string | undefined {
  if (caseType === "suggestion") return undefined;
  if (rule !== undefined && rule.caseType !== "other") return rule.intent;
  if (caseType === "complaint") return "complaint-general";
  const isCourtesy = caseType === "other" && words.length <= (longestCourtesy[rule?.intent ?? ""] ?? 0);
  return isCourtesy ? rule?.intent : undefined;
}

export function understandByRules(text: string): Understanding {
  const read = text.slice(0, charactersRead);
  const words = readWords(foldText(read));
  const recognised = recogniseIntent(words);
  const sentiment = scoreSentiment(read, words, recognised?.isTrouble ?? false);
  const caseType = decideCaseType(read, words, recognised, sentiment);
  const language = detectLanguage(read, words);
  const intent = nameOf(recognised, caseType, words);
  return {
    ...(language === undefined ? {} : { language }),
    ...(intent === undefined ? {} : { intent }),
    caseType,
    sentiment,
  };
}
