/** How the calls of a configured channel are read, and what of its configuration receiving takes. */
import * as z from "zod/mini";
import { verificationRecipeSchema } from "./channel-recipe.ts";
import { channelSchema, directionSchema, eventKindSchema, jsonSchema } from "./contact-event.ts";

/** All configured channels share one secret of 64 KiB: no mapping may take more than an eighth of it. */
const longestExpression = 8192;

const expressionSchema = z.string().check(z.minLength(1), z.maxLength(longestExpression));

/** Anything in JSON, or a form, by an expression that makes our contact events of it. */
export const mappingSchema = z.strictObject({
  kind: z.literal("mapping"),
  /** JSONata: an event or a list of them. */
  jsonata: expressionSchema,
  /** JSONata: the elements that `jsonata` is applied to, one by one; absent: the whole body. */
  each: z.optional(expressionSchema),
  /** What an event has where the mapping does not say it. */
  defaults: z._default(
    z.strictObject({
      direction: z.optional(directionSchema),
      kind: z.optional(eventKindSchema),
      attributes: z.optional(z.record(z.string().check(z.maxLength(64)), jsonSchema)),
    }),
    {},
  ),
});
export type Mapping = z.infer<typeof mappingSchema>;

export const readingSchema = z.discriminatedUnion("kind", [
  /** Our own contact events, one or a list (docs/channels.md). */
  z.strictObject({ kind: z.literal("contact-events") }),
  /** CloudEvents 1.0 in JSON, structured or a batch, whose data are contact events. */
  z.strictObject({ kind: z.literal("cloudevents") }),
  mappingSchema,
]);

/** What receiving and reading take of a configuration. */
export const endpointConfigSchema = z.object({
  channel: channelSchema,
  verification: verificationRecipeSchema,
  reading: readingSchema,
});
export type EndpointConfig = z.infer<typeof endpointConfigSchema>;

/** The secret that holds every configured channel, as receivers read it. */
export const channelsInForceSchema = z.object({
  channels: z.array(
    z.object({
      endpointId: z.string(),
      /** Off: callers get 404. */
      active: z.boolean(),
      /** Newest first. */
      secrets: z.array(z.string()),
      config: z.extend(endpointConfigSchema, { brand: z.string() }),
    }),
  ),
});
