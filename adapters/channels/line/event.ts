/** One webhook event of LINE: a message, an unsent or edited one, a pressed button, a friend won or lost. */
import type { ParsedEvent } from "../../../domain/ingest/channel-adapter.ts";
import type { Identifier } from "../../../schemas/contact-event.ts";
import { externalIdentifier } from "../fingerprint.ts";
import { instantOfEpoch } from "../instant.ts";
import { isObject, type Json, type JsonObject, present } from "../json.ts";
import { contentOf } from "./content.ts";
import { type Event, eventSchema } from "./schema.ts";

interface Facts extends Pick<ParsedEvent, "kind" | "text" | "attachments" | "providerMessageId"> {
  readonly attributes?: JsonObject;
}

/** @returns `undefined` when it is malformed, or of a type that we have no reading for */
export function readEvent(destination: string, raw: Json): ParsedEvent | undefined {
  const event = eventSchema.safeParse(raw).data;
  const read = readers.get(event?.type ?? "");
  const facts = event && isObject(raw) ? read?.(event, raw) : undefined;
  if (!event || !facts) return undefined;
  const { attributes, ...others } = facts;
  const thread = event.source?.groupId ?? event.source?.roomId;
  return {
    channel: "line",
    direction: "inbound",
    identifiers: [personOf(event)],
    occurredAt: instantOfEpoch(event.timestamp),
    ...(thread === undefined ? {} : { thread }),
    ...others,
    attributes: present({
      to: destination,
      standby: event.mode === "standby" || undefined,
      ...attributes,
    }),
    idempotencyKey: event.webhookEventId,
  };
}

/** One person's in all accounts of a LINE provider; in groups LINE names only who agreed to it. */
function personOf({ source, webhookEventId }: Event): Identifier {
  if (source?.userId !== undefined) return { kind: "line", value: source.userId, level: "verified" };
  return externalIdentifier(`line:${source?.groupId ?? source?.roomId ?? webhookEventId}`);
}

type Read = (event: Event, raw: JsonObject) => Facts | undefined;

const readers = new Map<string, Read>([
  ["message", (event, raw) => messageFacts(kindOf(event), event, raw)],
  ["messageEdited", (event, raw) => messageFacts("message.edited", event, raw)],
  ["unsend", ({ unsend }) => unsend && { kind: "message.deleted", attributes: unsend }],
  ["postback", postbackFacts],
  [
    "follow",
    (_, { follow }) => ({
      kind: "channel.unblocked",
      attributes: present({
        optOut: "start",
        // Whoever adds the account for the first time has not unblocked it.
        isUnblocked: isObject(follow) ? follow.isUnblocked : undefined,
      }),
    }),
  ],
  ["unfollow", () => ({ kind: "channel.blocked", attributes: { optOut: "stop" } })],
]);

/** What another service answers is on the timeline, and asks nothing of us. */
function kindOf({ mode }: Event): string {
  return mode === "standby" ? "message.observed" : "message.received";
}

function messageFacts(kind: string, { message }: Event, raw: JsonObject): Facts | undefined {
  if (message === undefined || !isObject(raw.message)) return undefined;
  const { attributes, ...content } = contentOf(message, raw.message);
  return {
    kind,
    providerMessageId: message.id,
    ...content,
    attributes: present({ replyTo: message.quotedMessageId, ...attributes }),
  };
}

/** @returns `undefined` for a switch of the menu's pages, which says nothing to anybody */
function postbackFacts(event: Event): Facts | undefined {
  const { data, params = {} } = event.postback ?? {};
  if (data === undefined || params.newRichMenuAliasId !== undefined) return undefined;
  const chosen = params.datetime ?? params.date ?? params.time;
  return { kind: kindOf(event), text: chosen, attributes: present({ buttonPayload: data }) };
}
