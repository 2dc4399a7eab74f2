/** Cold start of `relay-timeline`. */
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import middy from "@middy/core";
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from "aws-lambda";
import { ulid } from "ulid";
import { clientSettings } from "../../adapters/aws/client-settings.ts";
import { signedRequests } from "../../adapters/aws/signed-request.ts";
import { dynamoClient } from "../../adapters/dynamodb/client.ts";
import { dynamoIdentities } from "../../adapters/dynamodb/identities.ts";
import { readNewItem } from "../../adapters/dynamodb/new-items.ts";
import { dynamoRecentContacts } from "../../adapters/dynamodb/recent-contacts.ts";
import { newImage } from "../../adapters/dynamodb/stream-record.ts";
import { eventBridgeBus } from "../../adapters/eventbridge/domain-event-bus.ts";
import { eachRecordInOrder } from "../../adapters/lambda/partial-batch.ts";
import { consoleObserve } from "../../adapters/observability/observe.ts";
import { s3Bodies } from "../../adapters/s3/bodies.ts";
import { environments } from "../../schemas/environment.ts";
import { createHandler } from "./handler.ts";

const env = environments["relay-timeline"].parse(process.env);
const observe = consoleObserve();
const table = { client: dynamoClient(process.env), tableName: env.TABLE_NAME };
const bodies = s3Bodies(signedRequests("s3", process.env), env.BODIES_BUCKET);

export const handler = middy<DynamoDBStreamEvent, DynamoDBBatchResponse>().handler(
  createHandler({
    identities: dynamoIdentities(table),
    recentContacts: dynamoRecentContacts(table),
    newId: () => ulid(),
    read: (record) => readNewItem(bodies, newImage(record)),
    publish: eventBridgeBus(new EventBridgeClient(clientSettings(process.env)), env.BUS_NAME),
    eachRecordInOrder: (records, handle) => eachRecordInOrder(records, handle, observe),
  }),
);
