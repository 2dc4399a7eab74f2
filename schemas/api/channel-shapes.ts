/** What the staff API says about configured channels. */
import * as z from "zod/mini";
import { channelConfigSchema, displayNameSchema, endpointIdSchema } from "../channel-config.ts";
import { contactEventSchema } from "../contact-event.ts";

/** A secret that no list or log ever shows again. */
const secretSchema = z.string().check(z.minLength(16), z.maxLength(512));
const secretsSchema = z.array(secretSchema).check(z.minLength(1), z.maxLength(4));

export const channelRequestSchema = z.strictObject({
  config: channelConfigSchema,
  /** Newest first; absent: those that are there stay. */
  secrets: z.optional(secretsSchema),
});
export type ChannelRequest = z.infer<typeof channelRequestSchema>;

/** A configured channel without its secrets. */
export const channelViewSchema = z.object({
  endpointId: endpointIdSchema,
  /** What its provider calls, below the public base URL. */
  path: z.string(),
  version: z.int(),
  savedAt: z.string(),
  /** From then on every receiver goes by it. */
  inForceAt: z.string(),
  active: z.boolean(),
  secretCount: z.int(),
  /** What it still needs before it may go live, in words, and where in the request that saves it; empty when it is ready. */
  missing: z.array(z.object({ part: z.string(), pointer: z.string(), detail: z.string() })),
  config: channelConfigSchema,
});
export type ChannelView = z.infer<typeof channelViewSchema>;

/** What events that have this provider and endpoint came by, as the company calls it. */
export const channelNameSchema = z.object({
  provider: z.string(),
  endpointId: endpointIdSchema,
  displayName: displayNameSchema,
});
export type ChannelName = z.infer<typeof channelNameSchema>;

export const activationRequestSchema = z.strictObject({ active: z.boolean() });

/** A call of the provider as it would come over the wire. */
export const tryOutRequestSchema = z.strictObject({
  /** Absent: the saved one. */
  config: z.optional(channelConfigSchema),
  /** To check the sample's signature by; absent: it is not checked. */
  secrets: z.optional(secretsSchema),
  sample: z.strictObject({
    method: z._default(z.enum(["GET", "POST"]), "POST"),
    headers: z._default(z.record(z.string(), z.string().check(z.maxLength(8192))), {}),
    body: z.string().check(z.maxLength(256 * 1024)),
    /** When it came, for signed times; absent: now. */
    receivedAt: z.optional(z.string().check(z.iso.datetime({ offset: true }))),
  }),
});
export type TryOutRequest = z.infer<typeof tryOutRequestSchema>;

/** An event that a sample would make, before it has our ids. */
const triedEventSchema = z.object({
  idempotencyKey: z.string(),
  occurredAt: z.optional(z.string()),
  ...z.omit(contactEventSchema, {
    eventId: true,
    occurredAt: true,
    receivedAt: true,
    provider: true,
    endpointId: true,
  }).shape,
});

export const triedOutSchema = z.object({
  signature: z.enum(["verified", "missing", "invalid", "expired", "not-checked"]),
  /** What callers would get: 2xx, or 400 with `problem`. */
  events: z.array(triedEventSchema),
  /** The first thing that is wrong; events that are fine are still there. */
  problem: z.optional(z.object({ pointer: z.string(), detail: z.string() })),
});
export type TriedOut = z.infer<typeof triedOutSchema>;
