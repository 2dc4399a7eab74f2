/** A text message that a customer sent to a number of ours (End User Messaging SMS, "Two-way SMS payload"). */
import * as z from "zod/mini";
import type { ParsedEvent } from "../../domain/ingest/channel-adapter.ts";
import { type JsonObject, present } from "../channels/json.ts";
import type { Notice } from "./notice.ts";

const id = z.string().check(z.minLength(1), z.maxLength(512));

const messageSchema = z.object({
  originationNumber: id,
  destinationNumber: id,
  messageBody: z.string(),
  inboundMessageId: id,
  messageKeyword: z.optional(z.string()),
  previousPublishedMessageId: z.optional(z.string()),
});

/** The message names no time of its own: it is when SNS got it. */
export function readTextMessage(said: JsonObject, { at }: Notice): readonly ParsedEvent[] | undefined {
  const message = messageSchema.safeParse(said).data;
  if (message === undefined) return undefined;
  return [
    {
      channel: "sms",
      direction: "inbound",
      kind: "message.received",
      identifiers: [{ kind: "phone", value: message.originationNumber, level: "verified" }],
      occurredAt: at,
      text: message.messageBody,
      attributes: present({
        to: message.destinationNumber,
        keyword: message.messageKeyword || undefined,
        replyTo: message.previousPublishedMessageId || undefined,
      }),
      providerMessageId: message.inboundMessageId,
      idempotencyKey: message.inboundMessageId,
    },
  ];
}
