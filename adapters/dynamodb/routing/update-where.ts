/** An update of one item that must meet a condition, where not to meet it is an expected answer. */
import type { UpdateItemInput } from "@aws-sdk/client-dynamodb";
import { AwsCallError } from "../../../domain/errors.ts";
import type { TableDeps } from "../table-call.ts";

export async function updateWhere(
  { call, tableName }: TableDeps,
  update: Omit<UpdateItemInput, "TableName">,
): Promise<"updated" | "refused"> {
  try {
    await call("UpdateItem", { TableName: tableName, ...update });
    return "updated";
  } catch (error) {
    if (error instanceof AwsCallError && error.code === "ConditionalCheckFailedException") return "refused";
    throw error;
  }
}
