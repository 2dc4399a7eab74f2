/** Cold start of `receive-aws-events`. */
import middy from "@middy/core";
import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { jsonCalls } from "../../adapters/aws/json-call.ts";
import { signedRequests } from "../../adapters/aws/signed-request.ts";
import { accountDelivery, readAccountMessage } from "../../adapters/aws-messages/account-message.ts";
import { dynamoFirstReceipts, dynamoTimelines } from "../../adapters/dynamodb/timelines.ts";
import { eachMessage } from "../../adapters/lambda/partial-batch.ts";
import { consoleObserve } from "../../adapters/observability/observe.ts";
import { s3Bodies } from "../../adapters/s3/bodies.ts";
import { s3KeptDeliveries } from "../../adapters/s3/kept-deliveries.ts";
import { cached, secretsManager } from "../../adapters/secrets/secrets.ts";
import { sqsUnreadDeliveries } from "../../adapters/sqs/unread-deliveries.ts";
import { keepDelivery } from "../../domain/ingest/kept-deliveries.ts";
import { environments } from "../../schemas/environment.ts";
import { createHandler } from "./handler.ts";

const env = environments["receive-aws-events"].parse(process.env);
const observe = consoleObserve();
const table = { call: jsonCalls("dynamodb", process.env), tableName: env.TABLE_NAME };
const s3 = signedRequests("s3", process.env);
const deliveries = s3KeptDeliveries(s3, env.BODIES_BUCKET);
const unread = sqsUnreadDeliveries(jsonCalls("sqs", process.env), env.DELIVERIES_QUEUE_URL);
const readSecret = secretsManager(jsonCalls("secretsmanager", process.env));
const pepper = cached(() => readSecret(env.PEPPER_SECRET_ID), Date.now);
const endpointId = "account";

export const handler = middy<SQSEvent, SQSBatchResponse>().handler(
  createHandler({
    parse: readAccountMessage,
    keep: (body, receivedAt) =>
      keepDelivery({ deliveries, unread }, accountDelivery(body, endpointId, receivedAt)),
    store: {
      timelines: dynamoTimelines(table, s3Bodies(s3, env.BODIES_BUCKET)),
      firstReceipts: dynamoFirstReceipts(table),
    },
    settings: async () => ({
      pepper: await pepper.read(Number.POSITIVE_INFINITY),
      defaultCountry: env.DEFAULT_COUNTRY,
    }),
    provider: "aws",
    endpointId,
    now: () => new Date(),
    eachMessage: (records, handle) => eachMessage(records, handle, observe),
  }),
);
