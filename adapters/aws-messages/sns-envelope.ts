/** What Amazon SNS wraps a message in, over HTTPS and in a queue alike. */
import * as z from "zod/mini";
import { type Json, pointerStep } from "../channels/json.ts";

const id = z.string().check(z.minLength(1), z.maxLength(512));

const envelopeSchema = z.object({
  Type: z.enum(["Notification", "SubscriptionConfirmation", "UnsubscribeConfirmation"]),
  MessageId: id,
  TopicArn: id,
  Message: z.string(),
  Timestamp: z.string(),
  /** Envelopes for Lambda say `null` for none. */
  Subject: z.nullish(z.string()),
  Token: z.optional(z.string()),
  SubscribeURL: z.optional(z.string()),
  /** Not signed: trusted only where nobody but AWS can have written it. */
  MessageAttributes: z.optional(z.record(z.string(), z.object({ Value: z.optional(z.string()) }))),
});
export type Envelope = z.infer<typeof envelopeSchema>;

const signedSchema = z.extend(envelopeSchema, {
  SignatureVersion: z.enum(["1", "2"]),
  Signature: z.string(),
  SigningCertURL: z.string(),
});
export type SignedEnvelope = z.infer<typeof signedSchema>;

/** @returns the JSON pointer to what is wrong, where it is none */
export function readEnvelope(json: Json): { readonly envelope: Envelope } | { readonly wrong: string } {
  const { data, error } = envelopeSchema.safeParse(json);
  if (data !== undefined) return { envelope: data };
  return { wrong: (error.issues[0]?.path ?? []).map((step) => `/${pointerStep(step)}`).join("") };
}

export function signedEnvelope(json: Json): SignedEnvelope | undefined {
  return signedSchema.safeParse(json).data;
}

const signedNames = {
  Notification: ["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"],
  SubscriptionConfirmation: [
    "Message",
    "MessageId",
    "SubscribeURL",
    "Timestamp",
    "Token",
    "TopicArn",
    "Type",
  ],
  UnsubscribeConfirmation: ["Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"],
} as const;

/** SNS Developer Guide, "Verifying the signatures of Amazon SNS messages": each name and value on a line of its own. */
export function stringToSign(envelope: Envelope): string {
  return signedNames[envelope.Type]
    .map((name) => [name, envelope[name]] as const)
    .flatMap(([name, value]) => (typeof value === "string" ? [`${name}\n${value}\n`] : []))
    .join("");
}
