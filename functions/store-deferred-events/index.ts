/** Cold start of `store-deferred-events`. */
import middy from "@middy/core";
import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { jsonCalls } from "../../adapters/aws/json-call.ts";
import { signedRequests } from "../../adapters/aws/signed-request.ts";
import { dynamoFirstReceipts, dynamoTimelines } from "../../adapters/dynamodb/timelines.ts";
import { eachMessage } from "../../adapters/lambda/partial-batch.ts";
import { consoleObserve } from "../../adapters/observability/observe.ts";
import { s3Bodies } from "../../adapters/s3/bodies.ts";
import { deferredEventSchema } from "../../adapters/sqs/deferred-events.ts";
import { environments } from "../../schemas/environment.ts";
import { createHandler } from "./handler.ts";

const env = environments["store-deferred-events"].parse(process.env);
const observe = consoleObserve();
const table = { call: jsonCalls("dynamodb", process.env), tableName: env.TABLE_NAME };
const bodies = s3Bodies(signedRequests("s3", process.env), env.BODIES_BUCKET);

export const handler = middy<SQSEvent, SQSBatchResponse>().handler(
  createHandler({
    store: { timelines: dynamoTimelines(table, bodies), firstReceipts: dynamoFirstReceipts(table) },
    parse: (body) => deferredEventSchema.parse(JSON.parse(body)),
    eachMessage: (records, handle) => eachMessage(records, handle, observe),
  }),
);
