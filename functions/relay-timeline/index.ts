/** Cold start of `relay-timeline`. */
import middy from "@middy/core";
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from "aws-lambda";
import { ulid } from "ulid";
import { jsonCalls } from "../../adapters/aws/json-call.ts";
import { signedRequests } from "../../adapters/aws/signed-request.ts";
import { bedrockUnderstand } from "../../adapters/bedrock/understanding.ts";
import { dynamoAttachments } from "../../adapters/dynamodb/attachments.ts";
import { dynamoAudiences } from "../../adapters/dynamodb/audiences.ts";
import { dynamoConsentLedger } from "../../adapters/dynamodb/consent-ledger.ts";
import { dynamoIdentities } from "../../adapters/dynamodb/identities.ts";
import { readMember } from "../../adapters/dynamodb/members.ts";
import { dynamoMerges } from "../../adapters/dynamodb/merges.ts";
import { readFirstEventAfter } from "../../adapters/dynamodb/newest-events.ts";
import { dynamoOutbox } from "../../adapters/dynamodb/outbox.ts";
import { dynamoPointLedger } from "../../adapters/dynamodb/points.ts";
import { dynamoPolicies } from "../../adapters/dynamodb/policies.ts";
import { dynamoRecentContacts } from "../../adapters/dynamodb/recent-contacts.ts";
import { climbStatus, noteEcho } from "../../adapters/dynamodb/sent-messages.ts";
import { changedItem } from "../../adapters/dynamodb/stream-record.ts";
import { dynamoSuggestions } from "../../adapters/dynamodb/suggestions.ts";
import { dynamoTable } from "../../adapters/dynamodb/table-call.ts";
import { readTableChange } from "../../adapters/dynamodb/table-changes.ts";
import { eventBridgeBus } from "../../adapters/eventbridge/domain-event-bus.ts";
import { eachRecordInOrder } from "../../adapters/lambda/partial-batch.ts";
import { consoleObserve } from "../../adapters/observability/observe.ts";
import { s3Bodies } from "../../adapters/s3/bodies.ts";
import { secretEndpoints } from "../../adapters/secrets/endpoints.ts";
import { secretsManager } from "../../adapters/secrets/secrets.ts";
import { keepMembership } from "../../domain/audiences/audiences.ts";
import { keepConsents } from "../../domain/consent/keep-consents.ts";
import { type EchoDeps, followEcho } from "../../domain/outbox/follow-echo.ts";
import { followReport, type ReportDeps } from "../../domain/outbox/follow-report.ts";
import { understandByRules } from "../../domain/understanding/understand-by-rules.ts";
import { defaultBrand } from "../../schemas/endpoints.ts";
import { environments } from "../../schemas/environment.ts";
import { createHandler } from "./handler.ts";

const env = environments["relay-timeline"].parse(process.env);
const observe = consoleObserve();
const table = dynamoTable(process.env, env.TABLE_NAME);
const bodies = s3Bodies(signedRequests("s3", process.env), env.BODIES_BUCKET);

const policies = dynamoPolicies(table, Date.now);
const ledger = dynamoConsentLedger(table);
const outbox = dynamoOutbox(table);
const audiences = dynamoAudiences(table);
const climb: ReportDeps["climb"] = (message, status) => climbStatus(table, message, status);
const note: EchoDeps["note"] = (message, echo) => noteEcho(table, message, echo);
const readSecret = secretsManager(jsonCalls("secretsmanager", process.env));
const endpoints = secretEndpoints(readSecret, env.ENDPOINTS_SECRET_ID, Date.now, env.CHANNELS_SECRET_ID);
const brandOf = async (provider: string, endpointId: string) =>
  (await endpoints.findForKept(provider, endpointId))?.brand ?? defaultBrand;

const onModelFailure = (error: unknown) => observe.warn("MODEL_FAILED", {}, error);

export const handler = middy<DynamoDBStreamEvent, DynamoDBBatchResponse>().handler(
  createHandler({
    identities: dynamoIdentities(table),
    readMember: (customerId) => readMember(table, customerId),
    merges: dynamoMerges(table),
    firstEventAfter: (identifierId, at) => readFirstEventAfter(table, bodies, identifierId, at),
    suggestions: dynamoSuggestions(table),
    attachments: dynamoAttachments(table),
    points: dynamoPointLedger(table),
    policies,
    understand:
      env.UNDERSTANDING_MODEL_ID === undefined
        ? async (text) => understandByRules(text)
        : bedrockUnderstand(env.UNDERSTANDING_MODEL_ID, process.env, onModelFailure),
    keepConsents: (stored) => keepConsents({ ledger, policies, brandOf }, stored),
    keepMembership: (stored) => keepMembership(audiences, stored),
    followReport: (event) => followReport({ outbox, climb }, event),
    isEcho: (stored) => followEcho({ note }, stored),
    recentContacts: dynamoRecentContacts(table),
    newCustomerId: () => ulid(),
    newMergeId: () => ulid(),
    now: () => new Date(),
    read: (record) => readTableChange(bodies, changedItem(record)),
    publish: eventBridgeBus(jsonCalls("events", process.env), env.BUS_NAME),
    eachRecordInOrder: (records, handle) => eachRecordInOrder(records, handle, observe),
  }),
);
