/** Consents: the entries of the ledger, and the policy by which sends are judged. */
import * as z from "zod/mini";
import { levelSchema } from "./contact-event.ts";
import { purposeSchema } from "./send.ts";

/** Why one may write to somebody. `request`: they have written to us, and wait for an answer. */
export const legalBases = [
  "consent",
  "contract",
  "legitimate-interest",
  "legal-obligation",
  "request",
] as const;
export const legalBasisSchema = z.enum(legalBases);
export type LegalBasis = z.infer<typeof legalBasisSchema>;

/** The purpose of a word that is about all of them: "STOP". */
export const everyPurpose = "*";

/** One word of a person on one consent. Never changed: whoever thinks otherwise says another word. */
export const consentEntrySchema = z.object({
  /** The same on every repetition: the event and the identifier. */
  entryId: z.string(),
  /** Of the address, as if it was verified: what somebody typed and what was proven is one ledger. */
  identifierId: z.string(),
  brand: z.string(),
  /** {@link everyPurpose} for all. */
  purpose: z.string(),
  channel: z.string(),
  legalBasis: legalBasisSchema,
  state: z.enum(["granted", "denied"]),
  /** When it was said; never after `recordedAt`. */
  at: z.string(),
  /** When we heard it. */
  recordedAt: z.string(),
  /** Whether who said it has proven that the address is theirs. */
  level: levelSchema,
  /** `keyword`, `provider`, or as the event names it: `web-form`, `import:iys`. */
  source: z.string(),
  eventId: z.string(),
  /** Where its event stands on the timeline: there, and nowhere else, the address can be read. */
  timeline: z.optional(z.object({ home: z.string(), occurredAt: z.string() })),
  /** Where it was read, when that was a file. */
  evidence: z.optional(z.object({ file: z.string(), row: z.int() })),
});
export type ConsentEntry = z.infer<typeof consentEntrySchema>;

const timeOfDaySchema = z.string().check(z.regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, "a time such as 21:00"));
const wordsSchema = z.array(z.string()).check(z.maxLength(50));

export const consentPolicySchema = z.strictObject({
  /** Local time of the customer; from and to equal: there are none. */
  quietHours: z.strictObject({
    from: timeOfDaySchema,
    to: timeOfDaySchema,
    /** Who has written less than so many minutes ago is awake, and gets the answer. */
    replyMinutes: z.int().check(z.minimum(0)),
  }),
  /** Of customers of whom neither the profile nor the phone number says where they are. */
  defaultZone: z.string(),
  /** What a purpose relies on. One that is left out needs consent. */
  legalBasisByPurpose: z.record(purposeSchema, legalBasisSchema),
  /** A message that is so old is no request any more. */
  requestDays: z.int().check(z.minimum(1)),
  /** Nobody hears twice of the same reason within so many hours, on any channel. */
  sameReasonHours: z.int().check(z.minimum(0)),
  /** Words of our own beside those that everybody knows. */
  words: z.strictObject({ stop: wordsSchema, start: wordsSchema, help: wordsSchema }),
});
export type ConsentPolicy = z.infer<typeof consentPolicySchema>;
