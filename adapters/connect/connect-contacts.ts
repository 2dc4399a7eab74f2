/** What is known of contacts of Amazon Connect, in the table. */
import * as z from "zod/mini";
import {
  type ConnectContact,
  contactEffects,
  contactEventTypes,
  newContact,
} from "../../domain/connect/contact.ts";
import type { ConnectContacts, ConnectLinks } from "../../domain/connect/follow-contact.ts";
import type { OfferTasks } from "../../domain/connect/made-offers.ts";
import { AwsCallError, ContendedContactError } from "../../domain/errors.ts";
import { marshalKey, parseItem } from "../dynamodb/items.ts";
import { keys } from "../dynamodb/keys.ts";
import { agentOfConnectUser, caseOfContact, linkContact } from "../dynamodb/routing/connect-links.ts";
import type { TableDeps } from "../dynamodb/table-call.ts";

const eventType = z.enum(contactEventTypes);

const contactSchema = z.object({
  contactId: z.string(),
  own: z.boolean(),
  callback: z.boolean(),
  follows: z.boolean(),
  followedBy: z.optional(z.string()),
  outbound: z.optional(z.boolean()),
  callbackChosen: z.boolean(),
  offer: z.optional(z.object({ agentId: z.string(), token: z.int(), at: z.string() })),
  userId: z.optional(z.string()),
  at: z.partialRecord(eventType, z.string()),
  seen: z.array(eventType),
  counted: z.array(eventType),
  recordAt: z.optional(z.string()),
  done: z.array(z.enum(contactEffects)),
});

const itemSchema = z.object({ body: z.string(), version: z.int() });

const attempts = 10;

/** Nothing is heard of a contact any more: Connect keeps contact records for two years, and sends none again. */
const keptSeconds = 30 * 24 * 60 * 60;
const expiresAt = (now: number) => ({ N: String(Math.ceil(now / 1000) + keptSeconds) });

export function dynamoConnectContacts(table: TableDeps, now: () => number): ConnectContacts {
  return {
    read: async (contactId) => (await readContact(table, contactId))?.contact,
    async change(contactId, change) {
      for (let attempt = 0; attempt < attempts; attempt += 1) {
        const found = await readContact(table, contactId);
        const before = found?.contact ?? newContact(contactId);
        const after = change(before);
        if (JSON.stringify(after) === JSON.stringify(before)) return before;
        if ((await write(table, after, found?.version, now())) === "written") return after;
      }
      throw new ContendedContactError(`contact ${contactId}: ${attempts} attempts to change it lost`);
    },
  };
}

async function readContact({ call, tableName }: TableDeps, contactId: string) {
  const Key = marshalKey(keys.connectContact(contactId));
  const { Item } = await call("GetItem", { TableName: tableName, Key, ConsistentRead: true });
  if (Item === undefined) return undefined;
  const { body, version } = parseItem(itemSchema, Item);
  return { contact: contactSchema.parse(JSON.parse(body)), version };
}

async function write(
  { call, tableName }: TableDeps,
  contact: ConnectContact,
  version: number | undefined,
  now: number,
): Promise<"written" | "lost"> {
  const Item = {
    ...marshalKey(keys.connectContact(contact.contactId)),
    type: { S: "connect-contact" },
    body: { S: JSON.stringify(contact) },
    version: { N: String((version ?? 0) + 1) },
    expiresAt: expiresAt(now),
  };
  const condition =
    version === undefined
      ? { ConditionExpression: "attribute_not_exists(PK)" }
      : {
          ConditionExpression: "version = :version",
          ExpressionAttributeValues: { ":version": { N: String(version) } },
        };
  try {
    await call("PutItem", { TableName: tableName, Item, ...condition });
    return "written";
  } catch (error) {
    if (error instanceof AwsCallError && error.code === "ConditionalCheckFailedException") return "lost";
    throw error;
  }
}

export const dynamoConnectLinks = (table: TableDeps): ConnectLinks => ({
  caseOf: (contactId) => caseOfContact(table, contactId),
  link: (contactId, caseId) => linkContact(table, contactId, caseId),
  agentOf: (userId) => agentOfConnectUser(table, userId),
});

export function dynamoOfferTasks({ call, tableName }: TableDeps, now: () => number): OfferTasks {
  return {
    async keep(caseId, token, contactId) {
      const Item = {
        ...marshalKey(keys.connectTask(caseId, token)),
        type: { S: "connect-task" },
        contactId: { S: contactId },
        expiresAt: expiresAt(now()),
      };
      await call("PutItem", { TableName: tableName, Item });
    },
    async find(caseId, token) {
      const Key = marshalKey(keys.connectTask(caseId, token));
      const { Item } = await call("GetItem", { TableName: tableName, Key, ConsistentRead: true });
      return Item?.contactId?.S;
    },
  };
}
