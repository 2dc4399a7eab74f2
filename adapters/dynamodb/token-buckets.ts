/** Token buckets in the table, of Amazon Connect's APIs and of the accounts we send by: a token is one conditional update. */
import * as z from "zod/mini";
import { AwsCallError } from "../../domain/errors.ts";
import {
  drainedMs,
  intervalMs,
  type Quota,
  slotOf,
  type TokenBuckets,
} from "../../domain/rate/token-bucket.ts";
import { marshalKey } from "./items.ts";
import { keys } from "./keys.ts";
import { updateWhere } from "./routing/update-where.ts";
import type { TableDeps } from "./table-call.ts";

/** Of the answer to an update: when the bucket is full again, in milliseconds since 1970. */
const movedSchema = z.object({ Attributes: z.object({ fullAt: z.object({ N: z.string() }) }) });

/** What AWS grants where it says nothing else. */
const usualQuota: Quota = { perSecond: 2, burst: 5 };

export function dynamoTokenBuckets(table: TableDeps, quotas: Readonly<Record<string, Quota>>): TokenBuckets {
  /** As this process saw it last: whether the bucket is full is mostly guessed right at once. */
  const fullAt = new Map<string, number>();
  return {
    async take(api, at) {
      const quota = quotas[api] ?? usualQuota;
      const now = at.getTime();
      for (let isFull = (fullAt.get(api) ?? 0) <= now; ; isFull = !isFull) {
        const after = isFull
          ? await takeFromFull(table, api, now, quota)
          : await takeFromUsed(table, api, now, quota);
        if (after === undefined) continue;
        fullAt.set(api, after);
        return new Date(slotOf(after - intervalMs(quota), quota, now));
      }
    },
    async drain(api, now) {
      const drained = drainedMs(quotas[api] ?? usualQuota, now.getTime());
      await setFullAt(table, api, drained, drained);
    },
  };
}

/** @param before when it has to be full again at present, for this to be written */
const setFullAt = (table: TableDeps, api: string, fullAt: number, before: number) =>
  updateWhere(table, {
    Key: marshalKey(keys.connectBucket(api)),
    UpdateExpression: "SET #type = :type, fullAt = :fullAt",
    ConditionExpression: "attribute_not_exists(PK) OR fullAt < :before",
    ExpressionAttributeNames: { "#type": "type" },
    ExpressionAttributeValues: {
      ":type": { S: "connect-bucket" },
      ":fullAt": { N: String(fullAt) },
      ":before": { N: String(before) },
    },
  });

/** @returns when the bucket is full again; `undefined` where it is not full now */
async function takeFromFull(table: TableDeps, api: string, now: number, quota: Quota) {
  const after = now + intervalMs(quota);
  return (await setFullAt(table, api, after, now + 1)) === "updated" ? after : undefined;
}

/** @returns when the bucket is full again; `undefined` where it is full now */
async function takeFromUsed({ call, tableName }: TableDeps, api: string, now: number, quota: Quota) {
  try {
    const answer = await call("UpdateItem", {
      TableName: tableName,
      Key: marshalKey(keys.connectBucket(api)),
      UpdateExpression: "SET fullAt = fullAt + :interval",
      ConditionExpression: "fullAt > :now",
      ExpressionAttributeValues: {
        ":interval": { N: String(intervalMs(quota)) },
        ":now": { N: String(now) },
      },
      ReturnValues: "UPDATED_NEW",
    });
    return Number(movedSchema.parse(answer).Attributes.fullAt.N);
  } catch (error) {
    if (error instanceof AwsCallError && error.code === "ConditionalCheckFailedException") return undefined;
    throw error;
  }
}
