/** Why two customers are one, or might be, in words. Pure. */
import type { MergedBy, SuggestionReason } from "../../schemas/api/shapes.ts";
import type { TextKey, Translate } from "../text/text.ts";

export const suggestionReasons: Record<SuggestionReason, TextKey> = {
  claimed: "suggestion.claimed",
  cardinality: "suggestion.cardinality",
  "changed-hands": "suggestion.changedHands",
  "kept-apart": "suggestion.keptApart",
  "rule-off": "suggestion.ruleOff",
};

export function mergedByWords(by: MergedBy, t: Translate): string {
  if (by.kind === "agent") return t("merge.byAgent", { agent: by.agentId });
  return t(by.rule === "shared-identifier" ? "merge.bySharedIdentifier" : "merge.byRotatedIdentifier");
}
