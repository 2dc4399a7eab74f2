/** Routes by which admins make, change, try out and switch channels that are configuration alone, and staff learn their names. */

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
import type {
  ChannelName,
  ChannelRequest,
  ChannelView,
  TryOutRequest,
} from "../../../schemas/api/channel-shapes.ts";
import type { ConfiguredChannel } from "../../../schemas/channel-config.ts";
import type { RoutingPolicy } from "../../../schemas/routing/policy.ts";

export interface ConfiguredDeps extends ChangeDeps {
  /** The one in force. */
  readonly routingPolicy: () => Promise<RoutingPolicy>;
  readonly expressionProblem: ExpressionProblem;
  /** Whether ops keep an endpoint of the generic channel with that name: its calls go there. */
  readonly isKeptByOps: (endpointId: string) => Promise<boolean>;
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
  const missing = (
    { config, secrets }: Pick<ConfiguredChannel, "config" | "secrets">,
    policy: RoutingPolicy,
  ) => missingOf(config, { policy, secretCount: secrets.length });
  const inForceAt = (savedAt: string) => new Date(Date.parse(savedAt) + deps.inForceAfterMs).toISOString();
  const view = ({ secrets, ...channel }: ConfiguredChannel, policy: RoutingPolicy): ChannelView => ({
    ...channel,
    path: pathOf(channel.endpointId),
    inForceAt: inForceAt(channel.savedAt),
    secretCount: secrets.length,
    missing: missing({ config: channel.config, secrets }, policy),
  });
  const shownBy = (policy: RoutingPolicy) => (channel: ConfiguredChannel | undefined) =>
    channel === undefined ? done : ok(view(channel, policy));
  const answerOf = (
    changed: Changed<Refusal>,
    shown: (channel: ConfiguredChannel | undefined) => Answer<unknown>,
  ): Answer<unknown> => {
    switch (changed.kind) {
      case "changed":
        return shown(changed.channel);
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
  const notReady = (channel: Pick<ConfiguredChannel, "config" | "secrets">, policy: RoutingPolicy) => {
    const lacks = missing(channel, policy);
    if (lacks.length === 0) return undefined;
    return conflict(
      `not ready to go live: ${lacks.map(({ part, detail }) => `${part}: ${detail}`).join("; ")}`,
      lacks.map(({ pointer, detail }) => ({ pointer, detail })),
    );
  };

  return {
    listChannelNames: async () => {
      const { channels } = await deps.channels.read();
      const { provider } = deps.generic.adapter;
      return ok({
        items: channels.map(({ endpointId, config }): ChannelName => {
          return { provider, endpointId, displayName: config.displayName };
        }),
      });
    },

    listChannels: async () => {
      const [{ channels }, policy] = await Promise.all([deps.channels.read(), deps.routingPolicy()]);
      const items = channels.map((channel) => view(channel, policy));
      return ok({ items: items.sort((one, other) => (one.endpointId < other.endpointId ? -1 : 1)) });
    },

    getChannel: async ({ path }: Input<ChannelPath, unknown, unknown>) => {
      const { channels } = await deps.channels.read();
      const channel = channels.find(({ endpointId }) => endpointId === path.endpointId);
      return channel === undefined ? notFound : ok(view(channel, await deps.routingPolicy()));
    },

    saveChannel: async ({ path, body, caller }: Input<ChannelPath, unknown, ChannelRequest>) => {
      const { config } = body;
      if (await deps.isKeptByOps(path.endpointId)) return taken;
      const policy = await deps.routingPolicy();
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
          const lacks = active ? notReady({ config, secrets }, policy) : undefined;
          if (lacks !== undefined) return refused(lacks);
          return { kind: "change", act: "saved", to: { active, secrets, config } };
        },
      );
      return answerOf(changed, shownBy(policy));
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
      return answerOf(changed, () => done);
    },

    activateChannel: async ({ path, body, caller }: Input<ChannelPath, unknown, { active: boolean }>) => {
      const { active } = body;
      if (active && (await deps.isKeptByOps(path.endpointId))) return taken;
      const act: ChannelRecord["act"] = active ? "activated" : "deactivated";
      const policy = await deps.routingPolicy();
      const changed = await changeChannels(
        deps,
        { endpointId: path.endpointId, by: caller.agentId },
        (before): Decision<Refusal> => {
          if (before === undefined) return refused(notFound);
          const { secrets, config } = before;
          const lacks = active ? notReady(before, policy) : undefined;
          if (lacks !== undefined) return refused(lacks);
          return { kind: "change", act, to: { active, secrets, config } };
        },
      );
      return answerOf(changed, shownBy(policy));
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

const taken = conflict("ops keep an endpoint with this name, and its calls go there: choose another");

const pathOf = (endpointId: string) => `/v1/ingest/standard/${endpointId}`;

async function savedConfig({ channels }: ConfiguredDeps, endpointId: string) {
  const list = await channels.read();
  return list.channels.find((one) => one.endpointId === endpointId)?.config;
}
