/** Writes that happen all or nothing, where losing a race is an expected answer. */
import { randomUUID } from "node:crypto";
import type { TransactWriteItem } from "@aws-sdk/client-dynamodb";
import * as z from "zod/mini";
import { AwsCallError } from "../../domain/errors.ts";
import type { TableDeps } from "./table-call.ts";

const lostReasons = new Set(["ConditionalCheckFailed", "TransactionConflict"]);

/** Why DynamoDB cancelled a transaction: one code for each write, `None` for those that were not the reason. */
const cancelledSchema = z.object({
  CancellationReasons: z.array(z.object({ Code: z.optional(z.string()) })),
});

/** `lost` when a condition did not hold, or somebody else was writing the same items at that moment. */
export async function writeTogether(
  { call }: TableDeps,
  TransactItems: TransactWriteItem[],
): Promise<"written" | "lost"> {
  try {
    // A try that was answered too late and is made again must not meet its own writes.
    await call("TransactWriteItems", { TransactItems, ClientRequestToken: randomUUID() });
    return "written";
  } catch (error) {
    if (!(error instanceof AwsCallError) || error.code !== "TransactionCanceledException") throw error;
    const { CancellationReasons } = cancelledSchema.parse(JSON.parse(error.body));
    if (CancellationReasons.some(({ Code }) => Code !== undefined && lostReasons.has(Code))) return "lost";
    throw error;
  }
}
