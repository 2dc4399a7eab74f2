/** What the staff API about consents takes and answers. */
import * as z from "zod/mini";
import { consentEntrySchema, everyPurpose, legalBasisSchema } from "../consents.ts";
import { channelSchema, instantSchema } from "../contact-event.ts";
import { defaultBrand } from "../endpoints.ts";
import { purposeSchema } from "../send.ts";

export const asOfQuerySchema = z.object({
  /** What had been said by then; by default until now. */
  asOf: z.optional(instantSchema),
  /** And what we knew of it by then. */
  knownAt: z.optional(instantSchema),
});

/** Whether a purpose was permitted, and the entry that says so. */
export const consentStateSchema = z.object({
  brand: z.string(),
  channel: z.string(),
  purpose: z.string(),
  state: z.enum(["granted", "denied", "unknown"]),
  entryId: z.optional(z.string()),
});

export const consentsSchema = z.object({
  asOf: z.string(),
  items: z.array(consentStateSchema),
  /** Everything that was ever said, oldest first. */
  history: z.array(consentEntrySchema),
});

export const consentRequestSchema = z.strictObject({
  identifierId: z.string(),
  brand: z._default(z.string().check(z.minLength(1), z.maxLength(40)), defaultBrand),
  channel: channelSchema,
  purpose: z.union([purposeSchema, z.literal(everyPurpose)]),
  state: z.enum(["granted", "denied"]),
  legalBasis: z._default(legalBasisSchema, "consent"),
  /** What the customer said, or where it is written down. */
  note: z.optional(z.string().check(z.maxLength(2000))),
});
export type ConsentRequest = z.infer<typeof consentRequestSchema>;
