/** Cold start of `fetch-media`. */
import middy from "@middy/core";
import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { jsonCalls } from "../../adapters/aws/json-call.ts";
import { withRetries } from "../../adapters/aws/retries.ts";
import { signedRequests } from "../../adapters/aws/signed-request.ts";
import { mediaSources } from "../../adapters/channels/listed/media-sources.ts";
import { dynamoMediaEvents } from "../../adapters/dynamodb/media-events.ts";
import { dynamoTable } from "../../adapters/dynamodb/table-call.ts";
import { eachMessage } from "../../adapters/lambda/partial-batch.ts";
import { guardedFetch } from "../../adapters/media/guarded-fetch.ts";
import { consoleObserve } from "../../adapters/observability/observe.ts";
import { s3Bodies } from "../../adapters/s3/bodies.ts";
import { s3Drops } from "../../adapters/s3/drops.ts";
import { filePutTimeoutMs, s3MediaFiles } from "../../adapters/s3/media-files.ts";
import { secretEndpoints } from "../../adapters/secrets/endpoints.ts";
import { secretsManager } from "../../adapters/secrets/secrets.ts";
import { awsHttp } from "../../adapters/sending/aws-http.ts";
import { providerHttp } from "../../adapters/sending/provider-http.ts";
import { environments } from "../../schemas/environment.ts";
import { createHandler } from "./handler.ts";

const env = environments["fetch-media"].parse(process.env);
const observe = consoleObserve();
const s3 = signedRequests("s3", process.env);
const bodies = s3Bodies(s3, env.BODIES_BUCKET);
const putFile = signedRequests("s3", process.env, "s3", withRetries, filePutTimeoutMs);
const readSecret = secretsManager(jsonCalls("secretsmanager", process.env));

export const handler = middy<SQSEvent, SQSBatchResponse>().handler(
  createHandler({
    events: dynamoMediaEvents(dynamoTable(process.env, env.TABLE_NAME), bodies),
    endpoints: secretEndpoints(readSecret, env.ENDPOINTS_SECRET_ID, Date.now, env.CHANNELS_SECRET_ID),
    sourceOf: (provider) => mediaSources[provider],
    tools: { http: providerHttp, aws: awsHttp(process.env), now: () => new Date() },
    fetchFile: guardedFetch(),
    drops: s3Drops(s3, env.BODIES_BUCKET, process.env),
    files: s3MediaFiles(putFile, env.BODIES_BUCKET),
    eachMessage: (records, handle) => eachMessage(records, handle, observe),
  }),
);
