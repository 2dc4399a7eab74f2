/** A desk for channel admins: the API on a list, a turn and a clock in memory. */
import { adapter } from "../../../adapters/channels/standard/index.ts";
import { reader } from "../../../adapters/channels/standard/later.ts";
import { expressionProblem } from "../../../adapters/jsonata/expression.ts";
import type { ChannelRecord } from "../../../domain/channels/change-channels.ts";
import { defaultRoutingPolicy } from "../../../domain/routing/default-routing-policy.ts";
import { createHandler, type HandlerDeps } from "../../../functions/serve-channels-api/handler.ts";
import { type Route, routeKeyOf } from "../../../schemas/api/route.ts";
import type { ConfiguredChannels } from "../../../schemas/channel-config.ts";
import { inert } from "../../support/events.ts";

export interface Asked {
  readonly endpointId?: string;
  readonly body?: object;
  readonly role?: string;
}

export function channelDesk(changes: Partial<HandlerDeps> = {}) {
  const kept = {
    list: { version: 0, channels: [] } as ConfiguredChannels,
    records: [] as ChannelRecord[],
    time: Date.parse("2026-11-22T09:00:00.000Z"),
    turn: { version: 0, written: 0, held: false },
    waits: 0,
  };
  const handle = createHandler(
    inert<HandlerDeps>({
      rolesClaim: "groups",
      turns: {
        take: async () => {
          if (kept.turn.held) return undefined;
          kept.turn = { ...kept.turn, version: kept.turn.version + 1, held: true };
          return { ...kept.turn };
        },
        record: async (record) => void kept.records.push(record),
        giveBack: async ({ version }, written) => {
          kept.turn = { ...kept.turn, held: false, ...(written ? { written: version } : {}) };
        },
      },
      channels: {
        read: async () => structuredClone(kept.list),
        write: async (list) => {
          kept.list = list;
          return "written";
        },
      },
      routingPolicy: async () => defaultRoutingPolicy,
      isKeptByOps: async (endpointId) => endpointId === "demo",
      expressionProblem,
      generic: { adapter, reader },
      publicBaseUrl: "https://hooks.example.com",
      inForceAfterMs: 30_000,
      untilSeen: async () => {
        kept.waits += 1;
      },
      now: () => new Date(kept.time),
      ...changes,
    }),
  );
  const call = async (route: Route, { endpointId = "shop", body, role = "admin" }: Asked = {}) => {
    const answer = await handle({
      routeKey: routeKeyOf(route),
      pathParameters: { endpointId },
      body: body === undefined ? undefined : JSON.stringify(body),
      requestContext: { authorizer: { jwt: { claims: { groups: `[${role}]`, sub: "admin-1" } } } },
    });
    const parsed = answer.body === undefined ? undefined : JSON.parse(answer.body);
    if (answer.statusCode === 200) route.answer.parse(parsed);
    return { status: answer.statusCode, body: parsed, text: answer.body ?? "" };
  };
  return { call, kept };
}
