/** Reads of several items at once, parsed on arrival. Not on the receive path. */
import type { AttributeValue, QueryInput, WriteRequest } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import * as z from "zod/mini";
import { CorruptItemError } from "../../domain/errors.ts";
import type { Key } from "./keys.ts";
import type { TableDeps } from "./table-call.ts";

/** @throws CorruptItemError when the item is not what the schema says */
export function parseItem<Item>(schema: z.ZodMiniType<Item>, item: Record<string, AttributeValue>): Item {
  const parsed = schema.safeParse(unmarshall(item));
  if (parsed.success) return parsed.data;
  throw new CorruptItemError(`item ${item.PK?.S} ${item.SK?.S}: ${parsed.error.message}`);
}

/** Documents are kept as JSON text, so that every string survives and one attribute is marshalled. */
export const documentOf = <Value>(schema: z.ZodMiniType<Value>) =>
  z.pipe(
    z.object({ body: z.string() }),
    z.pipe(
      z.transform(({ body }: { body: string }) => JSON.parse(body)),
      schema,
    ),
  );

export const marshalKey = ({ PK, SK }: Key) => ({ PK: { S: PK }, SK: { S: SK } });

/** DynamoDB's limits for one BatchGetItem and one BatchWriteItem. */
const keysPerBatch = 100;
const putsPerBatch = 25;
const batchAttempts = 6;
const firstPauseMs = 20;

/**
 * Runs batches side by side. What DynamoDB leaves unprocessed is asked for again, with growing pauses.
 *
 * @param run handles one batch and returns what was left of it
 */
async function inBatches<Part>(
  parts: readonly Part[],
  size: number,
  run: (batch: Part[]) => Promise<Part[] | undefined>,
): Promise<void> {
  const finish = async (batch: Part[]) => {
    let pending = batch;
    for (let attempt = 0; pending.length > 0; attempt += 1) {
      if (attempt === batchAttempts) throw new Error(`${pending.length} items still unprocessed`);
      if (attempt > 0) await new Promise((resolve) => setTimeout(resolve, firstPauseMs * 2 ** attempt));
      pending = (await run(pending)) ?? [];
    }
  };
  const batches = [];
  for (let from = 0; from < parts.length; from += size) batches.push(finish(parts.slice(from, from + size)));
  await Promise.all(batches);
}

/**
 * The items that exist, in no order.
 *
 * @param how `ConsistentRead` for items as of now; they cost twice as much
 */
export async function getItems(
  { call, tableName }: TableDeps,
  wanted: readonly Key[],
  how: { readonly ConsistentRead?: true } = {},
): Promise<Record<string, AttributeValue>[]> {
  const items: Record<string, AttributeValue>[] = [];
  await inBatches(wanted.map(marshalKey), keysPerBatch, async (Keys: Record<string, AttributeValue>[]) => {
    const answer = await call("BatchGetItem", { RequestItems: { [tableName]: { Keys, ...how } } });
    items.push(...(answer.Responses?.[tableName] ?? []));
    return answer.UnprocessedKeys?.[tableName]?.Keys;
  });
  return items;
}

/** All items that a query finds, page by page. */
export async function queryItems(
  { call, tableName }: TableDeps,
  query: Omit<QueryInput, "TableName" | "ExclusiveStartKey">,
): Promise<Record<string, AttributeValue>[]> {
  const items: Record<string, AttributeValue>[] = [];
  let from: Record<string, AttributeValue> | undefined;
  do {
    const page = from === undefined ? {} : { ExclusiveStartKey: from };
    const answer = await call("Query", { TableName: tableName, ...query, ...page });
    items.push(...(answer.Items ?? []));
    from = answer.LastEvaluatedKey;
  } while (from !== undefined);
  return items;
}

/** Writes items over what is there; no two of them may have the same key. */
export async function putItems(
  { call, tableName }: TableDeps,
  items: readonly Record<string, AttributeValue>[],
): Promise<void> {
  const puts: WriteRequest[] = items.map((Item) => ({ PutRequest: { Item } }));
  await inBatches(puts, putsPerBatch, async (batch) => {
    const answer = await call("BatchWriteItem", { RequestItems: { [tableName]: batch } });
    return answer.UnprocessedItems?.[tableName];
  });
}
