/** One contact event on a timeline: the customer's on the left, ours on the right. */
import type { ContactEvent, MessageStatus } from "../../schemas/contact-event.ts";
import { ChannelIcon } from "../show/channel-icon.tsx";
import { factWords } from "../show/fact-words.ts";
import { factsOf } from "../show/facts.ts";
import { gistOf } from "../show/gist.ts";
import { kindWords } from "../show/kind-words.ts";
import { MessageStatusMark } from "../show/message-status.tsx";
import { channelNames } from "../show/names.ts";
import { absoluteTime, timeOfDay } from "../show/time.ts";
import { useText } from "../text/language.tsx";
import { Attachments } from "./attachments.tsx";

interface Props {
  event: ContactEvent;
  status: MessageStatus | undefined;
}

export function TimelineItem({ event, status }: Props) {
  const { t, language } = useText();
  const spoken = event.kind.startsWith("message.") && event.kind !== "message.status";
  const text = event.text ?? (event.kind === "message.reacted" ? gistOf(event, { language, t }) : undefined);
  const facts = factsOf(event, language);
  return (
    <article
      className={`timeline-item ${event.direction}${spoken ? " spoken" : ""}`}
      data-testid="timeline-item"
      data-event-id={event.eventId}
      data-channel={event.channel}
      data-direction={event.direction}
    >
      <ChannelIcon channel={event.channel} />
      <div className="timeline-card">
        <div className="timeline-head">
          <span className="timeline-what">
            <span className="timeline-kind">{kindWords(event, t)}</span>
            <span className="timeline-channel">{t(channelNames[event.channel])}</span>
          </span>
          <time dateTime={event.occurredAt} title={absoluteTime(event.occurredAt, language)}>
            {timeOfDay(event.occurredAt, language)}
          </time>
        </div>
        {text !== undefined && <p className="timeline-text">{text}</p>}
        {facts.length > 0 && (
          <dl className="facts">
            {facts.map(({ name, value }) => (
              <div key={name}>
                <dt>{factWords(name, t)}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        )}
        {event.attachments !== undefined && <Attachments attachments={event.attachments} />}
        {status !== undefined && <MessageStatusMark status={status} />}
      </div>
    </article>
  );
}
