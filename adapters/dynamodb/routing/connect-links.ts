/** Whose contact and whose user it is that Amazon Connect speaks of. */
import { marshalKey } from "../items.ts";
import { type Key, keys } from "../keys.ts";
import type { TableDeps } from "../table-call.ts";

export const linkContact = (table: TableDeps, contactId: string, caseId: string): Promise<void> =>
  putLink(table, keys.contactLink(contactId), { type: "contact-link", caseId });

export const caseOfContact = (table: TableDeps, contactId: string): Promise<string | undefined> =>
  readLink(table, keys.contactLink(contactId), "caseId");

/** The newest link counts; who reads it sees in the agent's profile whether the agent still has that user. */
export const linkConnectUser = (table: TableDeps, userId: string, agentId: string): Promise<void> =>
  putLink(table, keys.connectUserLink(userId), { type: "connect-user-link", agentId });

export const agentOfConnectUser = (table: TableDeps, userId: string): Promise<string | undefined> =>
  readLink(table, keys.connectUserLink(userId), "agentId");

async function putLink(
  { call, tableName }: TableDeps,
  key: Key,
  facts: Readonly<Record<string, string>>,
): Promise<void> {
  const attributes = Object.entries(facts).map(([name, text]) => [name, { S: text }]);
  const Item = { ...marshalKey(key), ...Object.fromEntries(attributes) };
  await call("PutItem", { TableName: tableName, Item });
}

async function readLink(
  { call, tableName }: TableDeps,
  key: Key,
  name: "caseId" | "agentId",
): Promise<string | undefined> {
  const { Item } = await call("GetItem", {
    TableName: tableName,
    Key: marshalKey(key),
    ConsistentRead: true,
  });
  return Item?.[name]?.S;
}
