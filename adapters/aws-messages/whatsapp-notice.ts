/** WhatsApp by End User Messaging Social: Meta's own webhook in an envelope, or a status on the event bus. */
import * as z from "zod/mini";
import type { ParsedEvent } from "../../domain/ingest/channel-adapter.ts";
import type { MessageStatus } from "../../schemas/contact-event.ts";
import { externalIdentifier } from "../channels/fingerprint.ts";
import { instantOfEpoch } from "../channels/instant.ts";
import { type JsonObject, present, readJson } from "../channels/json.ts";
import { readWhatsappEntry } from "../channels/whatsapp-entry.ts";
import type { Notice } from "./notice.ts";

export function readWhatsappNotice(said: JsonObject, notice: Notice): readonly ParsedEvent[] | undefined {
  if (typeof said.whatsAppWebhookEntry !== "string") return readBusStatus(said, notice);
  const entry = readJson(Buffer.from(said.whatsAppWebhookEntry));
  return entry.kind === "json" ? readWhatsappEntry(entry.value, "aws") : undefined;
}

const statusSchema = z.object({
  messageId: z.string().check(z.minLength(1), z.maxLength(512)),
  status: z.enum(["sent", "delivered", "read", "failed", "undeliverable"]),
  eventTimestamp: z.optional(z.union([z.string(), z.number()])),
  originationPhoneNumberId: z.optional(z.string()),
});

/** Names neither the recipient nor Meta's id of the message, but the one that AWS answered the send with. */
function readBusStatus(said: JsonObject, { at, bus }: Notice): readonly ParsedEvent[] | undefined {
  const event = bus?.source === "aws.social-messaging" ? statusSchema.safeParse(said).data : undefined;
  if (event === undefined) return undefined;
  const { messageId } = event;
  const status: MessageStatus = event.status === "undeliverable" ? "failed" : event.status;
  return [
    {
      channel: "whatsapp",
      direction: "outbound",
      kind: "message.status",
      identifiers: [externalIdentifier(messageId)],
      occurredAt: instantOfEpoch(event.eventTimestamp) ?? at,
      status,
      attributes: present({ from: event.originationPhoneNumberId, messageStatus: event.status }),
      providerMessageId: messageId,
      idempotencyKey: `${messageId}:${event.status}`,
    },
  ];
}
