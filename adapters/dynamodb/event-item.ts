/** A contact event as an item of the table, both ways. */
import * as z from "zod/mini";
import { CorruptItemError } from "../../domain/errors.ts";
import type { IdentifiedEvent } from "../../domain/ingest/build-contact-event.ts";
import type { StoredEvent } from "../../domain/timeline/stored-event.ts";
import { contactEventSchema } from "../../schemas/contact-event.ts";
import { sendStateSchema } from "../../schemas/send-state.ts";
import { identifierIdIn, keys } from "./keys.ts";

/**
 * Facts that filters and stream consumers need stand beside the body; the body itself is JSON text,
 * which keeps every string as it came (NUL, lone surrogates) and costs one attribute to marshal.
 */
const bodySchema = z.object({
  event: contactEventSchema,
  identifierIds: z.array(z.string()),
  /** Absent in events stored before there were any. */
  previousIds: z._default(z.array(z.string()), []),
  claimIds: z._default(z.array(z.string()), []),
});

export const eventItemSchema = z.object({
  PK: z.string(),
  SK: z.string(),
  type: z.literal("event"),
  channel: z.string(),
  kind: z.string(),
  body: z.optional(z.string()),
  /** Where the body is in the bucket, when it is too long for the table. */
  bodyKey: z.optional(z.string()),
  /** What the relay made of the event: its case, and its understanding as JSON text. */
  caseId: z.optional(z.string()),
  understanding: z.optional(z.string()),
  /** What became of its files, as JSON text. */
  media: z.optional(z.string()),
  /** Of a message of ours: how far it is, and what its provider calls it. */
  rung: z.optional(z.int()),
  sendState: z.optional(sendStateSchema),
  sendCode: z.optional(z.string()),
  providerMessageId: z.optional(z.string()),
  /** It repeats a message of ours: it is kept, and not shown. */
  isEcho: z.optional(z.boolean()),
});
export type EventItem = z.infer<typeof eventItemSchema>;

/** The JSON text of an event's body. */
export function bodyOf({ event, identifierIds, previousIds, claimIds }: IdentifiedEvent): string {
  return JSON.stringify({ event, identifierIds, previousIds, claimIds });
}

export function eventItem(identified: IdentifiedEvent, body: { body: string } | { bodyKey: string }) {
  const { event, home } = identified;
  return { ...keys.event(home, event), type: "event", channel: event.channel, kind: event.kind, ...body };
}

/** @throws CorruptItemError when the text is no body of ours */
export function storedEvent(item: Pick<EventItem, "PK" | "SK" | "caseId">, body: string): StoredEvent {
  const parsed = bodySchema.safeParse(JSON.parse(body));
  if (!parsed.success) {
    throw new CorruptItemError(`the body of ${item.PK} ${item.SK} is not a contact event`, {
      cause: parsed.error,
    });
  }
  return {
    home: identifierIdIn(item.PK),
    ...parsed.data,
    ...(item.caseId === undefined ? {} : { caseId: item.caseId }),
  };
}
