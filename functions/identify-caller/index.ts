/** Cold start of `identify-caller`. A caller waits for it: it loads no more than it needs. */
import middy from "@middy/core";
import { jsonCalls } from "../../adapters/aws/json-call.ts";
import { signedRequests } from "../../adapters/aws/signed-request.ts";
import { dynamoConnectContacts } from "../../adapters/connect/connect-contacts.ts";
import { readFlowEvent } from "../../adapters/connect/flow-event.ts";
import { dynamoIdentities } from "../../adapters/dynamodb/identities.ts";
import { readMember } from "../../adapters/dynamodb/members.ts";
import { dynamoPolicies } from "../../adapters/dynamodb/policies.ts";
import { dynamoDirectories } from "../../adapters/dynamodb/routing/directory.ts";
import {
  readFreeAgents,
  readWaitingCases,
  waitingCount,
} from "../../adapters/dynamodb/routing/index-reads.ts";
import { dynamoTable } from "../../adapters/dynamodb/table-call.ts";
import { dynamoFirstReceipts, dynamoTimelines } from "../../adapters/dynamodb/timelines.ts";
import { consoleObserve } from "../../adapters/observability/observe.ts";
import { s3Bodies } from "../../adapters/s3/bodies.ts";
import { cached, secretsManager } from "../../adapters/secrets/secrets.ts";
import { findCaller } from "../../domain/connect/find-caller.ts";
import type { CallerAnswer } from "../../domain/connect/identify-caller.ts";
import { calledIdentifiers } from "../../domain/connect/our-call.ts";
import { storeConnectEvent } from "../../domain/connect/store-connect-event.ts";
import { waitOfNewcomer } from "../../domain/connect/wait-of-newcomer.ts";
import { environments } from "../../schemas/environment.ts";
import { createHandler } from "./handler.ts";

/** How far the cases ahead are counted, in each shard of a line. */
const mostCounted = 50;

const env = environments["identify-caller"].parse(process.env);
const observe = consoleObserve();
const table = dynamoTable(process.env, env.TABLE_NAME);
const events = { call: jsonCalls("dynamodb", process.env), tableName: env.TABLE_NAME };
const bodies = s3Bodies(signedRequests("s3", process.env), env.BODIES_BUCKET);
const readSecret = secretsManager(jsonCalls("secretsmanager", process.env));
const kept = cached(() => readSecret(env.PEPPER_SECRET_ID), Date.now);
const directories = dynamoDirectories(table);
const shared = {
  pepper: () => kept.read(Number.POSITIVE_INFINITY),
  defaultCountry: env.DEFAULT_COUNTRY,
  now: () => new Date(),
};
const timeline = {
  ...shared,
  store: { timelines: dynamoTimelines(events, bodies), firstReceipts: dynamoFirstReceipts(events) },
};
const customers = {
  ...shared,
  identities: dynamoIdentities(table),
  readMember: (customerId: string) => readMember(table, customerId),
};
const lines = {
  ...shared,
  policies: dynamoPolicies(table, Date.now),
  store: {
    readDirectory: directories.read,
    waitingCases: (poolIds: readonly string[], most: number) => readWaitingCases(table, poolIds, most),
    freeAgents: (groupIds: readonly string[], units: number, most: number) =>
      readFreeAgents(table, groupIds, units, most),
  },
  countAhead: (poolIds: readonly string[], rank: string) => waitingCount(table, poolIds, rank, mostCounted),
  agentCounts: async () => (await directories.read()).agents,
};
// Under way while the rest loads.
void Promise.allSettled([shared.pepper()]);

export const handler = middy<unknown, CallerAnswer>().handler(
  createHandler({
    read: readFlowEvent,
    store: (event, instanceId) => storeConnectEvent(timeline, event, instanceId),
    contacts: dynamoConnectContacts(table, Date.now),
    calledIdentifiers: (caseId, address) => calledIdentifiers(customers.readMember, caseId, address),
    findCaller: (identifier) => findCaller(customers, identifier),
    estimate: (newcomer) => waitOfNewcomer(lines, newcomer),
    defaultLanguage: env.DEFAULT_COUNTRY === "TR" ? "tr" : "en",
    pause: (ms) => new Promise((resolve) => setTimeout(() => resolve(undefined), ms)),
    onTrouble: (what, error) => observe.warn("CALLER_TROUBLE", { what }, error),
    onUnreadable: () => observe.warn("FLOW_EVENT_UNREADABLE"),
  }),
);
