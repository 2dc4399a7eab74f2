/** Cold start of `call-connect`. */
import middy from "@middy/core";
import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { ulid } from "ulid";
import { jsonCalls } from "../../adapters/aws/json-call.ts";
import { connectStatuses } from "../../adapters/connect/agent-statuses.ts";
import { carryOutWith } from "../../adapters/connect/carry-out.ts";
import { dynamoCommandLines, sqsWakeUps, wakeUpSchema } from "../../adapters/connect/command-lines.ts";
import { connectCalls } from "../../adapters/connect/connect-calls.ts";
import {
  dynamoConnectContacts,
  dynamoConnectLinks,
  dynamoOfferTasks,
} from "../../adapters/connect/connect-contacts.ts";
import { dynamoAttachments } from "../../adapters/dynamodb/attachments.ts";
import { readMember } from "../../adapters/dynamodb/members.ts";
import { dynamoTable } from "../../adapters/dynamodb/table-call.ts";
import { dynamoTokenBuckets } from "../../adapters/dynamodb/token-buckets.ts";
import { eachMessage } from "../../adapters/lambda/partial-batch.ts";
import { consoleObserve } from "../../adapters/observability/observe.ts";
import { routingDeps } from "../../adapters/routing/routing-deps.ts";
import { standingOf } from "../../domain/connect/carry-out-command.ts";
import { customerCalls } from "../../domain/connect/customer-calls.ts";
import { madeOffers } from "../../domain/connect/made-offers.ts";
import { giveBack } from "../../domain/routing/answer-offer.ts";
import { environments } from "../../schemas/environment.ts";
import { createHandler } from "./handler.ts";

const env = environments["call-connect"].parse(process.env);
const observe = consoleObserve();
const table = dynamoTable(process.env, env.TABLE_NAME);
const routing = routingDeps(table, process.env, env.STATE_MACHINE_ARN);
const contacts = dynamoConnectContacts(table, Date.now);
const links = dynamoConnectLinks(table);
const member = (customerId: string) => readMember(table, customerId);
const call = connectCalls(process.env, env.CONNECT_INSTANCE_ID);

export const handler = middy<SQSEvent, SQSBatchResponse>().handler(
  createHandler({
    lines: dynamoCommandLines(table),
    wakeUps: sqsWakeUps(jsonCalls("sqs", process.env), env.WAKE_UPS_QUEUE_URL),
    buckets: dynamoTokenBuckets(table, env.CONNECT_QUOTAS),
    offers: madeOffers({
      contacts,
      links,
      tasks: dynamoOfferTasks(table, Date.now),
    }),
    calls: customerCalls({
      contacts,
      links,
      policies: routing.policies,
      act: {
        readMember: member,
        attachments: dynamoAttachments(table),
        newEventId: () => ulid(),
        now: routing.now,
      },
      onFailed: ({ caseId, agentId }, code) => observe.warn("CALL_REFUSED", { caseId, agentId, code }),
    }),
    carryOut: carryOutWith(call, {
      taskFlowId: env.CONNECT_TASK_FLOW_ID,
      callFlowId: env.CONNECT_CALL_FLOW_ID,
      callQueueId: env.CONNECT_CALL_QUEUE_ID,
      statusIdOf: connectStatuses(call),
    }),
    standing: async ({ caseId, token }) => standingOf(await routing.store.readRouting(caseId), token),
    // As a refusal: the agent is not asked again at once, and has not missed anything.
    offerFailed: async ({ caseId, agentId, token }, code) => {
      observe.warn("OFFER_REFUSED", { caseId, agentId, code });
      await giveBack(routing, { caseId, agentId, token, how: "declined" });
    },
    now: () => new Date(),
    waitUntil: (instant) =>
      new Promise((resolve) => setTimeout(resolve, Math.max(0, instant.getTime() - Date.now()))),
    count: observe.count,
    onTrouble: (api, error) => observe.warn("CONNECT_CALL_FAILED", { api }, error),
    parse: (body) => wakeUpSchema.parse(JSON.parse(body)),
    eachMessage: (records, handle) => eachMessage(records, handle, observe),
  }),
);
