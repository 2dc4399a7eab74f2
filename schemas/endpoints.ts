/** The endpoints secret: who may call which webhook. The same list as `local/endpoints.json`. */
import * as z from "zod/mini";

export const endpointSchema = z.object({
  provider: z.string(),
  endpointId: z.string(),
  /** Newest first; more than one while a secret is being rotated. */
  secrets: z.array(z.string()),
  /** Meta's handshake token. */
  verifyToken: z.optional(z.string()),
});

export const endpointsSchema = z.array(endpointSchema);
