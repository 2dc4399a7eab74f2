/** What became of a mail sent by Amazon SES: of an agent's, the way it went; of a campaign's, what people did. */
import type { ParsedEvent } from "../../domain/ingest/channel-adapter.ts";
import { externalIdentifier, fingerprint } from "../channels/fingerprint.ts";
import { type JsonObject, present } from "../channels/json.ts";
import { type MailEvent, mailEventSchema } from "./mail-event-schema.ts";
import { type MailHappening, mailHappening } from "./mail-happening.ts";
import type { Notice } from "./notice.ts";
import { sendTag } from "./send-tag.ts";

type Recipient = MailHappening["recipients"][number];

/** One event for each recipient that it is about. */
export function readMailEvent(said: JsonObject, { at }: Notice): readonly ParsedEvent[] | undefined {
  const event = mailEventSchema.safeParse(said).data;
  const happening = event && mailHappening(event);
  if (event === undefined || happening === undefined) return undefined;
  const told = { ...happening, at: happening.at ?? at };
  const recipients: readonly (Recipient | undefined)[] =
    told.recipients.length > 0 ? told.recipients : [undefined];
  return recipients.map((recipient) => one(event, told, recipient));
}

function one(event: MailEvent, happening: MailHappening, recipient: Recipient | undefined): ParsedEvent {
  const { mail } = event;
  const type = event.eventType ?? event.notificationType;
  const { kind, status, byCustomer, isWish, at, details } = happening;
  const sendId = mail.tags[sendTag]?.[0];
  const isStep = sendId !== undefined && isWish !== true;
  return {
    channel: sendId === undefined ? "marketing" : "email",
    direction: byCustomer && !isStep ? "inbound" : "outbound",
    kind: isStep ? "message.status" : kind,
    identifiers: [
      recipient === undefined
        ? externalIdentifier(mail.messageId)
        : { kind: "email", value: recipient.address, level: "verified" },
    ],
    occurredAt: at,
    ...(isStep ? { status } : {}),
    attributes: present({
      from: mail.source,
      campaign: mail.tags.campaign?.[0],
      offer: mail.tags.offer?.[0],
      subject: mail.commonHeaders?.subject,
      messageStatus: type,
      sendId,
      ...details,
      ...recipient?.details,
    }),
    providerMessageId: mail.messageId,
    // An open and a click have no id of their own.
    idempotencyKey: fingerprint(
      JSON.stringify([mail.messageId, type, at, details.link ?? "", recipient?.address ?? ""]),
    ),
  };
}
