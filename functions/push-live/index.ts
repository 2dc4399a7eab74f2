/** Cold start of `push-live`. */
import { ApiGatewayManagementApiClient } from "@aws-sdk/client-apigatewaymanagementapi";
import middy from "@middy/core";
import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import * as z from "zod/mini";
import { clientSettings } from "../../adapters/aws/client-settings.ts";
import { signedRequests } from "../../adapters/aws/signed-request.ts";
import { dynamoClient } from "../../adapters/dynamodb/client.ts";
import { dynamoLiveConnections } from "../../adapters/dynamodb/live-connections.ts";
import { liveContact } from "../../adapters/dynamodb/staff-views.ts";
import { eachMessage } from "../../adapters/lambda/partial-batch.ts";
import { consoleObserve } from "../../adapters/observability/observe.ts";
import { s3Bodies } from "../../adapters/s3/bodies.ts";
import { postToConnection } from "../../adapters/websocket/post-to-connection.ts";
import { contactReceivedSchema } from "../../schemas/domain-events/catalogue.ts";
import { environments } from "../../schemas/environment.ts";
import { createHandler } from "./handler.ts";

const env = environments["push-live"].parse(process.env);
const table = { client: dynamoClient(process.env), tableName: env.TABLE_NAME };
const bodies = s3Bodies(signedRequests("s3", process.env), env.BODIES_BUCKET);
const management = new ApiGatewayManagementApiClient({
  ...clientSettings(process.env),
  endpoint: env.LIVE_CALLBACK_URL,
});

const observe = consoleObserve();
/** What the bus puts into the queue. */
const delivery = z.object({ detail: contactReceivedSchema });

export const handler = middy<SQSEvent, SQSBatchResponse>().handler(
  createHandler({
    connections: dynamoLiveConnections(table),
    parse: (body) => delivery.parse(JSON.parse(body)).detail,
    findContact: (place) => liveContact(table, bodies, place),
    post: postToConnection(management),
    eachMessage: (records, handle) => eachMessage(records, handle, observe),
  }),
);
