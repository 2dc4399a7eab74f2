/** The envelope of every domain event: ids and facts, never message text, names, numbers or addresses. */
import * as z from "zod/mini";

export const metadataSchema = z.object({
  /** The same on every repetition: consumers are idempotent on it. */
  id: z.string(),
  occurredAt: z.string(),
  /** The contact event that everything downstream goes back to. */
  correlationId: z.string(),
  /** What caused this event: a contact event's or a domain event's id. */
  causationId: z.string(),
  version: z.literal(1),
});

export const envelope = <Data extends z.ZodMiniType>(data: Data) =>
  z.object({ metadata: metadataSchema, data });
