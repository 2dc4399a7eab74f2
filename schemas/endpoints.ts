/** The endpoints secret: who may call which webhook, and by whom we send. The same list as `local/endpoints.json`. */
import * as z from "zod/mini";

/** Of a company that has one. */
export const defaultBrand = "default";

export const endpointSchema = z.object({
  provider: z.string(),
  endpointId: z.string(),
  /** Newest first; more than one while a secret is being rotated. */
  secrets: z.array(z.string()),
  /** Meta's handshake token. */
  verifyToken: z.optional(z.string()),
  /** What reading and sending take beside the secrets, by provider: ids, addresses, tokens (docs/channels.md). */
  account: z._default(z.record(z.string(), z.string()), {}),
  /** Whose name it carries: consents are given to a brand. */
  brand: z._default(z.string(), defaultBrand),
});

export const endpointsSchema = z.array(endpointSchema);
