/** The one thing to do now, and why: nothing on the page stands out more. */
import type { Brief } from "../../schemas/brief.ts";
import { useText } from "../text/language.tsx";
import { Citations } from "./citations.tsx";
import { TopicIcon } from "./topics.tsx";

export function NextAction({ action: { action, text, reason, cites } }: { action: Brief["nextAction"] }) {
  const { t } = useText();
  return (
    <section
      className="next-action"
      aria-label={t("topic.next")}
      data-testid="brief-next"
      data-action={action}
    >
      <TopicIcon topic="next" />
      <div>
        <span className="next-label">{t("topic.next")}</span>
        <p className="next-text">{text}</p>
        <p className="next-reason">
          {reason} <Citations cites={cites} />
        </p>
      </div>
    </section>
  );
}
