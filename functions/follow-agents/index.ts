/** Cold start of `follow-agents`. */
import middy from "@middy/core";
import type { KinesisStreamBatchResponse, KinesisStreamEvent } from "aws-lambda";
import { readAgentEvent } from "../../adapters/connect/agent-event.ts";
import { followDeps } from "../../adapters/connect/follow-deps.ts";
import { eachKinesisRecord } from "../../adapters/connect/kinesis-batch.ts";
import { dynamoTable } from "../../adapters/dynamodb/table-call.ts";
import { consoleObserve } from "../../adapters/observability/observe.ts";
import { routingDeps } from "../../adapters/routing/routing-deps.ts";
import { setAgentStatus } from "../../domain/routing/agents.ts";
import { environments } from "../../schemas/environment.ts";
import { createHandler } from "./handler.ts";

const env = environments["follow-agents"].parse(process.env);
const observe = consoleObserve();
const table = dynamoTable(process.env, env.TABLE_NAME);
const routing = routingDeps(table, process.env, env.STATE_MACHINE_ARN);

export const handler = middy<KinesisStreamEvent, KinesisStreamBatchResponse>().handler(
  createHandler({
    ...followDeps(table, routing),
    setAgentStatus: (agentId, status, at) => setAgentStatus(routing, agentId, status, at),
    eachRecord: (records, handle) => eachKinesisRecord(records, readAgentEvent, handle, observe),
  }),
);
