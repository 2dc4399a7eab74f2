/** What a line of the brief is about, at a glance. */
import type { BriefLine } from "../../schemas/brief.ts";
import type { TextKey } from "../text/text.ts";

type Topic = BriefLine["topic"];

export const topicNames: Record<Topic, TextKey> = {
  who: "topic.who",
  why: "topic.why",
  said: "topic.said",
  read: "topic.read",
  cart: "topic.cart",
  purchase: "topic.purchase",
  value: "topic.value",
  promise: "topic.promise",
  consent: "topic.consent",
  offer: "topic.offer",
  known: "topic.known",
  next: "topic.next",
};

/** What must not be overlooked. */
export const urgentTopics: ReadonlySet<Topic> = new Set<Topic>(["promise", "consent"]);

const drawings: Record<Topic, string> = {
  who: "M12 5a3.2 3.2 0 1 0 .01 0M5.5 19.5c.5-8 12.5-8 13 0z",
  why: "M12 4a8 8 0 1 0 .01 0M9.8 9.7a2.3 2.3 0 1 1 3.4 2c-.8.5-1.2 1-1.2 1.8M12 16.4h.01",
  said: "M4 5.5h16v10.5H11l-4.5 3.5V16H4zM8 9h8M8 12.5h5",
  read: "M6 4h8l4 4v12H6zM14 4v4h4M9 12h6M9 15.5h6",
  cart: "M3.5 5h2.5l2 10h9.5l2-7H7M9.5 19h.01M16.5 19h.01",
  purchase: "M5.5 8.5h13l-1 11h-11zM9 8.5a3 3 0 0 1 6 0",
  value: "M12 4.5l2.3 4.8 5.2.7-3.8 3.6.9 5.2-4.6-2.5-4.6 2.5.9-5.2L4.5 10l5.2-.7z",
  promise: "M6 20V4.5h11.5l-2.5 4 2.5 4H6",
  consent: "M12 4l7 2.5v5c0 4.5-3 7.3-7 8.5-4-1.2-7-4-7-8.5v-5zM9.5 9.5l5 5M14.5 9.5l-5 5",
  offer: "M4.5 4.5h7l8 8-7 7-8-8zM8.5 8.5h.01",
  known: "M12 4a8 8 0 1 0 .01 0M8.5 12.2l2.5 2.5 4.5-5",
  next: "M4 12h14M12.5 6.5L18 12l-5.5 5.5",
};

export function TopicIcon({ topic }: { topic: Topic }) {
  return (
    <svg className="topic-icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={drawings[topic]} />
    </svg>
  );
}
