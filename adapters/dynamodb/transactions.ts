/** Writes that happen all or nothing, where losing a race is an expected answer. */
import {
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";
import type { TableDeps } from "./client.ts";

const lostReasons = new Set(["ConditionalCheckFailed", "TransactionConflict"]);

/** `lost` when a condition did not hold, or somebody else was writing the same items at that moment. */
export async function writeTogether(
  { client }: TableDeps,
  TransactItems: TransactWriteItem[],
): Promise<"written" | "lost"> {
  try {
    await client.send(new TransactWriteItemsCommand({ TransactItems }));
    return "written";
  } catch (error) {
    if (!(error instanceof TransactionCanceledException)) throw error;
    if (error.CancellationReasons?.some(({ Code }) => Code !== undefined && lostReasons.has(Code)))
      return "lost";
    throw error;
  }
}
