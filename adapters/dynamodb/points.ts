/** Point entries in the table: under the customer whose event they judge, and under no other, for ever. */
import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { fadedAt } from "../../domain/points/fading.ts";
import type { NewPoints } from "../../domain/timeline/add-to-customer.ts";
import { type PointEntry, pointEntrySchema } from "../../schemas/points.ts";
import { parseItem, putItems, queryItems } from "./items.ts";
import { keys, pointPrefix } from "./keys.ts";
import type { TableDeps } from "./table-call.ts";

/** Longer than any delivery can come late (a queue keeps it 14 days): what expired is not written again. */
const keptAfterFadingSeconds = 30 * 24 * 60 * 60;

/** Sorts after every entry. */
const afterEveryEntry = `${pointPrefix}~`;

/**
 * Items to put as they are, unconditionally, in a batch or a transaction; no two have the same key.
 *
 * To put one again changes nothing: its key holds all that an entry follows from. What two deliveries judged
 * differently stands side by side, and the ledger lets one of them count.
 */
export function pointEntryItems(
  customerId: string,
  entries: readonly PointEntry[],
): Record<string, AttributeValue>[] {
  const byKey = new Map(entries.map((entry) => [keys.pointEntry(customerId, entry).SK, entry]));
  return Array.from(byKey.values(), (entry) => {
    const expiresAt = Math.ceil(fadedAt(entry).getTime() / 1000) + keptAfterFadingSeconds;
    return marshall(
      { ...keys.pointEntry(customerId, entry), type: "point-entry", ...entry, expiresAt },
      { removeUndefinedValues: true },
    );
  });
}

/** The points ledger: an entry that is there already stays as it is. */
export function dynamoPointLedger(table: TableDeps) {
  return {
    add: (points: readonly NewPoints[]): Promise<void> =>
      putItems(
        table,
        points.flatMap(({ customerId, entries }) => pointEntryItems(customerId, entries)),
      ),
  };
}

/**
 * The entries of one customer, oldest first.
 *
 * @param since event time of the oldest wanted (`countsFrom` for a ledger)
 */
export async function readPointEntries(
  table: TableDeps,
  customerId: string,
  since: Date,
): Promise<PointEntry[]> {
  const items = await queryItems(table, {
    KeyConditionExpression: "PK = :partition AND SK BETWEEN :first AND :last",
    ExpressionAttributeValues: {
      ":partition": { S: keys.customer(customerId).PK },
      ":first": { S: `${pointPrefix}${since.toISOString()}` },
      ":last": { S: afterEveryEntry },
    },
  });
  return items.map((item) => parseItem(pointEntrySchema, item));
}
