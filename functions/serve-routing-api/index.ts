/** Cold start of `serve-routing-api`. */
import { ulid } from "ulid";
import { jsonCalls } from "../../adapters/aws/json-call.ts";
import { dynamoCommandLines, sqsWakeUps } from "../../adapters/connect/command-lines.ts";
import { readReconciliation } from "../../adapters/connect/reconciliation.ts";
import { dynamoAttachments } from "../../adapters/dynamodb/attachments.ts";
import { dynamoIdentities } from "../../adapters/dynamodb/identities.ts";
import { readMember } from "../../adapters/dynamodb/members.ts";
import { listAgents } from "../../adapters/dynamodb/routing/agent-list.ts";
import {
  agentOfConnectUser,
  caseOfContact,
  linkConnectUser,
} from "../../adapters/dynamodb/routing/connect-links.ts";
import { dynamoConsults } from "../../adapters/dynamodb/routing/consults.ts";
import { readDecisions, readDecisionsBetween } from "../../adapters/dynamodb/routing/decisions.ts";
import { dynamoDirectories } from "../../adapters/dynamodb/routing/directory.ts";
import { waitingCount } from "../../adapters/dynamodb/routing/index-reads.ts";
import {
  readContexts,
  readLearned,
  readLearnedOf,
  resetLearned,
} from "../../adapters/dynamodb/routing/learned.ts";
import { dynamoTable } from "../../adapters/dynamodb/table-call.ts";
import { httpFunction } from "../../adapters/lambda/http-function.ts";
import { consoleObserve } from "../../adapters/observability/observe.ts";
import { routingDeps } from "../../adapters/routing/routing-deps.ts";
import { cached, secretsManager } from "../../adapters/secrets/secrets.ts";
import { setStatusInConnect } from "../../domain/connect/set-status.ts";
import { environments } from "../../schemas/environment.ts";
import { createHandler } from "./handler.ts";

/** How far a position in line is counted, in each shard of it. */
const mostCounted = 50;

const env = environments["serve-routing-api"].parse(process.env);
const table = dynamoTable(process.env, env.TABLE_NAME);
const routing = routingDeps(table, process.env, env.STATE_MACHINE_ARN);
const { halfLife, now } = routing;
const directories = dynamoDirectories(table);
const readSecret = secretsManager(jsonCalls("secretsmanager", process.env));
const pepper = cached(() => readSecret(env.PEPPER_SECRET_ID), Date.now);
const connect = {
  lines: dynamoCommandLines(table),
  wakeUps: sqsWakeUps(jsonCalls("sqs", process.env), env.WAKE_UPS_QUEUE_URL),
};

export const handler = httpFunction(
  createHandler({
    ...routing,
    ...connect,
    rolesClaim: env.ROLES_CLAIM,
    act: {
      readMember: (customerId) => readMember(table, customerId),
      attachments: dynamoAttachments(table),
      newEventId: () => ulid(),
      now,
    },
    identities: dynamoIdentities(table),
    pepper: () => pepper.read(Number.POSITIVE_INFINITY),
    defaultCountry: env.DEFAULT_COUNTRY,
    listAgents: (limit, cursor) => listAgents(table, limit, cursor),
    agentOfConnectUser: (userId) => agentOfConnectUser(table, userId),
    linkConnectUser: (userId, agentId) => linkConnectUser(table, userId, agentId),
    setStatusInConnect: (agent, status) => setStatusInConnect(connect, agent, status, now()),
    caseOfContact: (contactId) => caseOfContact(table, contactId),
    decisions: (caseId) => readDecisions(table, caseId),
    decisionsBetween: (from, to) => readDecisionsBetween(table, from, to),
    countAhead: (poolIds, rank) => waitingCount(table, poolIds, rank, mostCounted),
    agentCounts: async () => (await directories.read()).agents,
    consults: dynamoConsults(table),
    newConsultId: () => ulid(),
    contexts: () => readContexts(table, halfLife, now()),
    learnedIn: (context, page) => readLearned(table, halfLife, { context, now: now(), ...page }),
    usualIn: async (context) =>
      (await readLearnedOf(table, halfLife, { context, agentIds: [], now: now() })).usual,
    resetLearned: (context) => resetLearned(table, halfLife, { context, now: now() }),
    reconciliation: () => readReconciliation(table),
  }),
  consoleObserve(),
);
