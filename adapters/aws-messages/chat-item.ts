/** What happens in a chat of Amazon Connect, streamed (Administrator Guide, "Amazon SNS payload"). */
import * as z from "zod/mini";
import type { ParsedEvent } from "../../domain/ingest/channel-adapter.ts";
import { instantSchema } from "../../schemas/contact-event.ts";
import { type JsonObject, present, readJson } from "../channels/json.ts";
import { connectPerson } from "./connect-person.ts";
import type { Notice } from "./notice.ts";

const id = z.string().check(z.minLength(1), z.maxLength(400));

const itemSchema = z.object({
  Id: id,
  Type: z.enum(["MESSAGE", "EVENT", "ATTACHMENT"]),
  ContentType: z.string(),
  AbsoluteTime: instantSchema,
  ContactId: id,
  InitialContactId: id,
  Content: z.optional(z.string()),
  DisplayName: z.optional(z.string()),
  ParticipantRole: z.optional(z.string()),
  ParticipantId: z.optional(z.string()),
  Attachments: z.optional(
    z
      .array(
        z.object({
          AttachmentId: id,
          AttachmentName: z.optional(z.string().check(z.maxLength(512))),
          ContentType: z.optional(z.string().check(z.maxLength(255))),
        }),
      )
      .check(z.maxLength(100)),
  ),
});
type Item = z.infer<typeof itemSchema>;

const eventPrefix = "application/vnd.amazonaws.connect.event.";

export function readChatItem(said: JsonObject, notice: Notice): readonly ParsedEvent[] | undefined {
  const item = itemSchema.safeParse(said).data;
  if (item === undefined) return undefined;
  if (item.Type !== "EVENT") return [message(item, notice)];
  const happened = item.ContentType.startsWith(eventPrefix) ? item.ContentType.slice(eventPrefix.length) : "";
  if (happened === "typing") return [];
  const kind = kindOf(happened);
  return kind === undefined ? undefined : [{ ...common(item, notice), direction: "internal", kind }];
}

/** `participant.joined` is `chat.participant-joined`, `chat.ended` itself. */
function kindOf(happened: string): string | undefined {
  if (!/^(participant|transfer|chat)\.[a-z]{1,30}$/.test(happened)) return undefined;
  return happened.startsWith("chat.") ? happened : `chat.${happened.replace(".", "-")}`;
}

/** Everybody but the customer writes for us: agents, flows, bots. */
function message(item: Item, notice: Notice): ParsedEvent {
  const isCustomer = item.ParticipantRole === "CUSTOMER";
  const { attributes, ...event } = common(item, notice);
  return {
    ...event,
    ...(isCustomer
      ? { direction: "inbound", kind: "message.received" }
      : { direction: "outbound", kind: "message.sent" }),
    providerMessageId: item.Id,
    attachments: item.Attachments?.map(({ AttachmentId, AttachmentName, ContentType }) => ({
      mediaId: AttachmentId,
      name: AttachmentName,
      contentType: ContentType,
    })),
    ...content(item, attributes),
  };
}

/** A choice from a list and its like is JSON, which is no text to show. */
function content({ Content, ContentType }: Item, attributes: JsonObject): Partial<ParsedEvent> {
  if (Content === undefined) return { attributes };
  if (ContentType.startsWith("text/")) return { text: Content, attributes };
  const json = readJson(Buffer.from(Content));
  return { attributes: { ...attributes, interactive: json.kind === "json" ? json.value : Content } };
}

function common(item: Item, { connectInstanceId }: Notice) {
  return {
    channel: "chat" as const,
    identifiers: connectPerson(connectInstanceId, item.InitialContactId),
    occurredAt: item.AbsoluteTime,
    thread: item.InitialContactId,
    attributes: present({
      contactId: item.ContactId,
      profileName: item.ParticipantRole === "CUSTOMER" ? item.DisplayName : undefined,
      role: item.ParticipantRole?.toLowerCase(),
      participantId: item.ParticipantId,
      contentType: item.ContentType,
    }),
    idempotencyKey: item.Id,
  };
}
