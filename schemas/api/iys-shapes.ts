/** What the staff API about İYS takes and answers. */
import * as z from "zod/mini";
import { instantSchema } from "../contact-event.ts";
import { defaultBrand } from "../endpoints.ts";

const brandSchema = z._default(z.string().check(z.minLength(1), z.maxLength(40)), defaultBrand);
/** CSV as İYS gives it. */
const textSchema = z.string().check(z.minLength(1), z.maxLength(5_000_000));
const nameSchema = z.string().check(z.minLength(1), z.maxLength(100));

export const iysImportSchema = z.strictObject({ name: nameSchema, brand: brandSchema, text: textSchema });
export type IysImport = z.infer<typeof iysImportSchema>;

/** A line that is no consent. What stands in it is not repeated: it is personal data. */
const lineProblemSchema = z.object({ line: z.int(), detail: z.string() });

export const iysImportedSchema = z.object({
  rows: z.int(),
  stored: z.int(),
  /** They were there already. */
  repeated: z.int(),
  problems: z.array(lineProblemSchema),
});

export const iysExportQuerySchema = z.object({ since: instantSchema, brand: brandSchema });
export type IysExportQuery = z.infer<typeof iysExportQuerySchema>;

export const iysExportSchema = z.object({
  /** CSV for İYS. */
  file: z.string(),
  rows: z.int(),
  /** When the oldest of it was said. */
  oldestUnsynced: z.optional(z.string()),
  /** By when İYS must have that. */
  syncBy: z.optional(z.string()),
  /** The next call's `since`. */
  next: z.string(),
  /** There is more already: call again at once. */
  more: z.boolean(),
  /** Addresses that cannot be told, because the event is gone that named them. */
  withoutAddress: z.int(),
});

export const iysComparisonSchema = z.strictObject({
  name: z._default(nameSchema, "reconciliation.csv"),
  brand: brandSchema,
  text: textSchema,
});
export type IysComparison = z.infer<typeof iysComparisonSchema>;

export const iysComparisonQuerySchema = z.object({
  /** Takes over what wins there. */
  apply: z._default(z.enum(["true", "false"]), "false"),
  /** Words of ours that are older are not looked at; two years unless it says otherwise. */
  since: z.optional(instantSchema),
});
export type IysComparisonQuery = z.infer<typeof iysComparisonQuerySchema>;

const wordSchema = z.object({ status: z.enum(["ONAY", "RET"]), at: z.string(), source: z.string() });

export const iysDifferenceSchema = z.object({
  recipient: z.string(),
  recipientType: z.string(),
  type: z.string(),
  ours: z.optional(wordSchema),
  theirs: z.optional(wordSchema),
  wins: z.enum(["ours", "theirs"]),
  /** `never-agreed`: İYS takes a refusal only of those who had agreed, so it is held back. */
  why: z.enum(["missing", "newer", "refusal", "never-agreed"]),
});
export type IysDifference = z.infer<typeof iysDifferenceSchema>;

export const iysComparedSchema = z.object({
  rows: z.int(),
  problems: z.array(lineProblemSchema),
  toImport: z.int(),
  toExport: z.int(),
  heldBack: z.int(),
  /** The first of them; those that are held back come last. */
  differences: z.array(iysDifferenceSchema),
  /** CSV for İYS of what it lacks: the first rows of it. */
  file: z.string(),
  withoutAddress: z.int(),
  /** What was taken over; `left` is for another call. */
  applied: z.optional(z.object({ stored: z.int(), repeated: z.int(), left: z.int() })),
});
