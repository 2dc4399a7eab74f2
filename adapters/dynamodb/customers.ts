/** Reads customers: their own row and their identifiers, one query. */
import { GetItemCommand, QueryCommand } from "@aws-sdk/client-dynamodb";
import type { TableDeps } from "./client.ts";
import {
  type CustomerItem,
  customerItemSchema,
  identifierItemSchema,
  type LinkItem,
  linkItemSchema,
} from "./identities.ts";
import { marshalKey, parseItem } from "./items.ts";
import { keys, linkPrefix } from "./keys.ts";

export interface CustomerWithIdentifiers {
  readonly customer: CustomerItem;
  readonly identifiers: readonly LinkItem[];
}

/** `undefined` when there is no such customer. */
export async function readCustomer(
  { client, tableName }: TableDeps,
  customerId: string,
): Promise<CustomerWithIdentifiers | undefined> {
  const { PK, SK } = keys.customer(customerId);
  const answer = await client.send(
    new QueryCommand({
      TableName: tableName,
      KeyConditionExpression: "PK = :partition",
      ExpressionAttributeValues: { ":partition": { S: PK } },
    }),
  );
  const items = answer.Items ?? [];
  const own = items.find((item) => item.SK?.S === SK);
  if (own === undefined) return undefined;
  return {
    customer: parseItem(customerItemSchema, own),
    identifiers: items
      .filter((item) => item.SK?.S?.startsWith(linkPrefix))
      .map((item) => parseItem(linkItemSchema, item)),
  };
}

/** The customer that an identifier is linked to. */
export async function ownerOf(
  { client, tableName }: TableDeps,
  identifierId: string,
): Promise<string | undefined> {
  const answer = await client.send(
    new GetItemCommand({ TableName: tableName, Key: marshalKey(keys.identifier(identifierId)) }),
  );
  return answer.Item === undefined ? undefined : parseItem(identifierItemSchema, answer.Item).customerId;
}
