/** The contact event: one thing that happened on one channel, the unit of the timeline. */
import * as z from "zod/mini";

export const channels = [
  "voice",
  "email",
  "sms",
  "whatsapp",
  "messenger",
  "instagram",
  "telegram",
  "line",
  "chat",
  "bot",
  "web",
  "app",
  "store",
  "marketing",
  "crm",
  "commerce",
  "survey",
  "note",
] as const;
export const channelSchema = z.enum(channels);
export type Channel = z.infer<typeof channelSchema>;

export const directionSchema = z.enum(["inbound", "outbound", "internal"]);

export const identifierKinds = [
  "phone",
  "email",
  "whatsapp",
  "messenger",
  "instagram",
  "telegram",
  "line",
  "visitor",
  "device",
  "crm",
  "loyalty",
  "national-id",
  "external",
] as const;
export const identifierKindSchema = z.enum(identifierKinds);
export type IdentifierKind = z.infer<typeof identifierKindSchema>;

/** `verified`: the provider or we proved that the person owns it. `claimed`: somebody typed it. */
export const levelSchema = z.enum(["verified", "claimed"]);
export type Level = z.infer<typeof levelSchema>;

/**
 * How an identifier was verified: the provider of the channel proves it with every message (`channel`), a sender
 * vouches for it with its signature (`signature`), the CRM holds it as verified (`crm`), an agent made sure
 * (`agent`), a document was shown (`document`), a one-time code came back (`code`).
 */
export const verifications = ["channel", "signature", "crm", "agent", "document", "code"] as const;
export const verificationSchema = z.enum(verifications);
export type Verification = z.infer<typeof verificationSchema>;

export const longestIdentifier = 512;

export const identifierSchema = z.object({
  kind: identifierKindSchema,
  value: z.string().check(z.minLength(1), z.maxLength(longestIdentifier)),
  level: z._default(levelSchema, "claimed"),
  /** Only of a verified one, where the sender says more than the channel does (`domain/identity/how-verified.ts`). */
  verifiedBy: z.optional(verificationSchema),
});
export type Identifier = z.infer<typeof identifierSchema>;

/** Where a message stands on its way to the customer. It only climbs; `failed` is final. */
export const messageStatusSchema = z.enum(["queued", "sent", "delivered", "read", "failed"]);
export type MessageStatus = z.infer<typeof messageStatusSchema>;

/** Dotted past tense, open list: `message.received`, `visit.checked-in`. */
export const eventKindSchema = z
  .string()
  .check(
    z.maxLength(64),
    z.regex(/^[a-z][a-z0-9-]*(\.[a-z0-9][a-z0-9-]*)+$/, "a dotted name such as message.received"),
  );

/** An instant with a zone; normalised to UTC with milliseconds, the only form we store. */
export const instantSchema = z.pipe(
  z.string().check(z.iso.datetime({ offset: true })),
  z.pipe(
    z.transform((text: string) => new Date(text).toISOString()),
    // An offset may carry a time out of the four-digit years, where text order is no longer time order.
    z.string().check(z.regex(/^\d{4}-/, "a year from 0000 to 9999, in UTC")),
  ),
);

/** A file that came with a message: by public URL, or by the provider's own media id. */
export const attachmentSchema = z.object({
  url: z.optional(z.string().check(z.maxLength(2048))),
  mediaId: z.optional(z.string().check(z.maxLength(512))),
  contentType: z.optional(z.string().check(z.maxLength(255))),
  name: z.optional(z.string().check(z.maxLength(512))),
});
export type Attachment = z.infer<typeof attachmentSchema>;

/** Any JSON value. */
export const jsonSchema = z.json();

const eventFacts = {
  channel: channelSchema,
  direction: directionSchema,
  kind: eventKindSchema,
  identifiers: z.array(identifierSchema).check(z.maxLength(16)),
  /** Identifiers of the same person that `identifiers` take the place of, and that are theirs no more. */
  previousIdentifiers: z.optional(z.array(identifierSchema).check(z.maxLength(16))),
  text: z.optional(z.string()),
  attachments: z.optional(z.array(attachmentSchema).check(z.maxLength(100))),
  status: z.optional(messageStatusSchema),
  caseId: z.optional(z.string().check(z.maxLength(128))),
  thread: z.optional(z.string().check(z.maxLength(512))),
  attributes: z.optional(z.record(z.string(), jsonSchema)),
  providerMessageId: z.optional(z.string().check(z.maxLength(512))),
};

/** A contact event as it is stored and as the staff API shows it. */
export const contactEventSchema = z.object({
  eventId: z.string(),
  occurredAt: z.string(),
  receivedAt: z.string(),
  provider: z.string(),
  endpointId: z.string(),
  ...eventFacts,
});
export type ContactEvent = z.infer<typeof contactEventSchema>;

/**
 * A contact event as a sender of ours reports it to the generic adapter: its own `id`, stable on
 * every retry, in place of what we add (`eventId`, `receivedAt`, `provider`, `endpointId`).
 */
export const reportedEventSchema = z.object({
  id: z.string().check(z.minLength(1), z.maxLength(256)),
  occurredAt: instantSchema,
  ...eventFacts,
});
export type ReportedEvent = z.infer<typeof reportedEventSchema>;
