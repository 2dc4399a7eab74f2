/** Reads of several items at once, parsed on arrival. Not on the receive path. */
import { type AttributeValue, BatchGetItemCommand } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import type * as z from "zod/mini";
import { CorruptItemError } from "../../domain/errors.ts";
import type { Key } from "./keys.ts";
import type { TableDeps } from "./timelines.ts";

/** @throws CorruptItemError when the item is not what the schema says */
export function parseItem<Item>(schema: z.ZodMiniType<Item>, item: Record<string, AttributeValue>): Item {
  const parsed = schema.safeParse(unmarshall(item));
  if (parsed.success) return parsed.data;
  throw new CorruptItemError(`item ${item.PK?.S} ${item.SK?.S}: ${parsed.error.message}`);
}

/** DynamoDB's limit for one BatchGetItem. */
const keysPerBatch = 100;
const batchAttempts = 6;
const firstPauseMs = 20;

export const marshalKey = ({ PK, SK }: Key) => ({ PK: { S: PK }, SK: { S: SK } });

/** The items that exist, in no order. Unprocessed keys are asked for again, with growing pauses. */
export async function getItems(
  { client, tableName }: TableDeps,
  wanted: readonly Key[],
): Promise<Record<string, AttributeValue>[]> {
  const batches = [];
  for (let from = 0; from < wanted.length; from += keysPerBatch) {
    batches.push(wanted.slice(from, from + keysPerBatch).map(marshalKey));
  }
  const getBatch = async (batch: Record<string, AttributeValue>[]) => {
    const items: Record<string, AttributeValue>[] = [];
    let pending = batch;
    for (let attempt = 0; pending.length > 0; attempt += 1) {
      if (attempt === batchAttempts) throw new Error(`${pending.length} keys still unprocessed`);
      if (attempt > 0) await new Promise((resolve) => setTimeout(resolve, firstPauseMs * 2 ** attempt));
      const answer = await client.send(
        new BatchGetItemCommand({ RequestItems: { [tableName]: { Keys: pending } } }),
      );
      items.push(...(answer.Responses?.[tableName] ?? []));
      pending = answer.UnprocessedKeys?.[tableName]?.Keys ?? [];
    }
    return items;
  };
  return (await Promise.all(batches.map(getBatch))).flat();
}
