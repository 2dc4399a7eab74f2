/** Cold start of `route-case`. */
import middy from "@middy/core";
import { jsonCalls } from "../../adapters/aws/json-call.ts";
import { dynamoCommandLines, sqsWakeUps } from "../../adapters/connect/command-lines.ts";
import { followDeps } from "../../adapters/connect/follow-deps.ts";
import { dynamoAttachments } from "../../adapters/dynamodb/attachments.ts";
import { readMember } from "../../adapters/dynamodb/members.ts";
import { dynamoTable } from "../../adapters/dynamodb/table-call.ts";
import { routingDeps } from "../../adapters/routing/routing-deps.ts";
import { linkContact } from "../../domain/connect/follow-contact.ts";
import { offerInConnect, withdrawFromConnect } from "../../domain/connect/offer-in-connect.ts";
import { routingNotes } from "../../domain/routing/workflow-steps/routing-notes.ts";
import { environments } from "../../schemas/environment.ts";
import { createHandler } from "./handler.ts";

const env = environments["route-case"].parse(process.env);
const table = dynamoTable(process.env, env.TABLE_NAME);
const routing = routingDeps(table, process.env, env.STATE_MACHINE_ARN);
const follow = followDeps(table, routing);
const connect = {
  lines: dynamoCommandLines(table),
  wakeUps: sqsWakeUps(jsonCalls("sqs", process.env), env.WAKE_UPS_QUEUE_URL),
  // Only what is queued can be offered: a task that is put straight on a screen is accepted already.
  tasks: "queued",
} as const;

export const handler = middy<unknown, object>().handler(
  createHandler({
    ...routing,
    offerInConnect: async (offered, agent) => {
      const { policy } = await routing.policies.current("routing");
      await offerInConnect(connect, offered, agent, policy.offer.seconds);
    },
    linkContact: (contactId, caseId) => linkContact(follow, contactId, caseId),
    withdrawFromConnect: (withdrawn) => withdrawFromConnect(connect, withdrawn),
    noteOnCase: routingNotes({
      ...routing,
      readMember: (customerId) => readMember(table, customerId),
      attachments: dynamoAttachments(table),
    }),
  }),
);
