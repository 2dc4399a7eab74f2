/** What was made of a message: its mood, where it has one, and what the customer wants. */
import Icon from "@cloudscape-design/components/icon";
import type { Understanding } from "../../schemas/understanding.ts";
import { intentWords } from "../show/intent-words.ts";
import { useText } from "../text/language.tsx";
import { moodOf } from "./mood.ts";

interface Props {
  understanding: Understanding;
  /** What stands beside it already. */
  besides: string | undefined;
}

export function Understood({ understanding: { sentiment, intent }, besides }: Props) {
  const { t } = useText();
  const mood = moodOf(sentiment);
  const wish = intent === undefined ? undefined : intentWords(intent, t);
  return (
    <>
      {mood !== "even" && (
        <span className={`mood ${mood}`} data-testid="mood" data-mood={mood}>
          <Icon name={mood === "pleased" ? "face-happy" : "face-sad"} size="small" />
          {t(mood === "pleased" ? "mood.pleased" : "mood.annoyed")}
        </span>
      )}
      {wish !== undefined && wish !== besides && (
        <span className="muted" data-testid="intent">
          {wish}
        </span>
      )}
    </>
  );
}
