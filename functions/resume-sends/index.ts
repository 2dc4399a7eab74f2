/** Cold start of `resume-sends`. */
import middy from "@middy/core";
import { jsonCalls } from "../../adapters/aws/json-call.ts";
import { dynamoOutbox } from "../../adapters/dynamodb/outbox.ts";
import { dynamoTable } from "../../adapters/dynamodb/table-call.ts";
import { consoleObserve } from "../../adapters/observability/observe.ts";
import { sqsSendWakeUps } from "../../adapters/sqs/send-wake-ups.ts";
import { environments } from "../../schemas/environment.ts";
import { createHandler } from "./handler.ts";

const env = environments["resume-sends"].parse(process.env);
const observe = consoleObserve();

export const handler = middy<unknown, void>().handler(
  createHandler({
    outbox: dynamoOutbox(dynamoTable(process.env, env.TABLE_NAME)),
    announce: sqsSendWakeUps(jsonCalls("sqs", process.env), env.SENDS_QUEUE_URL),
    now: () => new Date(),
    report: (resumed) => observe.count("SendsResumed", { count: String(resumed) }),
  }),
);
