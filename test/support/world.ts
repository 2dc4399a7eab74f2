/** Relay and staff API over one table, with the production adapters: what `npm start` runs, without its processes. */
import { marshall } from "@aws-sdk/util-dynamodb";
import type { DynamoDBRecord } from "aws-lambda";
import { readArchivedCase, readArchivedCases } from "../../adapters/dynamodb/archived-cases.ts";
import { dynamoAttachments } from "../../adapters/dynamodb/attachments.ts";
import { dynamoAudiences } from "../../adapters/dynamodb/audiences.ts";
import { dynamoConsentLedger } from "../../adapters/dynamodb/consent-ledger.ts";
import { bodyOf, eventItem } from "../../adapters/dynamodb/event-item.ts";
import { dynamoIdentities } from "../../adapters/dynamodb/identities.ts";
import { readMember } from "../../adapters/dynamodb/members.ts";
import { dynamoMerges } from "../../adapters/dynamodb/merges.ts";
import { readFirstEventAfter } from "../../adapters/dynamodb/newest-events.ts";
import { dynamoPointLedger, readPointEntries } from "../../adapters/dynamodb/points.ts";
import { readPolicy, savePolicy } from "../../adapters/dynamodb/policies.ts";
import { readAgent, readRouting } from "../../adapters/dynamodb/routing/rows.ts";
import {
  dismissSuggestion,
  dynamoSuggestions,
  readOpenSuggestions,
} from "../../adapters/dynamodb/suggestions.ts";
import type { TableDeps } from "../../adapters/dynamodb/table-call.ts";
import { dynamoTimelineReader } from "../../adapters/dynamodb/timeline-reader.ts";
import { eachRecordInOrder } from "../../adapters/lambda/partial-batch.ts";
import { consoleObserve } from "../../adapters/observability/observe.ts";
import { keepMembership } from "../../domain/audiences/audiences.ts";
import { keepConsents } from "../../domain/consent/keep-consents.ts";
import { ledgerId } from "../../domain/consent/ledger-id.ts";
import { portraitReader } from "../../domain/customer/portrait.ts";
import { AwsCallError } from "../../domain/errors.ts";
import type { IdentifiedEvent } from "../../domain/ingest/build-contact-event.ts";
import { defaultPolicies, type Policies } from "../../domain/policies/policies.ts";
import { understandByRules } from "../../domain/understanding/understand-by-rules.ts";
import { createHandler as createRelay } from "../../functions/relay-timeline/handler.ts";
import {
  createHandler as createStaffApi,
  type HandlerDeps,
} from "../../functions/serve-staff-api/handler.ts";
import { type Route, routeKeyOf } from "../../schemas/api/route.ts";
import type { DomainEvent } from "../../schemas/domain-events/catalogue.ts";
import { defaultBrand } from "../../schemas/endpoints.ts";
import { counter } from "./counter.ts";
import { inert, pepper } from "./events.ts";

export interface WorldOptions {
  readonly mergeByRule?: boolean;
  readonly now?: () => Date;
  readonly table: TableDeps;
  /** Keeps the ids of worlds apart that share a table. */
  readonly idPrefix?: string;
}

const silent = consoleObserve(() => {});
/** Ids that sort in the order they were drawn, like the ones of production. */
const idsFrom = (prefix: string) => {
  const next = counter();
  return () => `${prefix}${String(next()).padStart(6, "0")}`;
};

export type World = ReturnType<typeof createWorld>;

