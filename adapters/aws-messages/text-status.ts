/** Where a text message of ours stands (End User Messaging SMS, "Event types for SMS, MMS, and voice"). */
import * as z from "zod/mini";
import type { ParsedEvent } from "../../domain/ingest/channel-adapter.ts";
import type { MessageStatus } from "../../schemas/contact-event.ts";
import { externalIdentifier } from "../channels/fingerprint.ts";
import { instantOfEpoch } from "../channels/instant.ts";
import { type JsonObject, present } from "../channels/json.ts";
import { sendTag } from "./send-tag.ts";

const id = z.string().check(z.minLength(1), z.maxLength(512));

const statusSchema = z.object({
  eventType: z.string().check(z.regex(/^(TEXT|MEDIA|RCS)_[A-Z_]{1,60}$/)),
  eventTimestamp: z.number(),
  messageId: id,
  destinationPhoneNumber: z.optional(id),
  originationPhoneNumber: z.optional(z.string()),
  messageStatus: z.optional(z.string()),
  messageStatusDescription: z.optional(z.string()),
  totalMessageParts: z.optional(z.number()),
  totalMessagePrice: z.optional(z.number()),
  context: z.optional(z.record(z.string(), z.string())),
});

/** By the word behind `TEXT_`, `MEDIA_`, `RCS_`. Whether it is SUCCESSFUL or DELIVERED depends on the country alone. */
const ladder: ReadonlyMap<string, MessageStatus> = new Map([
  ["PENDING", "queued"],
  ["QUEUED", "queued"],
  ["SENT", "sent"],
  ["SUCCESSFUL", "delivered"],
  ["DELIVERED", "delivered"],
  ["READ", "read"],
  ["FAILED", "failed"],
  ["BLOCKED", "failed"],
  ["CARRIER_BLOCKED", "failed"],
  ["CARRIER_UNREACHABLE", "failed"],
  ["INVALID", "failed"],
  ["INVALID_MESSAGE", "failed"],
  ["PROTECT_BLOCKED", "failed"],
  ["SPAM", "failed"],
  ["TTL_EXPIRED", "failed"],
  ["UNREACHABLE", "failed"],
]);

/** The bus leaves out the recipient's number: then the message stands for the person. */
export function readTextStatus(said: JsonObject): readonly ParsedEvent[] | undefined {
  const event = statusSchema.safeParse(said).data;
  if (event === undefined) return undefined;
  const { eventType, messageId, destinationPhoneNumber: to } = event;
  return [
    {
      channel: "sms",
      direction: "outbound",
      kind: "message.status",
      identifiers: [
        to === undefined ? externalIdentifier(messageId) : { kind: "phone", value: to, level: "verified" },
      ],
      occurredAt: instantOfEpoch(event.eventTimestamp),
      // None of the ladder: nobody knows (UNKNOWN), or another message goes on for it (FALLEN_BACK_TO_SMS).
      status: ladder.get(eventType.slice(eventType.indexOf("_") + 1)),
      attributes: present({
        from: event.originationPhoneNumber,
        messageStatus: eventType,
        description: event.messageStatusDescription,
        parts: event.totalMessageParts,
        price: event.totalMessagePrice,
        transport: eventType.startsWith("RCS_") ? "rcs" : undefined,
        sendId: event.context?.[sendTag],
      }),
      providerMessageId: messageId,
      idempotencyKey: `${messageId}:${eventType}`,
    },
  ];
}
