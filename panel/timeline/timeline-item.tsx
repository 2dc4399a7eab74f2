/** One contact event on a timeline: the customer's on the left, ours on the right. */
import { useCallback } from "react";
import type { TimelineItem as Item } from "../../schemas/api/shapes.ts";
import type { MessageStatus } from "../../schemas/contact-event.ts";
import { CaseChip } from "../cases/case-chip.tsx";
import type { CaseMark } from "../cases/case-marks.ts";
import type { ChosenCase } from "../cases/use-cases.ts";
import { useSpotlight } from "../customer/spotlight.tsx";
import { ChannelIcon } from "../show/channel-icon.tsx";
import { factWords } from "../show/fact-words.ts";
import { factsOf } from "../show/facts.ts";
import { gistOf } from "../show/gist.ts";
import { useChannelWords } from "../show/given-names.tsx";
import { kindWords } from "../show/kind-words.ts";
import { MessageStatusMark } from "../show/message-status.tsx";
import { absoluteTime, timeOfDay } from "../show/time.ts";
import { useText } from "../text/language.tsx";
import { Attachments } from "./attachments.tsx";
import { Understood } from "./understood.tsx";

interface Props {
  event: Item;
  status: MessageStatus | undefined;
  mark: CaseMark | undefined;
  chosen: ChosenCase;
}

export function TimelineItem({ event, status, mark, chosen }: Props) {
  const { t, language } = useText();
  const channelWords = useChannelWords();
  const { lit, place } = useSpotlight();
  const { eventId } = event;
  const here = useCallback((element: HTMLElement) => place(eventId, element), [place, eventId]);
  const spoken = event.kind.startsWith("message.") && event.kind !== "message.status";
  const text = event.text ?? (event.kind === "message.reacted" ? gistOf(event, { language, t }) : undefined);
  const facts = factsOf(event, { language, t });
  const states = {
    spoken,
    lit: lit === eventId,
    aside: chosen.caseId !== undefined && chosen.caseId !== mark?.caseId,
  };
  return (
    <article
      ref={here}
      tabIndex={-1}
      className={["timeline-item", event.direction, ...namesOf(states)].join(" ")}
      data-testid="timeline-item"
      data-event-id={eventId}
      data-channel={event.channel}
      data-direction={event.direction}
      data-lit={states.lit}
    >
      <ChannelIcon channel={event.channel} />
      <div className="timeline-card">
        <div className="timeline-head">
          <span className="timeline-what">
            <span className="timeline-kind">{kindWords(event, t)}</span>
            <span className="timeline-channel">{channelWords(event)}</span>
          </span>
          <time dateTime={event.occurredAt} title={absoluteTime(event.occurredAt, language)}>
            {timeOfDay(event.occurredAt, language)}
          </time>
          <span className="timeline-marks">
            {mark !== undefined && <CaseChip mark={mark} chosen={chosen} />}
            {event.direction === "inbound" && event.understanding !== undefined && (
              <Understood understanding={event.understanding} besides={mark?.name} />
            )}
          </span>
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

/** The names of what is so. */
const namesOf = (states: Readonly<Record<string, boolean>>) =>
  Object.keys(states).filter((name) => states[name]);
