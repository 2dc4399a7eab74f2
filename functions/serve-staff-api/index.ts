/** Cold start of `serve-staff-api`. */
import { ulid } from "ulid";
import { jsonCalls } from "../../adapters/aws/json-call.ts";
import { signedRequests } from "../../adapters/aws/signed-request.ts";
import { readArchivedCase, readArchivedCases } from "../../adapters/dynamodb/archived-cases.ts";
import { dynamoAttachments } from "../../adapters/dynamodb/attachments.ts";
import { dynamoConsentLedger } from "../../adapters/dynamodb/consent-ledger.ts";
import { dynamoIdentities } from "../../adapters/dynamodb/identities.ts";
import { liveContacts } from "../../adapters/dynamodb/live-contacts.ts";
import { readMember } from "../../adapters/dynamodb/members.ts";
import { dynamoMerges } from "../../adapters/dynamodb/merges.ts";
import { readPointEntries } from "../../adapters/dynamodb/points.ts";
import { dynamoPolicies, readPolicy, savePolicy } from "../../adapters/dynamodb/policies.ts";
import { readAgent, readRouting } from "../../adapters/dynamodb/routing/rows.ts";
import { dismissSuggestion, readOpenSuggestions } from "../../adapters/dynamodb/suggestions.ts";
import { dynamoTable } from "../../adapters/dynamodb/table-call.ts";
import { isReachable } from "../../adapters/dynamodb/table-health.ts";
import { dynamoTimelineReader } from "../../adapters/dynamodb/timeline-reader.ts";
import { httpFunction } from "../../adapters/lambda/http-function.ts";
import { consoleObserve } from "../../adapters/observability/observe.ts";
import { s3Bodies } from "../../adapters/s3/bodies.ts";
import { cached, secretsManager } from "../../adapters/secrets/secrets.ts";
import { ledgerId } from "../../domain/consent/ledger-id.ts";
import { portraitReader } from "../../domain/customer/portrait.ts";
import type { LinkedIdentifier } from "../../domain/identity/person.ts";
import { unpacked } from "../../domain/packed.ts";
import openApi from "../../schemas/api/openapi.packed.json" with { type: "json" };
import { environments } from "../../schemas/environment.ts";
import { createHandler } from "./handler.ts";

const env = environments["serve-staff-api"].parse(process.env);
const table = dynamoTable(process.env, env.TABLE_NAME);
const bodies = s3Bodies(signedRequests("s3", process.env), env.BODIES_BUCKET);
const readSecret = secretsManager(jsonCalls("secretsmanager", process.env));
const pepper = cached(() => readSecret(env.PEPPER_SECRET_ID), Date.now);
const now = () => new Date();
const customers = {
  readMember: (customerId: string) => readMember(table, customerId),
  readPoints: (customerId: string, since: Date) => readPointEntries(table, customerId, since),
  ledger: dynamoConsentLedger(table),
  ledgerIdOf: async (identifier: LinkedIdentifier) =>
    ledgerId(await pepper.read(Number.POSITIVE_INFINITY), identifier),
  now,
};

export const handler = httpFunction(
  createHandler({
    ...customers,
    readPortrait: portraitReader(customers),
    identities: dynamoIdentities(table),
    archivedCases: (customerId) => readArchivedCases(table, customerId),
    archivedCase: (customerId, caseId) => readArchivedCase(table, customerId, caseId),
    timelines: dynamoTimelineReader(table, bodies),
    attachments: dynamoAttachments(table),
    merges: dynamoMerges(table),
    openSuggestions: (limit, after) => readOpenSuggestions(table, limit, after),
    dismissSuggestion: (suggestionId) => dismissSuggestion(table, suggestionId),
    policies: dynamoPolicies(table, Date.now),
    statusOf: async (agentId) => (await readAgent(table, agentId))?.status,
    currentToken: async (caseId) => (await readRouting(table, caseId))?.reservation?.token,
    readPolicy: (name) => readPolicy(table, name),
    savePolicy: (name, saved) => savePolicy(table, name, saved),
    recentContacts: (limit) => liveContacts(table, bodies, limit),
    isTableReachable: () => isReachable(table),
    pepper: () => pepper.read(Number.POSITIVE_INFINITY),
    defaultCountry: env.DEFAULT_COUNTRY,
    newMergeId: () => ulid(),
    newEventId: () => ulid(),
    liveUrl: env.LIVE_URL,
    panelConfig: { issuer: env.ISSUER, clientId: env.CLIENT_ID, stage: env.STAGE },
    openApi: () => JSON.parse(unpacked(openApi)),
    rolesClaim: env.ROLES_CLAIM,
  }),
  consoleObserve(),
);
