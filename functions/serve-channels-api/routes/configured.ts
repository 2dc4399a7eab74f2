/** Routes by which admins make, change, try out and switch channels that are configuration alone. */

import {
  type ChangeDeps,
  type Changed,
  type ChannelRecord,
  changeChannels,
  type Decision,
} from "../../../domain/channels/change-channels.ts";
import { configProblem, type ExpressionProblem } from "../../../domain/channels/config-problem.ts";
import { missingOf } from "../../../domain/channels/readiness.ts";
import { type TryOutDeps, tryOut } from "../../../domain/channels/try-out.ts";
import {
  type Answer,
  conflict,
  done,
  type Input,
  invalid,
  notFound,
  ok,
} from "../../../schemas/api/answer.ts";
import type { ChannelRequest, ChannelView, TryOutRequest } from "../../../schemas/api/channel-shapes.ts";
import type { ConfiguredChannel } from "../../../schemas/channel-config.ts";

export interface ConfiguredDeps extends ChangeDeps {
  /** The lines of the routing policy in force. */
  readonly queueIds: () => Promise<readonly string[]>;
  readonly expressionProblem: ExpressionProblem;
  /** The channel that every configured one is an endpoint of. */
  readonly generic: TryOutDeps;
  /** Scheme and host that providers call. */
  readonly publicBaseUrl: string;
  /** So long at most a receiver goes by what it has read of a channel that it knows. */
  readonly inForceAfterMs: number;
}

type ChannelPath = { readonly endpointId: string };
type Refusal = Answer<never>;

const refused = (refusal: Refusal): Decision<Refusal> => ({ kind: "refused", refusal });

export function configuredRoutes(deps: ConfiguredDeps) {
  const missing = (channel: Pick<ConfiguredChannel, "config" | "secrets">, queues: readonly string[]) =>
    missingOf(channel.config, { queueIds: queues, secretCount: channel.secrets.length });
  const inForceAt = (savedAt: string) => new Date(Date.parse(savedAt) + deps.inForceAfterMs).toISOString();
  const view = ({ secrets, ...channel }: ConfiguredChannel, queues: readonly string[]): ChannelView => ({
    ...channel,
    path: pathOf(channel.endpointId),
    inForceAt: inForceAt(channel.savedAt),
    secretCount: secrets.length,
    missing: missing({ config: channel.config, secrets }, queues),
  });
  const answerOf = (changed: Changed<Refusal>, queues: readonly string[]): Answer<unknown> => {
    switch (changed.kind) {
      case "changed":
        return changed.channel === undefined ? done : ok(view(changed.channel, queues));
      case "refused":
        return changed.refusal;
      case "busy":
        return conflict("somebody is changing a channel at this moment: try again in some seconds");
      case "too-large":
        return conflict(
          "the configured channels are 64 KiB in all, which is the limit: shorten or remove one",
        );
    }
  };
  const notReady = (channel: Pick<ConfiguredChannel, "config" | "secrets">, queues: readonly string[]) => {
    const lacks = missing(channel, queues);
    if (lacks.length === 0) return undefined;
    return conflict(
      `not ready to go live: ${lacks.map(({ part, detail }) => `${part}: ${detail}`).join("; ")}`,
      lacks.map(({ part, detail }) => ({ pointer: `/${part}`, detail })),
    );
  };

  return {
    listChannels: async () => {
      const [{ channels }, queues] = await Promise.all([deps.channels.read(), deps.queueIds()]);
      const items = channels.map((channel) => view(channel, queues));
      return ok({ items: items.sort((one, other) => (one.endpointId < other.endpointId ? -1 : 1)) });
    },

    getChannel: async ({ path }: Input<ChannelPath, unknown, unknown>) => {
      const { channels } = await deps.channels.read();
      const channel = channels.find(({ endpointId }) => endpointId === path.endpointId);
      return channel === undefined ? notFound : ok(view(channel, await deps.queueIds()));
    },

    saveChannel: async ({ path, body, caller }: Input<ChannelPath, unknown, ChannelRequest>) => {
      const { config } = body;
      const queues = await deps.queueIds();
      const changed = await changeChannels(
        deps,
        { endpointId: path.endpointId, by: caller.agentId },
        (before): Decision<Refusal> => {
          const secrets = body.secrets ?? before?.secrets;
          if (secrets === undefined) return refused(invalid("/secrets", "a new channel needs one at least"));
          // Also of secrets that stay: they may have been for another way to sign.
          const unfit = configProblem(deps.expressionProblem, config, secrets);
          if (unfit !== undefined) return refused(invalid(unfit.pointer, unfit.detail));
          const active = before?.active ?? false;
          const lacks = active ? notReady({ config, secrets }, queues) : undefined;
          if (lacks !== undefined) return refused(lacks);
          return { kind: "change", act: "saved", to: { active, secrets, config } };
        },
      );
      return answerOf(changed, queues);
    },

    removeChannel: async ({ path, caller }: Input<ChannelPath, unknown, unknown>) => {
      const now = deps.now().toISOString();
      const changed = await changeChannels(
        deps,
        { endpointId: path.endpointId, by: caller.agentId },
        (before): Decision<Refusal> => {
          if (before === undefined) return refused(notFound);
          if (before.active) return refused(conflict("it is active: switch it off first"));
          if (inForceAt(before.savedAt) > now)
            return refused(conflict(`receivers may still take its calls until ${inForceAt(before.savedAt)}`));
          return { kind: "change", act: "removed" };
        },
      );
      return answerOf(changed, []);
    },

    activateChannel: async ({ path, body, caller }: Input<ChannelPath, unknown, { active: boolean }>) => {
      const { active } = body;
      const act: ChannelRecord["act"] = active ? "activated" : "deactivated";
      const queues = await deps.queueIds();
      const changed = await changeChannels(
        deps,
        { endpointId: path.endpointId, by: caller.agentId },
        (before): Decision<Refusal> => {
          if (before === undefined) return refused(notFound);
          const { secrets, config } = before;
          const lacks = active ? notReady(before, queues) : undefined;
          if (lacks !== undefined) return refused(lacks);
          return { kind: "change", act, to: { active, secrets, config } };
        },
      );
      return answerOf(changed, queues);
    },

    tryOutChannel: async ({ path, body }: Input<ChannelPath, unknown, TryOutRequest>) => {
      const { sample, secrets } = body;
      const config = body.config ?? (await savedConfig(deps, path.endpointId));
      if (config === undefined) return notFound;
      const problem = configProblem(deps.expressionProblem, config, secrets ?? []);
      if (problem !== undefined) return invalid(problem.pointer, problem.detail);
      const { endpointId } = path;
      const url = `${deps.publicBaseUrl}${pathOf(endpointId)}`;
      return ok(await tryOut(deps.generic, { endpointId, url, config, sample, secrets, now: deps.now() }));
    },
  };
}

const pathOf = (endpointId: string) => `/v1/ingest/standard/${endpointId}`;

async function savedConfig({ channels }: ConfiguredDeps, endpointId: string) {
  const list = await channels.read();
  return list.channels.find((one) => one.endpointId === endpointId)?.config;
}
