/** Merge suggestions in the table: under both customers, and in the list of all that are open. */
import { marshall } from "@aws-sdk/util-dynamodb";
import type { Suggestions } from "../../domain/identity/merge-by-rule.ts";
import { customersOf, type NewSuggestion } from "../../domain/identity/suggestion.ts";
import { marshalKey } from "./items.ts";
import { keys, openSuggestions } from "./keys.ts";
import type { TableDeps } from "./table-call.ts";
import { writeTogether } from "./transactions.ts";

export function dynamoSuggestions(table: TableDeps): Suggestions {
  return {
    async add(suggestion) {
      // Lost means that the pair has one already: the older one stays, and so does what was decided on it.
      await writeTogether(table, [
        ...sides(suggestion).map(([from, to]) => putSide(table.tableName, from, to, suggestion)),
        {
          Put: {
            TableName: table.tableName,
            Item: marshall({ ...keys.openSuggestion(suggestion.suggestionId), type: "open-suggestion" }),
          },
        },
      ]);
    },
  };
}

const sides = ({ customerIds: [first, second] }: NewSuggestion) =>
  [
    [first, second],
    [second, first],
  ] as const;

function putSide(TableName: string, customerId: string, otherCustomerId: string, suggestion: NewSuggestion) {
  const { suggestionId, reason, kinds, suggestedAt } = suggestion;
  const facts = { suggestionId, otherCustomerId, reason, kinds, suggestedAt, state: "open" };
  return {
    Put: {
      TableName,
      Item: marshall({ ...keys.suggestion(customerId, otherCustomerId), type: "suggestion", ...facts }),
      ConditionExpression: "attribute_not_exists(PK)",
    },
  };
}

/** Ids of open suggestions from `after` on, in the order of ids. */
export async function readOpenSuggestions(
  { call, tableName }: TableDeps,
  limit: number,
  after: string | undefined,
): Promise<{ suggestionIds: string[]; more: boolean }> {
  const answer = await call("Query", {
    TableName: tableName,
    KeyConditionExpression: "PK = :partition AND SK > :after",
    ExpressionAttributeValues: { ":partition": { S: openSuggestions }, ":after": { S: after ?? "!" } },
    Limit: limit,
    ConsistentRead: true,
  });
  return {
    suggestionIds: (answer.Items ?? []).flatMap((item) => item.SK?.S ?? []),
    more: answer.LastEvaluatedKey !== undefined,
  };
}

/**
 * Takes a suggestion off the list; under both customers it stays, as dismissed, so that it is not made again.
 *
 * @returns `undecided` when there is no such suggestion
 */
export async function dismissSuggestion(
  table: TableDeps,
  suggestionId: string,
): Promise<"decided" | "undecided"> {
  const customers = customersOf(suggestionId);
  if (customers === undefined) return "undecided";
  const [first, second] = customers;
  const dismiss = (customerId: string, otherCustomerId: string) => ({
    Update: {
      TableName: table.tableName,
      Key: marshalKey(keys.suggestion(customerId, otherCustomerId)),
      UpdateExpression: "SET #state = :dismissed",
      ConditionExpression: "attribute_exists(PK)",
      ExpressionAttributeNames: { "#state": "state" },
      ExpressionAttributeValues: { ":dismissed": { S: "dismissed" } },
    },
  });
  const written = await writeTogether(table, [
    dismiss(first, second),
    dismiss(second, first),
    { Delete: { TableName: table.tableName, Key: marshalKey(keys.openSuggestion(suggestionId)) } },
  ]);
  return written === "written" ? "decided" : "undecided";
}
