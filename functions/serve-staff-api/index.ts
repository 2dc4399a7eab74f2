/** Cold start of `serve-staff-api`. */
import { jsonCalls } from "../../adapters/aws/json-call.ts";
import { signedRequests } from "../../adapters/aws/signed-request.ts";
import { dynamoClient } from "../../adapters/dynamodb/client.ts";
import { ownerOf } from "../../adapters/dynamodb/customers.ts";
import { customerView, liveContacts } from "../../adapters/dynamodb/staff-views.ts";
import { isReachable } from "../../adapters/dynamodb/table-health.ts";
import { dynamoTimelineReader } from "../../adapters/dynamodb/timeline-reader.ts";
import { httpFunction } from "../../adapters/lambda/http-function.ts";
import { consoleObserve } from "../../adapters/observability/observe.ts";
import { s3Bodies } from "../../adapters/s3/bodies.ts";
import { cached, secretsManager } from "../../adapters/secrets/secrets.ts";
import openApi from "../../schemas/api/openapi.json" with { type: "json" };
import { environments } from "../../schemas/environment.ts";
import { createHandler } from "./handler.ts";

const env = environments["serve-staff-api"].parse(process.env);
const table = { client: dynamoClient(process.env), tableName: env.TABLE_NAME };
const bodies = s3Bodies(signedRequests("s3", process.env), env.BODIES_BUCKET);
const readSecret = secretsManager(jsonCalls("secretsmanager", process.env));
const pepper = cached(() => readSecret(env.PEPPER_SECRET_ID), Date.now);

export const handler = httpFunction(
  createHandler({
    findOwner: (identifierId) => ownerOf(table, identifierId),
    findCustomer: (customerId) => customerView(table, customerId),
    timelines: dynamoTimelineReader(table, bodies),
    recentContacts: (limit) => liveContacts(table, bodies, limit),
    isTableReachable: () => isReachable(table),
    pepper: () => pepper.read(Number.POSITIVE_INFINITY),
    liveUrl: env.LIVE_URL,
    panelConfig: { issuer: env.ISSUER, clientId: env.CLIENT_ID, stage: env.STAGE },
    openApi,
    rolesClaim: env.ROLES_CLAIM,
    now: () => new Date(),
  }),
  consoleObserve(),
);
