/** The endpoints and their secrets: one secret that ops keep (docs/runbook.md), one that the staff API writes. */
import type { Endpoint } from "../../domain/ingest/channel-adapter.ts";
import { channelsInForceSchema } from "../../schemas/channel-reading.ts";
import { endpointsSchema } from "../../schemas/endpoints.ts";
import { cached, type ReadSecret } from "./secrets.ts";

export interface Endpoints {
  /** `undefined` when nobody set up this endpoint, or it is switched off. */
  find(provider: string, endpointId: string): Promise<Endpoint | undefined>;
  /** As `find`, after a look at what is new: for a caller who is not known, or whose signature did not match. */
  findFresh(provider: string, endpointId: string): Promise<Endpoint | undefined>;
  /** As `find`, also one that has been switched off: for deliveries that were taken before that. */
  findForKept(provider: string, endpointId: string): Promise<Endpoint | undefined>;
  /** All that are in force, those of ops first, in their order. */
  all(): Promise<readonly Endpoint[]>;
}

const usualAgeMs = 5 * 60_000;
/** Wrong signatures make us read the secret at most this often. */
const freshAgeMs = 10_000;

/** A configured channel that was changed is what it was for so long, at most. */
export const channelUsualAgeMs = 30_000;
/** One that is not known yet, or switched off, or whose signature did not match, is looked up this often. */
export const channelFreshAgeMs = 1_000;

/** The provider whose endpoints may be configured channels. */
const configurable = "standard";

/**
 * Of two that have the same name, the one that ops keep counts.
 *
 * @param channelsId the secret of the configured channels; absent where there is nothing to do for them
 */
export function secretEndpoints(
  readSecret: ReadSecret,
  secretId: string,
  now: () => number,
  channelsId?: string,
): Endpoints {
  const kept = cached(async () => endpointsSchema.parse(JSON.parse(await readSecret(secretId))), now);
  const configured =
    channelsId === undefined ? undefined : cached(() => readChannels(readSecret, channelsId), now);
  const keptOne = async (maxAgeMs: number, provider: string, endpointId: string) =>
    (await kept.read(maxAgeMs)).find((one) => one.provider === provider && one.endpointId === endpointId);
  const configuredOne = async (maxAgeMs: number, provider: string, endpointId: string) =>
    provider === configurable ? (await configured?.read(maxAgeMs))?.get(endpointId) : undefined;
  const inForce = (channel: Configured | undefined) => (channel?.active ? channel.endpoint : undefined);
  return {
    all: async () => {
      const channels = [
        ...((await configured?.read(channelUsualAgeMs)) ?? new Map<string, Configured>()).values(),
      ];
      return [...(await kept.read(usualAgeMs)), ...channels.flatMap((channel) => inForce(channel) ?? [])];
    },
    find: async (provider, endpointId) =>
      (await keptOne(usualAgeMs, provider, endpointId)) ??
      inForce(await configuredOne(channelUsualAgeMs, provider, endpointId)),
    findFresh: async (provider, endpointId) =>
      (await keptOne(freshAgeMs, provider, endpointId)) ??
      inForce(await configuredOne(channelFreshAgeMs, provider, endpointId)),
    findForKept: async (provider, endpointId) =>
      (await keptOne(usualAgeMs, provider, endpointId)) ??
      (
        (await configuredOne(channelUsualAgeMs, provider, endpointId)) ??
        (await configuredOne(channelFreshAgeMs, provider, endpointId))
      )?.endpoint,
  };
}

interface Configured {
  readonly active: boolean;
  readonly endpoint: Endpoint;
}

async function readChannels(readSecret: ReadSecret, secretId: string): Promise<Map<string, Configured>> {
  const { channels } = channelsInForceSchema.parse(JSON.parse(await readSecret(secretId)));
  return new Map(
    channels.map(({ endpointId, active, secrets, config: { brand, ...config } }) => [
      endpointId,
      { active, endpoint: { provider: configurable, endpointId, secrets, account: {}, brand, config } },
    ]),
  );
}
