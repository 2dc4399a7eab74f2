/** Cold start of `follow-cases`. */
import middy from "@middy/core";
import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { signedRequests } from "../../adapters/aws/signed-request.ts";
import { dynamoLearning } from "../../adapters/dynamodb/routing/learn.ts";
import { dynamoTable } from "../../adapters/dynamodb/table-call.ts";
import { readEvents } from "../../adapters/dynamodb/timeline-reader.ts";
import { eachMessage } from "../../adapters/lambda/partial-batch.ts";
import { consoleObserve } from "../../adapters/observability/observe.ts";
import { routingDeps } from "../../adapters/routing/routing-deps.ts";
import { s3Bodies } from "../../adapters/s3/bodies.ts";
import { environments } from "../../schemas/environment.ts";
import { createHandler } from "./handler.ts";

const env = environments["follow-cases"].parse(process.env);
const table = dynamoTable(process.env, env.TABLE_NAME);
const bodies = s3Bodies(signedRequests("s3", process.env), env.BODIES_BUCKET);
const routing = routingDeps(table, process.env, env.STATE_MACHINE_ARN);
const observe = consoleObserve();

export const handler = middy<SQSEvent, SQSBatchResponse>().handler(
  createHandler({
    ...routing,
    learning: dynamoLearning(table, routing.halfLife),
    readEvent: async (place) => (await readEvents(table, bodies, [place])).get(place.eventId),
    eachMessage: (records, handle) => eachMessage(records, handle, observe),
  }),
);
