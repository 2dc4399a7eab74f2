/** One contact in the live list; the whole row leads to its customer. */
import { useState } from "react";
import type { LiveContact } from "../../schemas/api/shapes.ts";
import type { MessageStatus } from "../../schemas/contact-event.ts";
import { customerHref } from "../shell/routes.ts";
import { Ago } from "../show/ago.tsx";
import { ChannelIcon } from "../show/channel-icon.tsx";
import { gistOf } from "../show/gist.ts";
import { useChannelWords } from "../show/given-names.tsx";
import { kindWords } from "../show/kind-words.ts";
import { MessageStatusMark } from "../show/message-status.tsx";
import { whoOf } from "../show/who.ts";
import { useText } from "../text/language.tsx";

const freshMs = 8000;

interface Props {
  contact: LiveContact;
  status: MessageStatus | undefined;
  now: Date;
}

export function ContactRow({ contact, status, now }: Props) {
  const { t, language } = useText();
  const channelWords = useChannelWords();
  const { customerId, event } = contact;
  const [fresh] = useState(() => Date.now() - Date.parse(event.receivedAt) < freshMs);
  return (
    <li className={fresh ? "contact-row fresh" : "contact-row"}>
      <a
        href={customerHref(customerId)}
        data-testid="live-contact"
        data-event-id={event.eventId}
        data-channel={event.channel}
      >
        <ChannelIcon channel={event.channel} />
        <span className="contact-who">{whoOf(contact) ?? t("who.unknown")}</span>
        <span className="contact-when">
          <Ago instant={event.occurredAt} now={now} />
        </span>
        <span className="contact-kind">
          {channelWords(event)} · {kindWords(event, t)}
        </span>
        <span className="contact-gist">{gistOf(event, { language, t })}</span>
        <span className="contact-status">
          {status !== undefined && <MessageStatusMark status={status} />}
        </span>
      </a>
    </li>
  );
}