export function createWorld({
  table,
  mergeByRule = true,
  idPrefix = "",
  now = () => new Date("2026-11-22T09:00:00.000Z"),
}: WorldOptions) {
  const ids = (prefix: string) => idsFrom(`${prefix}${idPrefix}`);
  const published: DomainEvent[] = [];
  const batch = new Map<DynamoDBRecord, IdentifiedEvent>();
  const policies: Policies = {
    current: async (name) => ({
      version: 0,
      policy: name === "identity" ? { ...defaultPolicies[name], mergeByRule } : defaultPolicies[name],
    }),
  };
  const shared = {
    identities: dynamoIdentities(table),
    readMember: (customerId: string) => readMember(table, customerId),
    merges: dynamoMerges(table),
    suggestions: dynamoSuggestions(table),
    attachments: dynamoAttachments(table),
    policies,
    newMergeId: ids("merge"),
    now,
  };
  const ledger = dynamoConsentLedger(table);
  const relay = createRelay({
    ...shared,
    firstEventAfter: (identifierId, at) => readFirstEventAfter(table, inert(), identifierId, at),
    points: dynamoPointLedger(table),
    understand: async (text) => understandByRules(text),
    keepConsents: (stored) => keepConsents({ ledger, policies, brandOf: async () => defaultBrand }, stored),
    keepMembership: (stored) => keepMembership(dynamoAudiences(table, now), stored),
    followReport: async () => {},
    isEcho: async () => false,
    recentContacts: { add: async () => {} },
    newCustomerId: ids("customer"),
    read: async (record) => {
      const stored = batch.get(record);
      if (stored === undefined) throw new Error("not of this batch");
      return { kind: "event", stored };
    },
    publish: async (events) => {
      published.push(...events);
    },
    eachRecordInOrder: (records, handle) => eachRecordInOrder(records, handle, silent),
  });
  const readPoints = (customerId: string, since: Date) => readPointEntries(table, customerId, since);
  const staff = createStaffApi(
    inert<HandlerDeps>({
      ...shared,
      rolesClaim: "cognito:groups",
      readPortrait: portraitReader({
        readMember: shared.readMember,
        readPoints,
        ledger,
        ledgerIdOf: async (identifier) => ledgerId(pepper, identifier),
        now,
      }),
      archivedCases: (customerId) => readArchivedCases(table, customerId),
      archivedCase: (customerId, caseId) => readArchivedCase(table, customerId, caseId),
      timelines: dynamoTimelineReader(table, inert()),
      openSuggestions: (limit, after) => readOpenSuggestions(table, limit, after),
      dismissSuggestion: (suggestionId) => dismissSuggestion(table, suggestionId),
      statusOf: async (agentId) => (await readAgent(table, agentId))?.status,
      currentToken: async (caseId) => (await readRouting(table, caseId))?.reservation?.token,
      readPolicy: (name) => readPolicy(table, name),
      savePolicy: (name, saved) => savePolicy(table, name, saved),
      pepper: async () => pepper,
      defaultCountry: "TR",
      newEventId: ids("action"),
    }),
  );

  let sequence = 0;
  const recordOf = (event: IdentifiedEvent) => {
    sequence += 1;
    const record = {
      dynamodb: { SequenceNumber: String(sequence), Keys: { PK: { S: event.home } } },
    } as DynamoDBRecord;
    batch.set(record, event);
    return record;
  };

  return {
    table,
    published,
    ownersOf: shared.identities.ownersOf,
    tenuresOf: shared.identities.tenuresOf,
    /** Stores events as the receive path does: once. */
    async store(events: readonly IdentifiedEvent[]) {
      const { call, tableName: TableName } = table;
      const ConditionExpression = "attribute_not_exists(PK)";
      for (const event of events) {
        const Item = marshall(eventItem(event, { body: bodyOf(event) }));
        try {
          await call("PutItem", { TableName, Item, ConditionExpression });
        } catch (error) {
          if (!(error instanceof AwsCallError) || error.code !== "ConditionalCheckFailedException")
            throw error;
        }
      }
    },
    /** The stream's batch, as often as it is delivered. */
    async relay(events: readonly IdentifiedEvent[]) {
      const answer = await relay({ Records: events.map(recordOf) });
      if (answer.batchItemFailures.length > 0) throw new Error("the relay failed");
    },
    async receive(...events: readonly IdentifiedEvent[]) {
      await this.store(events);
      await this.relay(events);
    },
    /** Calls the staff API as an agent; the body of the answer, checked against the route's schema. */
    async call(
      route: Route,
      path: Record<string, string>,
      {
        body,
        query,
        role = "supervisor",
      }: { body?: object; query?: Record<string, string>; role?: string } = {},
    ) {
      const answer = await staff({
        routeKey: routeKeyOf(route),
        pathParameters: path,
        queryStringParameters: query,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        requestContext: {
          authorizer: { jwt: { claims: { "cognito:groups": `[${role}]`, sub: "agent-7" } } },
        },
      } as never);
      const parsed: unknown = answer.body ? JSON.parse(String(answer.body)) : undefined;
      if (answer.statusCode === 200 || answer.statusCode === 201) route.answer.parse(parsed);
      return { status: answer.statusCode ?? 0, body: parsed as never };
    },
  };
}
