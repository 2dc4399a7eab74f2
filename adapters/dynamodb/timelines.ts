/** Writes contact events: one conditional PutItem each. On the receive path: mind every import. */
import * as z from "zod/mini";
import { AwsCallError } from "../../domain/errors.ts";
import type { IdentifiedEvent } from "../../domain/ingest/build-contact-event.ts";
import type { FirstReceipts, Timelines } from "../../domain/ingest/store-event.ts";
import type { JsonCall } from "../aws/json-call.ts";
import { bodyOf, eventItem } from "./event-item.ts";
import { type Key, keys } from "./keys.ts";

/** Where bodies go that are too long for the table. */
export interface Bodies {
  put(key: string, body: string): Promise<void>;
  get(key: string): Promise<string>;
}

/** UTF-16 units; above it a timeline page would cost more to read than the pointer's extra request. */
const longestInlineBody = 8 * 1024;

/** The table without its SDK client. */
export interface TableCalls {
  readonly call: JsonCall;
  readonly tableName: string;
}

type Put = { readonly kind: "put" } | { readonly kind: "taken"; readonly answer: string };

/** Writes the item unless its key is taken; then `answer` holds what is there. */
async function putOnce(
  { call, tableName }: TableCalls,
  item: Key & Readonly<Record<string, string>>,
): Promise<Put> {
  try {
    await call("PutItem", {
      TableName: tableName,
      Item: Object.fromEntries(Object.entries(item).map(([name, value]) => [name, { S: value }])),
      ConditionExpression: "attribute_not_exists(PK)",
      ReturnValuesOnConditionCheckFailure: "ALL_OLD",
    });
    return { kind: "put" };
  } catch (error) {
    if (!(error instanceof AwsCallError) || error.code !== "ConditionalCheckFailedException") throw error;
    return { kind: "taken", answer: error.body };
  }
}

export function dynamoTimelines(table: TableCalls, bodies: Bodies): Timelines {
  const placeBody = async (identified: IdentifiedEvent) => {
    const body = bodyOf(identified);
    if (body.length <= longestInlineBody) return { body };
    const bodyKey = `events/${identified.home}/${identified.event.eventId}.json`;
    await bodies.put(bodyKey, body);
    return { bodyKey };
  };
  return {
    async append(identified, media = []) {
      const item = {
        ...eventItem(identified, await placeBody(identified)),
        ...(media.length === 0 ? {} : { media: JSON.stringify(media) }),
      };
      return (await putOnce(table, item)).kind === "put" ? "appended" : "duplicate";
    },
  };
}

const takenSchema = z.object({ Item: z.object({ receivedAt: z.object({ S: z.string() }) }) });

export function dynamoFirstReceipts(table: TableCalls): FirstReceipts {
  return {
    async fix(eventId, receivedAt) {
      const item = { ...keys.firstReceipt(eventId), type: "first-receipt", receivedAt };
      const put = await putOnce(table, item);
      return put.kind === "put" ? receivedAt : takenSchema.parse(JSON.parse(put.answer)).Item.receivedAt.S;
    },
  };
}
