/** What the staff API answers with. The OpenAPI document and the panel's types derive from these. */
import * as z from "zod/mini";
import { contactEventSchema, identifierKindSchema, levelSchema } from "../contact-event.ts";

export const resolvedSchema = z.object({ customerId: z.string() });

export const customerSchema = z.object({
  customerId: z.string(),
  name: z.optional(z.string()),
  createdAt: z.string(),
});
export type Customer = z.infer<typeof customerSchema>;

/** `value` of a national id is masked: it is kept as a keyed hash only. */
export const customerIdentifierSchema = z.object({
  identifierId: z.string(),
  kind: identifierKindSchema,
  value: z.string(),
  level: levelSchema,
  linkedAt: z.string(),
});
export type CustomerIdentifier = z.infer<typeof customerIdentifierSchema>;

/** A contact event with the customer it belongs to: an item of the live list, pushed and read alike. */
export const liveContactSchema = z.object({
  customerId: z.string(),
  customerName: z.optional(z.string()),
  event: contactEventSchema,
});
export type LiveContact = z.infer<typeof liveContactSchema>;

/** What the live WebSocket sends: one message per contact event. */
export const liveMessageSchema = z.object({
  type: z.literal("ContactReceived"),
  ...liveContactSchema.shape,
});
export type LiveMessage = z.infer<typeof liveMessageSchema>;

/** Where to open the WebSocket: `url` holds a ticket that is good for one minute. */
export const liveAddressSchema = z.object({ url: z.string(), expiresAt: z.string() });
export type LiveAddress = z.infer<typeof liveAddressSchema>;

/** What the panel must know before anybody has signed in. */
export const panelConfigSchema = z.object({
  issuer: z.string(),
  clientId: z.string(),
  stage: z.string(),
});
export type PanelConfig = z.infer<typeof panelConfigSchema>;

export const healthSchema = z.object({ status: z.literal("ok") });

export const statusSchema = z.object({
  status: z.enum(["operational", "degraded"]),
  checkedAt: z.string(),
  components: z.array(z.object({ name: z.string(), status: z.enum(["operational", "degraded"]) })),
});

/** RFC 9457 problem details. `errors[].pointer` is a JSON pointer into the body or names the parameter. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.optional(z.string()),
  errors: z.optional(z.array(z.object({ pointer: z.string(), detail: z.string() }))),
});
export type Problem = z.infer<typeof problemSchema>;

/** A page of a list; `nextCursor` is absent on the last one. */
export const pageOf = <Item extends z.ZodMiniType>(item: Item) =>
  z.object({ items: z.array(item), nextCursor: z.optional(z.string()) });
