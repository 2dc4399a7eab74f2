/** Closed cases that nothing can bring back. */
import { QueryCommand } from "@aws-sdk/client-dynamodb";
import type { Case } from "../../schemas/case.ts";
import type { TableDeps } from "./client.ts";
import { parseItem } from "./items.ts";
import { archivedCasePrefix, keys } from "./keys.ts";
import { caseItemSchema } from "./members.ts";

/** More than anybody scrolls through; the timeline has them all. */
const mostShown = 200;

/** One customer's archived cases, in no order. */
export async function readArchivedCases(
  { client, tableName }: TableDeps,
  customerId: string,
): Promise<Case[]> {
  const answer = await client.send(
    new QueryCommand({
      TableName: tableName,
      KeyConditionExpression: "PK = :partition AND begins_with(SK, :archived)",
      ExpressionAttributeValues: {
        ":partition": { S: keys.customer(customerId).PK },
        ":archived": { S: archivedCasePrefix },
      },
      Limit: mostShown,
    }),
  );
  return (answer.Items ?? []).map((item) => parseItem(caseItemSchema, item));
}
