/** The SLA clocks of a case, as the staff API shows them. */
import * as z from "zod/mini";

export const clockStates = ["running", "paused", "met", "breached"] as const;

const clockSchema = z.object({
  targetMinutes: z.int(),
  /** Whole working minutes so far. */
  elapsedMinutes: z.int(),
  state: z.enum(clockStates),
  /** When it breaches if it keeps running; absent while it does not run. */
  dueAt: z.optional(z.string()),
  breachedAt: z.optional(z.string()),
});

export const slaSchema = z.object({ firstResponse: clockSchema, resolution: clockSchema });
export type Sla = z.infer<typeof slaSchema>;
