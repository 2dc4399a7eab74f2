/** Cold start of `reconcile-contacts`. */
import middy from "@middy/core";
import type { KinesisStreamBatchResponse, KinesisStreamEvent } from "aws-lambda";
import { jsonCalls } from "../../adapters/aws/json-call.ts";
import { signedRequests } from "../../adapters/aws/signed-request.ts";
import { readContactRecord } from "../../adapters/connect/contact-record.ts";
import { followDeps } from "../../adapters/connect/follow-deps.ts";
import { eachKinesisRecord } from "../../adapters/connect/kinesis-batch.ts";
import { addReconciliation } from "../../adapters/connect/reconciliation.ts";
import { readMember } from "../../adapters/dynamodb/members.ts";
import { dynamoTable } from "../../adapters/dynamodb/table-call.ts";
import { dynamoFirstReceipts, dynamoTimelines } from "../../adapters/dynamodb/timelines.ts";
import { consoleObserve } from "../../adapters/observability/observe.ts";
import { routingDeps } from "../../adapters/routing/routing-deps.ts";
import { s3Bodies } from "../../adapters/s3/bodies.ts";
import { cached, secretsManager } from "../../adapters/secrets/secrets.ts";
import { calledIdentifiers } from "../../domain/connect/our-call.ts";
import { storeConnectEvent } from "../../domain/connect/store-connect-event.ts";
import { environments } from "../../schemas/environment.ts";
import { createHandler } from "./handler.ts";

const env = environments["reconcile-contacts"].parse(process.env);
const observe = consoleObserve();
const table = dynamoTable(process.env, env.TABLE_NAME);
const routing = routingDeps(table, process.env, env.STATE_MACHINE_ARN);
const events = { call: jsonCalls("dynamodb", process.env), tableName: env.TABLE_NAME };
const bodies = s3Bodies(signedRequests("s3", process.env), env.BODIES_BUCKET);
const readSecret = secretsManager(jsonCalls("secretsmanager", process.env));
const pepper = cached(() => readSecret(env.PEPPER_SECRET_ID), Date.now);
const timeline = {
  store: { timelines: dynamoTimelines(events, bodies), firstReceipts: dynamoFirstReceipts(events) },
  pepper: () => pepper.read(Number.POSITIVE_INFINITY),
  defaultCountry: env.DEFAULT_COUNTRY,
  now: () => new Date(),
};

export const handler = middy<KinesisStreamEvent, KinesisStreamBatchResponse>().handler(
  createHandler({
    ...followDeps(table, routing),
    store: (event, instanceId) => storeConnectEvent(timeline, event, instanceId),
    calledIdentifiers: (caseId, address) =>
      calledIdentifiers((customerId) => readMember(table, customerId), caseId, address),
    eachRecord: (records, handle) => eachKinesisRecord(records, readContactRecord, handle, observe),
    add: async (more) => {
      observe.countAll({
        ContactEventsExpected: more.expected,
        ContactEventsSeen: more.seen,
        ContactEventsRepaired: more.repaired,
      });
      await addReconciliation(table, more);
    },
  }),
);
