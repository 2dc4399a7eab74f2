/** Cold start of `send-message`. */
import middy from "@middy/core";
import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { jsonCalls } from "../../adapters/aws/json-call.ts";
import { signedRequests } from "../../adapters/aws/signed-request.ts";
import { senders } from "../../adapters/channels/listed/senders.ts";
import { mostMailFileBytes } from "../../adapters/channels/mail-files.ts";
import { dynamoConsentLedger } from "../../adapters/dynamodb/consent-ledger.ts";
import { dynamoOutbox } from "../../adapters/dynamodb/outbox.ts";
import { dynamoPolicies } from "../../adapters/dynamodb/policies.ts";
import { dynamoTable } from "../../adapters/dynamodb/table-call.ts";
import { dynamoTokenBuckets } from "../../adapters/dynamodb/token-buckets.ts";
import { eachMessage } from "../../adapters/lambda/partial-batch.ts";
import { guardedFetch } from "../../adapters/media/guarded-fetch.ts";
import { consoleObserve } from "../../adapters/observability/observe.ts";
import { s3Bodies } from "../../adapters/s3/bodies.ts";
import { secretEndpoints } from "../../adapters/secrets/endpoints.ts";
import { secretsManager } from "../../adapters/secrets/secrets.ts";
import { awsHttp } from "../../adapters/sending/aws-http.ts";
import { newestWords } from "../../adapters/sending/consent-reads.ts";
import { providerHttp } from "../../adapters/sending/provider-http.ts";
import { readWakeUp, sqsSendWakeUps } from "../../adapters/sqs/send-wake-ups.ts";
import { permit } from "../../domain/outbox/permit.ts";
import { refusalEntries } from "../../domain/outbox/refusal-entries.ts";
import type { Quota } from "../../domain/rate/token-bucket.ts";
import { environments } from "../../schemas/environment.ts";
import { createHandler } from "./handler.ts";

const env = environments["send-message"].parse(process.env);
const observe = consoleObserve();
const now = () => new Date();
const table = dynamoTable(process.env, env.TABLE_NAME);
const bodies = s3Bodies(signedRequests("s3", process.env), env.BODIES_BUCKET);
const readSecret = secretsManager(jsonCalls("secretsmanager", process.env));
const endpoints = secretEndpoints(readSecret, env.ENDPOINTS_SECRET_ID, Date.now, env.CHANNELS_SECRET_ID);
const policies = dynamoPolicies(table, Date.now);
const ledger = dynamoConsentLedger(table);
const permission = {
  ledger,
  policies,
  newestWords: newestWords(table, bodies, policies),
  // Its own reason was reserved when it was accepted.
  recentSends: async () => [],
  now,
};
/** Of each file of a message, all at once: well within the function's time, together with the claim and the send. */
const sentFileLimits = { largestBytes: mostMailFileBytes, totalMs: 12_000, idleMs: 5_000 };
const rates: Record<string, Quota> = {};
const buckets = dynamoTokenBuckets(table, rates);
const publicBaseUrl = env.PUBLIC_BASE_URL.replace(/\/$/, "");

export const handler = middy<SQSEvent, SQSBatchResponse>().handler(
  createHandler({
    outbox: dynamoOutbox(table),
    permit: (request, capabilities) => permit(permission, request, capabilities),
    senderOf: (provider) => senders[provider],
    endpointOf: (provider, endpointId) => endpoints.find(provider, endpointId),
    bucketsOf: (name, rate) => {
      rates[name] = rate;
      return buckets;
    },
    tools: { http: providerHttp, aws: awsHttp(process.env), now },
    fetchFile: guardedFetch({ limits: sentFileLimits }),
    optedOut: (request) => ledger.append(refusalEntries(request, now())),
    announce: sqsSendWakeUps(jsonCalls("sqs", process.env), env.SENDS_QUEUE_URL),
    statusUrl: ({ provider, endpointId, sendId }) =>
      `${publicBaseUrl}/v1/ingest/${provider}/${endpointId}?send=${sendId}`,
    waitUntil: (instant) =>
      new Promise((resolve) => setTimeout(resolve, Math.max(0, instant.getTime() - Date.now()))),
    now,
    random: Math.random,
    report: (outcome, facts) => {
      observe.count("SendTried", { outcome, provider: String(facts.provider) });
      if (outcome !== "accepted") observe.warn("SEND_NOT_ACCEPTED", { outcome, ...facts });
    },
    parse: readWakeUp,
    eachMessage: (records, handle) => eachMessage(records, handle, observe),
  }),
);
