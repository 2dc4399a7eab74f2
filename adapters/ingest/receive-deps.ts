/** What every function that receives webhooks is made of: it reads other channels, and does the same with them. */
import type { ChannelAdapter } from "../../domain/ingest/channel-adapter.ts";
import { keepDelivery } from "../../domain/ingest/kept-deliveries.ts";
import type { ReceiveDeps } from "../../domain/ingest/receive-delivery.ts";
import type { Environment } from "../../schemas/environment.ts";
import { jsonCalls } from "../aws/json-call.ts";
import { signedRequests } from "../aws/signed-request.ts";
import { dynamoFirstReceipts, dynamoTimelines } from "../dynamodb/timelines.ts";
import type { Observe } from "../observability/observe.ts";
import { s3Bodies } from "../s3/bodies.ts";
import { s3KeptDeliveries } from "../s3/kept-deliveries.ts";
import { secretEndpoints } from "../secrets/endpoints.ts";
import { cached, secretsManager } from "../secrets/secrets.ts";
import { sqsDeferredEvents } from "../sqs/deferred-events.ts";
import { sqsUnreadDeliveries } from "../sqs/unread-deliveries.ts";

/** Asks for the secrets at once: to be called at cold start. */
export function receiveDeps(
  adapters: Readonly<Record<string, ChannelAdapter>>,
  env: Environment<"receive-webhook">,
  processEnv: NodeJS.ProcessEnv,
  observe: Observe,
): ReceiveDeps {
  const table = { call: jsonCalls("dynamodb", processEnv), tableName: env.TABLE_NAME };
  const s3 = signedRequests("s3", processEnv);
  const bodies = s3Bodies(s3, env.BODIES_BUCKET);
  const sqs = jsonCalls("sqs", processEnv);
  const deliveries = s3KeptDeliveries(s3, env.BODIES_BUCKET);
  const unread = sqsUnreadDeliveries(sqs, env.DELIVERIES_QUEUE_URL);
  const readSecret = secretsManager(jsonCalls("secretsmanager", processEnv));
  const pepper = cached(() => readSecret(env.PEPPER_SECRET_ID), Date.now);
  const endpoints = secretEndpoints(readSecret, env.ENDPOINTS_SECRET_ID, Date.now, env.CHANNELS_SECRET_ID);
  // Both are under way while the rest loads; a call that finds them failed asks again, and answers for it.
  void Promise.allSettled([pepper.read(Number.POSITIVE_INFINITY), endpoints.find("", "")]);
  return {
    adapterOf: (provider) => adapters[provider],
    endpoints,
    pepper: () => pepper.read(Number.POSITIVE_INFINITY),
    defaultCountry: env.DEFAULT_COUNTRY,
    keep: (delivery) => keepDelivery({ deliveries, unread }, delivery),
    accept: {
      store: { timelines: dynamoTimelines(table, bodies), firstReceipts: dynamoFirstReceipts(table) },
      deferred: sqsDeferredEvents(sqs, env.INGEST_QUEUE_URL),
      onDeferred: (eventId, cause) => {
        observe.count("EventDeferred", {});
        observe.warn("EVENT_DEFERRED", { eventId }, cause);
      },
    },
    publicBaseUrl: env.PUBLIC_BASE_URL.replace(/\/$/, ""),
    now: () => new Date(),
    count: observe.count,
  };
}
