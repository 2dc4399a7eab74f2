/** What the staff API about audiences takes and answers. */
import * as z from "zod/mini";
import { instantSchema } from "../contact-event.ts";
import { defaultBrand } from "../endpoints.ts";

/** Whose files they are: Meta's Custom Audiences, Google's Customer Match. */
export const audienceFormatSchema = z.enum(["meta", "google"]);
export type AudienceFormat = z.infer<typeof audienceFormatSchema>;

export const audienceExportQuerySchema = z.object({
  format: z._default(audienceFormatSchema, "meta"),
  /** Whose consents count. */
  brand: z._default(z.string().check(z.minLength(1), z.maxLength(40)), defaultBrand),
  /** `next` of the last export; without it, everybody who ever left is among the removals. */
  since: z.optional(instantSchema),
  cursor: z.optional(z.string()),
});
export type AudienceExportQuery = z.infer<typeof audienceExportQuerySchema>;

const fileSchema = z.object({
  /** CSV of SHA-256 hashes in small hexadecimal digits. */
  file: z.string(),
  rows: z.int(),
});

export const audienceExportSchema = z.object({
  /** Who is in the audience and permits marketing. */
  additions: fileSchema,
  /** Who left, or permits it no more: to be taken out before the additions are brought. */
  removals: fileSchema,
  /** The next export's `since`: the same on every page. */
  next: z.string(),
  /** There is more: call again with it, and the same of everything else. */
  nextCursor: z.optional(z.string()),
});
