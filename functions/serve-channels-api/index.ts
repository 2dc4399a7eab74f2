/** Cold start of `serve-channels-api`. */
import { setTimeout } from "node:timers/promises";
import { jsonCalls } from "../../adapters/aws/json-call.ts";
import { adapter, reader } from "../../adapters/channels/generic-channel.ts";
import { dynamoChannelTurns } from "../../adapters/dynamodb/channel-turns.ts";
import { readPolicy } from "../../adapters/dynamodb/policies.ts";
import { dynamoTable } from "../../adapters/dynamodb/table-call.ts";
import { expressionProblem } from "../../adapters/jsonata/expression.ts";
import { httpFunction } from "../../adapters/lambda/http-function.ts";
import { consoleObserve } from "../../adapters/observability/observe.ts";
import { secretChannels } from "../../adapters/secrets/channels.ts";
import { channelFreshAgeMs, channelUsualAgeMs, secretEndpoints } from "../../adapters/secrets/endpoints.ts";
import { secretsManager } from "../../adapters/secrets/secrets.ts";
import { environments } from "../../schemas/environment.ts";
import { createHandler } from "./handler.ts";

const env = environments["serve-channels-api"].parse(process.env);
const table = dynamoTable(process.env, env.TABLE_NAME);
const secrets = jsonCalls("secretsmanager", process.env);
const readSecret = secretsManager(secrets);
const { provider } = adapter;
const kept = secretEndpoints(readSecret, env.ENDPOINTS_SECRET_ID, Date.now);
const now = () => new Date();

/** Above the age by which receivers look again, for Secrets Manager to show what was written. */
const marginMs = 500;

export const handler = httpFunction(
  createHandler({
    turns: dynamoChannelTurns(table),
    channels: secretChannels(readSecret, secrets, env.CHANNELS_SECRET_ID),
    routingPolicy: async () => (await readPolicy(table, "routing")).policy,
    isKeptByOps: async (endpointId) => (await kept.findFresh(provider, endpointId)) !== undefined,
    expressionProblem,
    generic: { adapter, reader },
    publicBaseUrl: env.PUBLIC_BASE_URL.replace(/\/$/, ""),
    untilSeen: () => setTimeout(channelFreshAgeMs + marginMs),
    inForceAfterMs: channelUsualAgeMs,
    now,
    rolesClaim: env.ROLES_CLAIM,
  }),
  consoleObserve(),
);
