/** Writes contact events: one conditional PutItem each. On the receive path: mind every import. */
import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  PutItemCommand,
} from "@aws-sdk/client-dynamodb";
import type { IdentifiedEvent } from "../../domain/ingest/build-contact-event.ts";
import type { FirstReceipts, Timelines } from "../../domain/ingest/store-event.ts";
import { bodyOf, eventItem } from "./event-item.ts";
import { type Key, keys } from "./keys.ts";

/** Where bodies go that are too long for the table. */
export interface Bodies {
  put(key: string, body: string): Promise<void>;
  get(key: string): Promise<string>;
}

/** UTF-16 units; above it a timeline page would cost more to read than the pointer's extra request. */
const longestInlineBody = 8 * 1024;

export interface TableDeps {
  readonly client: DynamoDBClient;
  readonly tableName: string;
}

function stringItem(item: Readonly<Record<string, string>>) {
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, { S: value }]));
}

function putOnce(tableName: string, item: Key & Readonly<Record<string, string>>) {
  return new PutItemCommand({
    TableName: tableName,
    Item: stringItem({ ...item }),
    ConditionExpression: "attribute_not_exists(PK)",
    ReturnValuesOnConditionCheckFailure: "ALL_OLD",
  });
}

export function dynamoTimelines({ client, tableName }: TableDeps, bodies: Bodies): Timelines {
  const placeBody = async (identified: IdentifiedEvent) => {
    const body = bodyOf(identified);
    if (body.length <= longestInlineBody) return { body };
    const bodyKey = `events/${identified.home}/${identified.event.eventId}.json`;
    await bodies.put(bodyKey, body);
    return { bodyKey };
  };
  return {
    async append(identified) {
      const item = eventItem(identified, await placeBody(identified));
      try {
        await client.send(putOnce(tableName, item));
        return "appended";
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return "duplicate";
        throw error;
      }
    },
  };
}

export function dynamoFirstReceipts({ client, tableName }: TableDeps): FirstReceipts {
  return {
    async fix(eventId, receivedAt) {
      const item = { ...keys.firstReceipt(eventId), type: "first-receipt", receivedAt };
      try {
        await client.send(putOnce(tableName, item));
        return receivedAt;
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
        return error.Item?.receivedAt?.S ?? receivedAt;
      }
    },
  };
}
