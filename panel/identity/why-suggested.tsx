/** Why two customers might be one person, and why nobody has merged them. */

import type { MergeSuggestion } from "../../schemas/api/shapes.ts";
import { identifierNames } from "../show/names.ts";
import { useText } from "../text/language.tsx";
import { suggestionReasons } from "./merge-words.ts";

export function WhySuggested({ suggestion: { reason, kinds } }: { suggestion: MergeSuggestion }) {
  const { t } = useText();
  const names = kinds.map((kind) => t(identifierNames[kind]));
  return (
    <p className="why-suggested">
      {t(suggestionReasons[reason])}{" "}
      {names.length > 0 && (
        <span className="muted">{t("suggestion.kinds", { kinds: names.join(", ") })}</span>
      )}
    </p>
  );
}
