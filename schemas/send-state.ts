/** How far a send is: apart from the rest of it, for those who store events and know no more of sends. */
import * as z from "zod/mini";

/**
 * `queued`: accepted by us, not yet handed over. `handing-over`: the provider is being asked. `accepted`: the provider
 * has it. `refused`: it will never be sent. `suppressed`: consent, window or quiet hours forbade it before it was
 * handed over. `uncertain`: nobody knows whether the provider has it; an agent decides.
 */
export const sendStateSchema = z.enum([
  "queued",
  "handing-over",
  "accepted",
  "refused",
  "suppressed",
  "uncertain",
]);
