/** Cold start of `receive-webhook`. Its bundle and its cold start have budgets: see bench/. */
import { jsonCalls } from "../../adapters/aws/json-call.ts";
import { signedRequests } from "../../adapters/aws/signed-request.ts";
import { adapters } from "../../adapters/channels/listed/adapters.ts";
import { dynamoFirstReceipts, dynamoTimelines } from "../../adapters/dynamodb/timelines.ts";
import { httpFunction } from "../../adapters/lambda/http-function.ts";
import { consoleObserve } from "../../adapters/observability/observe.ts";
import { s3Bodies } from "../../adapters/s3/bodies.ts";
import { secretEndpoints } from "../../adapters/secrets/endpoints.ts";
import { cached, secretsManager } from "../../adapters/secrets/secrets.ts";
import { sqsDeferredEvents } from "../../adapters/sqs/deferred-events.ts";
import { environments } from "../../schemas/environment.ts";
import { createHandler } from "./handler.ts";

const env = environments["receive-webhook"].parse(process.env);
const observe = consoleObserve();
const table = { call: jsonCalls("dynamodb", process.env), tableName: env.TABLE_NAME };
const bodies = s3Bodies(signedRequests("s3", process.env), env.BODIES_BUCKET);
const readSecret = secretsManager(jsonCalls("secretsmanager", process.env));
const pepper = cached(() => readSecret(env.PEPPER_SECRET_ID), Date.now);
const endpoints = secretEndpoints(readSecret, env.ENDPOINTS_SECRET_ID, Date.now);
// Both are under way while the rest loads; a call that finds them failed asks again, and answers for it.
void Promise.allSettled([pepper.read(Number.POSITIVE_INFINITY), endpoints.find("", "")]);

export const handler = httpFunction(
  createHandler({
    adapterOf: (provider) => adapters[provider],
    endpoints,
    pepper: () => pepper.read(Number.POSITIVE_INFINITY),
    defaultCountry: env.DEFAULT_COUNTRY,
    keep: async () => {
      throw new Error("no channel reads deliveries later");
    },
    accept: {
      store: { timelines: dynamoTimelines(table, bodies), firstReceipts: dynamoFirstReceipts(table) },
      deferred: sqsDeferredEvents(jsonCalls("sqs", process.env), env.INGEST_QUEUE_URL),
      onDeferred: (eventId, cause) => {
        observe.count("EventDeferred", {});
        observe.warn("EVENT_DEFERRED", { eventId }, cause);
      },
    },
    publicBaseUrl: env.PUBLIC_BASE_URL.replace(/\/$/, ""),
    now: () => new Date(),
    count: observe.count,
  }),
  observe,
);
