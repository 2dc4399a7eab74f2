/** Cold start of `read-deliveries`. */
import middy from "@middy/core";
import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { jsonCalls } from "../../adapters/aws/json-call.ts";
import { withRetries } from "../../adapters/aws/retries.ts";
import { signedRequests } from "../../adapters/aws/signed-request.ts";
import { readers } from "../../adapters/channels/listed/readers.ts";
import { unreadDelivery } from "../../adapters/channels/unread-delivery.ts";
import { dynamoFirstReceipts, dynamoTimelines } from "../../adapters/dynamodb/timelines.ts";
import { eachMessage } from "../../adapters/lambda/partial-batch.ts";
import { consoleObserve } from "../../adapters/observability/observe.ts";
import { s3Bodies } from "../../adapters/s3/bodies.ts";
import { s3KeptDeliveries } from "../../adapters/s3/kept-deliveries.ts";
import { filePutTimeoutMs, s3MediaFiles } from "../../adapters/s3/media-files.ts";
import { secretEndpoints } from "../../adapters/secrets/endpoints.ts";
import { cached, secretsManager } from "../../adapters/secrets/secrets.ts";
import { unreadDeliverySchema } from "../../adapters/sqs/unread-deliveries.ts";
import { environments } from "../../schemas/environment.ts";
import { createHandler } from "./handler.ts";

const env = environments["read-deliveries"].parse(process.env);
const observe = consoleObserve();
const table = { call: jsonCalls("dynamodb", process.env), tableName: env.TABLE_NAME };
const s3 = signedRequests("s3", process.env);
const putFile = signedRequests("s3", process.env, "s3", withRetries, filePutTimeoutMs);
const readSecret = secretsManager(jsonCalls("secretsmanager", process.env));
const pepper = cached(() => readSecret(env.PEPPER_SECRET_ID), Date.now);

export const handler = middy<SQSEvent, SQSBatchResponse>().handler(
  createHandler({
    parse: (body) => unreadDeliverySchema.parse(JSON.parse(body)),
    deliveries: s3KeptDeliveries(s3, env.BODIES_BUCKET),
    endpoints: secretEndpoints(readSecret, env.ENDPOINTS_SECRET_ID, Date.now, env.CHANNELS_SECRET_ID),
    readerOf: (provider) => readers[provider],
    unread: unreadDelivery,
    pepper: () => pepper.read(Number.POSITIVE_INFINITY),
    defaultCountry: env.DEFAULT_COUNTRY,
    store: {
      timelines: dynamoTimelines(table, s3Bodies(s3, env.BODIES_BUCKET)),
      firstReceipts: dynamoFirstReceipts(table),
    },
    files: s3MediaFiles(putFile, env.BODIES_BUCKET),
    onUnread: ({ endpoint: { provider } }, cause) => {
      observe.count("DeliveryUnread", { provider });
      observe.warn("DELIVERY_UNREAD", { provider }, cause);
    },
    eachMessage: (records, handle) => eachMessage(records, handle, observe),
  }),
);
