/** Cold start of `serve-outbox-api`. */
import { ulid } from "ulid";
import { audienceFile } from "../../adapters/ad-platforms/audience-file.ts";
import { jsonCalls } from "../../adapters/aws/json-call.ts";
import { presignedGets } from "../../adapters/aws/presigned-url.ts";
import { signedRequests } from "../../adapters/aws/signed-request.ts";
import { senders } from "../../adapters/channels/listed/senders.ts";
import { dynamoAttachments } from "../../adapters/dynamodb/attachments.ts";
import { dynamoAudiences } from "../../adapters/dynamodb/audiences.ts";
import { dynamoConsentLedger } from "../../adapters/dynamodb/consent-ledger.ts";
import { dynamoIdentities } from "../../adapters/dynamodb/identities.ts";
import { dynamoListedConsents } from "../../adapters/dynamodb/listed-consents.ts";
import { dynamoMediaEvents } from "../../adapters/dynamodb/media-events.ts";
import { readMember } from "../../adapters/dynamodb/members.ts";
import { dynamoOutbox } from "../../adapters/dynamodb/outbox.ts";
import { dynamoPolicies } from "../../adapters/dynamodb/policies.ts";
import { readRouting } from "../../adapters/dynamodb/routing/rows.ts";
import { readReasons } from "../../adapters/dynamodb/sends.ts";
import { readSentMessage } from "../../adapters/dynamodb/sent-messages.ts";
import { dynamoTable } from "../../adapters/dynamodb/table-call.ts";
import { dynamoTimelineReader } from "../../adapters/dynamodb/timeline-reader.ts";
import { dynamoTimelines } from "../../adapters/dynamodb/timelines.ts";
import { httpFunction } from "../../adapters/lambda/http-function.ts";
import { consoleObserve } from "../../adapters/observability/observe.ts";
import { s3Bodies } from "../../adapters/s3/bodies.ts";
import { s3MediaLinks } from "../../adapters/s3/media-links.ts";
import { secretEndpoints } from "../../adapters/secrets/endpoints.ts";
import { cached, secretsManager } from "../../adapters/secrets/secrets.ts";
import { newestWords } from "../../adapters/sending/consent-reads.ts";
import { sqsSendWakeUps } from "../../adapters/sqs/send-wake-ups.ts";
import { ledgerId } from "../../domain/consent/ledger-id.ts";
import { identifiersOf, readPerson } from "../../domain/identity/person.ts";
import { permit } from "../../domain/outbox/permit.ts";
import { statusOnRung } from "../../domain/outbox/status-ladder.ts";
import { readTimeline } from "../../domain/timeline/read-timeline.ts";
import type { Identifier } from "../../schemas/contact-event.ts";
import { environments } from "../../schemas/environment.ts";
import { createHandler } from "./handler.ts";

/** As many of a customer's newest events as an answer may be to, or a case's replies are looked for in. */
const newestEvents = 200;

const env = environments["serve-outbox-api"].parse(process.env);
const now = () => new Date();
const table = dynamoTable(process.env, env.TABLE_NAME);
const bodies = s3Bodies(signedRequests("s3", process.env), env.BODIES_BUCKET);
const readSecret = secretsManager(jsonCalls("secretsmanager", process.env));
const pepper = cached(() => readSecret(env.PEPPER_SECRET_ID), Date.now);
const endpoints = secretEndpoints(readSecret, env.ENDPOINTS_SECRET_ID, Date.now, env.CHANNELS_SECRET_ID);
const policies = dynamoPolicies(table, Date.now);
const timelines = dynamoTimelineReader(table, bodies);
const outbox = dynamoOutbox(table);
const member = (customerId: string) => readMember(table, customerId);
const ledger = dynamoConsentLedger(table);
const ledgerIdOf = async (identifier: Pick<Identifier, "kind" | "value">) =>
  ledgerId(await pepper.read(Number.POSITIVE_INFINITY), identifier);
const permission = {
  ledger,
  policies,
  newestWords: newestWords(table, bodies, policies),
  recentSends: async ({ customerId, reason }: { customerId: string; reason?: string | undefined }) => {
    const person = reason === undefined ? undefined : await readPerson(member, customerId);
    if (person === undefined || reason === undefined) return [];
    return readReasons(
      table,
      person.members.map((one) => one.customerId),
      reason,
    );
  },
  now,
};

export const handler = httpFunction(
  createHandler({
    readMember: member,
    attachments: dynamoAttachments(table),
    eventsOn: async (person, channel) => {
      const identifiers = identifiersOf(person);
      return (await readTimeline(timelines, identifiers, { limit: newestEvents, channel })).items;
    },
    sendIdsOf: async (person, caseId) => {
      const { items } = await readTimeline(timelines, identifiersOf(person), { limit: newestEvents });
      return items
        .filter((item) => item.kind === "message.sent" && item.caseId === caseId)
        .flatMap(({ attributes }) => (typeof attributes?.sendId === "string" ? [attributes.sendId] : []));
    },
    endpoints: () => endpoints.all(),
    senderOf: (provider) => senders[provider],
    currentToken: async (caseId) => (await readRouting(table, caseId))?.reservation?.token,
    permit: (request, capabilities) => permit(permission, request, capabilities),
    ledgerIdsOf: async (recipient) => [await ledgerIdOf(recipient)],
    ledgerIdOf,
    ledger,
    newEventId: () => ulid(),
    timelines: dynamoTimelines(
      { call: jsonCalls("dynamodb", process.env), tableName: env.TABLE_NAME },
      bodies,
    ),
    listed: dynamoListedConsents(table, bodies),
    audiences: dynamoAudiences(table),
    fileOf: audienceFile,
    tenuresOf: dynamoIdentities(table).tenuresOf,
    idSettings: async () => ({
      pepper: await pepper.read(Number.POSITIVE_INFINITY),
      defaultCountry: env.DEFAULT_COUNTRY,
    }),
    findSend: async (sendId) => (await outbox.load(sendId))?.request,
    outbox,
    reportedStatus: async ({ request: { provider, endpointId }, providerMessageId }) =>
      providerMessageId === undefined
        ? undefined
        : statusOnRung((await readSentMessage(table, { provider, endpointId, providerMessageId })).rung),
    announce: sqsSendWakeUps(jsonCalls("sqs", process.env), env.SENDS_QUEUE_URL),
    mediaEvents: dynamoMediaEvents(table, bodies),
    mediaLinks: s3MediaLinks(presignedGets(process.env), env.BODIES_BUCKET),
    policies,
    newSendId: () => ulid(),
    now,
    rolesClaim: env.ROLES_CLAIM,
  }),
  consoleObserve(),
);
