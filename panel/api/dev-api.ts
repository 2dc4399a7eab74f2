/** The part of the API that exists on a laptop only: test endpoints with their secrets, and tokens for the asking. */
import * as z from "zod/mini";
import { type Fetch, fetchJson } from "./http.ts";

const endpointSchema = z.object({
  provider: z.string(),
  endpointId: z.string(),
  path: z.string(),
  secrets: z.array(z.string()).check(z.minLength(1)),
});
export type DevEndpoint = z.infer<typeof endpointSchema>;

const tokenSchema = z.object({ token: z.string() });

export const roles = ["agent", "supervisor", "admin", "analyst"] as const;
export type Role = (typeof roles)[number];

/** @returns the webhooks one may sign for, or nothing where this is not a laptop */
export async function readDevEndpoints(fetch: Fetch): Promise<DevEndpoint[] | undefined> {
  try {
    return await fetchJson(fetch, z.array(endpointSchema), "/v1/dev/endpoints");
  } catch {
    return undefined;
  }
}

export async function readDevToken(fetch: Fetch, role: Role): Promise<string> {
  const init = {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ role }),
  };
  return (await fetchJson(fetch, tokenSchema, "/v1/dev/token", init)).token;
}
