/** Cold start of `follow-contacts`. */
import middy from "@middy/core";
import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { readContactEvent } from "../../adapters/connect/contact-event.ts";
import { followDeps } from "../../adapters/connect/follow-deps.ts";
import { dynamoTable } from "../../adapters/dynamodb/table-call.ts";
import { eachMessage } from "../../adapters/lambda/partial-batch.ts";
import { consoleObserve } from "../../adapters/observability/observe.ts";
import { routingDeps } from "../../adapters/routing/routing-deps.ts";
import { environments } from "../../schemas/environment.ts";
import { createHandler } from "./handler.ts";

const env = environments["follow-contacts"].parse(process.env);
const observe = consoleObserve();
const table = dynamoTable(process.env, env.TABLE_NAME);
const routing = routingDeps(table, process.env, env.STATE_MACHINE_ARN);

export const handler = middy<SQSEvent, SQSBatchResponse>().handler(
  createHandler({
    ...followDeps(table, routing),
    parse: readContactEvent,
    eachMessage: (records, handle) => eachMessage(records, handle, observe),
  }),
);
