/** Turns a verified call of acme-chat into contact events, one for each element of its list. */
import * as z from "zod/mini";
import { unreadable } from "../../../adapters/channels/body.ts";
import { instantOf } from "../../../adapters/channels/instant.ts";
import { isObject, type Json, present } from "../../../adapters/channels/json.ts";
import { readJsonCall } from "../../../adapters/channels/json-call.ts";
import { keptWebhook } from "../../../adapters/channels/kept-webhook.ts";
import type { Parsed, ParsedEvent, WebhookRequest } from "../../../domain/ingest/channel-adapter.ts";

const id = z.string().check(z.minLength(1), z.maxLength(200));
const happening = { id, at: z.optional(z.string()) };
const file = z.object({ id, name: z.optional(z.string().check(z.maxLength(512))) });

const messageSchema = z.object({
  ...happening,
  type: z.literal("message"),
  user: z.object({ id, name: z.optional(z.string()), bot: z.optional(z.boolean()) }),
  text: z.optional(z.string()),
  file: z.optional(file),
});

const statusSchema = z.object({
  ...happening,
  type: z.literal("status"),
  to: id,
  messageId: id,
  status: z.enum(["sent", "delivered", "read", "failed"]),
  reference: z.optional(z.string()),
});

export function parse(request: WebhookRequest): Parsed {
  const json = readJsonCall(request);
  if (json.kind === "unreadable") return json;
  if (!isObject(json.value)) return unreadable("", "expected object");
  if (!Array.isArray(json.value.events)) return unreadable("/events", "expected array");
  return { kind: "events", events: json.value.events.map(readEvent) };
}

/** Whatever is none of ours is kept: nothing that was said is lost, and nothing beside it. */
function readEvent(item: Json): ParsedEvent {
  const message = messageSchema.safeParse(item);
  if (message.success) return messageEvent(message.data);
  const status = statusSchema.safeParse(item);
  return status.success ? statusEvent(status.data) : keptWebhook({ channel: "chat" }, item);
}

/** A bot's words are read, and open no case: two bots would answer each other for ever. */
function messageEvent({ id, at, user, text, file }: z.infer<typeof messageSchema>): ParsedEvent {
  return {
    idempotencyKey: id,
    occurredAt: instantOf(at),
    channel: "chat",
    direction: "inbound",
    kind: user.bot ? "message.auto-replied" : "message.received",
    identifiers: [person(user.id)],
    text,
    providerMessageId: id,
    thread: user.id,
    attachments: file && [{ mediaId: file.id, ...(file.name === undefined ? {} : { name: file.name }) }],
    attributes: present({ profileName: user.name }),
  };
}

function statusEvent({
  id,
  at,
  to,
  messageId,
  status,
  reference,
}: z.infer<typeof statusSchema>): ParsedEvent {
  return {
    idempotencyKey: id,
    occurredAt: instantOf(at),
    channel: "chat",
    direction: "outbound",
    kind: "message.status",
    identifiers: [person(to)],
    status,
    providerMessageId: messageId,
    attributes: present({ sendId: reference }),
  };
}

/** The provider proves it with every message. Its ids are its own, so they carry its name. */
const person = (id: string) => ({ kind: "external", value: `acme-chat:${id}`, level: "verified" }) as const;
