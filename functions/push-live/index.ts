/** Cold start of `push-live`. */
import { ApiGatewayManagementApiClient } from "@aws-sdk/client-apigatewaymanagementapi";
import middy from "@middy/core";
import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { clientSettings } from "../../adapters/aws/client-settings.ts";
import { signedRequests } from "../../adapters/aws/signed-request.ts";
import { dynamoLiveConnections } from "../../adapters/dynamodb/live-connections.ts";
import { liveContact } from "../../adapters/dynamodb/live-contacts.ts";
import { dynamoTable } from "../../adapters/dynamodb/table-call.ts";
import { eachMessage } from "../../adapters/lambda/partial-batch.ts";
import { consoleObserve } from "../../adapters/observability/observe.ts";
import { s3Bodies } from "../../adapters/s3/bodies.ts";
import { postToConnection } from "../../adapters/websocket/post-to-connection.ts";
import { environments } from "../../schemas/environment.ts";
import { deliveredSchema } from "./delivered-event.ts";
import { createHandler } from "./handler.ts";

const env = environments["push-live"].parse(process.env);
const table = dynamoTable(process.env, env.TABLE_NAME);
const bodies = s3Bodies(signedRequests("s3", process.env), env.BODIES_BUCKET);
const management = new ApiGatewayManagementApiClient({
  ...clientSettings(process.env),
  endpoint: env.LIVE_CALLBACK_URL,
});

const observe = consoleObserve();

export const handler = middy<SQSEvent, SQSBatchResponse>().handler(
  createHandler({
    connections: dynamoLiveConnections(table),
    parse: (body) => deliveredSchema.parse(JSON.parse(body)),
    findContact: (place) => liveContact(table, bodies, place),
    post: postToConnection(management),
    eachMessage: (records, handle) => eachMessage(records, handle, observe),
  }),
);
