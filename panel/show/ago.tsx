/** How long ago, and exactly when to those who point at it. */
import { useText } from "../text/language.tsx";
import { absoluteTime, relativeTime } from "./time.ts";

export function Ago({ instant, now }: { instant: string; now: Date }) {
  const { language } = useText();
  return (
    <time dateTime={instant} title={absoluteTime(instant, language)}>
      {relativeTime(instant, now, language)}
    </time>
  );
}
