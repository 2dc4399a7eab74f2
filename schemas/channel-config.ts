/** A channel that is made by configuration alone, as an admin says it and as it is kept. */
import * as z from "zod/mini";
import { readingSchema } from "./channel-reading.ts";
import { verificationRecipeSchema } from "./channel-recipe.ts";
import { channelSchema } from "./contact-event.ts";
import { routingWordSchema } from "./routing/requirement.ts";
import { purposeSchema } from "./send.ts";

const shortText = z.string().check(z.minLength(1), z.maxLength(100));

/** The answers that a channel needs before it may go live (requirement R11). */
export const readinessSchema = z.strictObject({
  /** The line its cases stand in, or the word that they stand in none. */
  routing: z.optional(
    z.discriminatedUnion("kind", [
      z.strictObject({ kind: z.literal("queue"), queueId: routingWordSchema }),
      z.strictObject({ kind: z.literal("not-routed") }),
    ]),
  ),
  /** Under which heading reports count it. */
  reportGroup: z.optional(routingWordSchema),
  consent: z.optional(
    z.discriminatedUnion("kind", [
      /** Nothing is ever sent by it. */
      z.strictObject({ kind: z.literal("inbound-only") }),
      z.strictObject({
        kind: z.literal("sends"),
        purpose: purposeSchema,
        legalBasis: z.enum(["consent", "contract", "legitimate-interest", "legal-obligation", "request"]),
      }),
    ]),
  ),
  /** `case-policy`: the times of the case policy; `none`: nobody is promised an answer. */
  sla: z.optional(z.enum(["case-policy", "none"])),
});
export type Readiness = z.infer<typeof readinessSchema>;

export const displayNameSchema = z.strictObject({ tr: z.optional(shortText), en: z.optional(shortText) });

export const channelConfigSchema = z.strictObject({
  /** What the panel calls it. */
  displayName: displayNameSchema,
  /** Of its events, where they do not say another. */
  channel: channelSchema,
  brand: z._default(z.string().check(z.minLength(1), z.maxLength(64)), "default"),
  verification: verificationRecipeSchema,
  reading: readingSchema,
  readiness: z._default(readinessSchema, {}),
});
export type ChannelConfig = z.infer<typeof channelConfigSchema>;

/** The id in the path that providers call: `/v1/ingest/standard/{endpointId}`. */
export const endpointIdSchema = z
  .string()
  .check(
    z.regex(/^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/, "lower-case letters, digits and dashes, 40 at most"),
  );

/** A configured channel with what its calls are proven by. */
export const configuredChannelSchema = z.object({
  endpointId: endpointIdSchema,
  /** Of the list, when this channel was changed last. */
  version: z.int(),
  savedAt: z.string(),
  /** Off: callers get 404. */
  active: z.boolean(),
  /** Newest first. */
  secrets: z.array(z.string()),
  config: channelConfigSchema,
});
export type ConfiguredChannel = z.infer<typeof configuredChannelSchema>;

/** The secret that holds every configured channel; the staff API alone writes it. */
export const configuredChannelsSchema = z.object({
  /** Grows with every change. */
  version: z.int(),
  channels: z.array(configuredChannelSchema),
});
export type ConfiguredChannels = z.infer<typeof configuredChannelsSchema>;
