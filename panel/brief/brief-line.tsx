/** One line of the brief: what it is about, what it says, and where on the timeline that stands. */
import type { ReactNode } from "react";
import type { BriefLine as Line } from "../../schemas/brief.ts";
import { useText } from "../text/language.tsx";
import { Citations } from "./citations.tsx";
import { TopicIcon, topicNames, urgentTopics } from "./topics.tsx";

interface Props {
  line: Line;
  /** More about it. */
  children?: ReactNode;
}

export function BriefLine({ line: { topic, text, cites }, children }: Props) {
  const { t } = useText();
  return (
    <li
      className={urgentTopics.has(topic) ? "brief-line urgent" : "brief-line"}
      data-testid="brief-line"
      data-topic={topic}
    >
      <span className="brief-topic">
        <TopicIcon topic={topic} />
        <span>{t(topicNames[topic])}</span>
      </span>
      <div className="brief-words">
        <span className="brief-text">{text}</span> <Citations cites={cites} />
        {children}
      </div>
    </li>
  );
}
