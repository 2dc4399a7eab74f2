/** The endpoints and their secrets, from one secret that ops keep (docs/runbook.md). */
import type { Endpoint } from "../../domain/ingest/channel-adapter.ts";
import { endpointsSchema } from "../../schemas/endpoints.ts";
import { cached, type ReadSecret } from "./secrets.ts";

export interface Endpoints {
  /** `undefined` when nobody set up this endpoint. */
  find(provider: string, endpointId: string): Promise<Endpoint | undefined>;
  /** As `find`, after a look at what is new: for a caller whose signature did not match. */
  findFresh(provider: string, endpointId: string): Promise<Endpoint | undefined>;
}

const usualAgeMs = 5 * 60_000;
/** Wrong signatures make us read the secret at most this often. */
const freshAgeMs = 10_000;

export function secretEndpoints(readSecret: ReadSecret, secretId: string, now: () => number): Endpoints {
  const all = cached(async () => endpointsSchema.parse(JSON.parse(await readSecret(secretId))), now);
  const find = async (maxAgeMs: number, provider: string, endpointId: string) =>
    (await all.read(maxAgeMs)).find((e) => e.provider === provider && e.endpointId === endpointId);
  return {
    find: (provider, endpointId) => find(usualAgeMs, provider, endpointId),
    findFresh: (provider, endpointId) => find(freshAgeMs, provider, endpointId),
  };
}
