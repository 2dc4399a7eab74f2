/** Customers and their identifiers in the table. */
import {
  type AttributeValue,
  TransactionCanceledException,
  TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import * as z from "zod/mini";
import type { KnownIdentifier, LinkDecision } from "../../domain/identity/link-identifiers.ts";
import type { Identities, Linked } from "../../domain/timeline/relay-event.ts";
import { identifierKindSchema, levelSchema } from "../../schemas/contact-event.ts";
import type { TableDeps } from "./client.ts";
import { getItems, parseItem } from "./items.ts";
import { identifierIdIn, keys } from "./keys.ts";

export const identifierItemSchema = z.object({ PK: z.string(), customerId: z.string() });

export const customerItemSchema = z.object({
  type: z.literal("customer"),
  customerId: z.string(),
  createdAt: z.string(),
  /** The identifier that the customer was first seen by. */
  firstIdentifierId: z.string(),
});
export type CustomerItem = z.infer<typeof customerItemSchema>;

export const linkItemSchema = z.object({
  type: z.literal("customer-identifier"),
  customerId: z.string(),
  identifierId: z.string(),
  kind: identifierKindSchema,
  value: z.string(),
  level: levelSchema,
  linkedAt: z.string(),
  /** What the provider calls the person under this identifier. */
  name: z.optional(z.string()),
});
export type LinkItem = z.infer<typeof linkItemSchema>;

type PutOnce = {
  Put: { TableName: string; Item: Record<string, AttributeValue>; ConditionExpression: string };
};

function linkItem(customerId: string, known: KnownIdentifier, linked: Linked): LinkItem {
  return {
    type: "customer-identifier",
    customerId,
    identifierId: known.identifierId,
    ...known.identifier,
    linkedAt: linked.at,
    ...(linked.name === undefined ? {} : { name: linked.name }),
  };
}

/** The puts that make a decision true; each fails when somebody was there before. */
function putsOf(tableName: string, decision: LinkDecision, linked: Linked): PutOnce[] {
  const { customerId, created, toLink } = decision;
  const once = (item: Record<string, unknown>): PutOnce => ({
    Put: {
      TableName: tableName,
      Item: marshall(item, { removeUndefinedValues: true }),
      ConditionExpression: "attribute_not_exists(PK)",
    },
  });
  const customer: CustomerItem = {
    type: "customer",
    customerId,
    createdAt: linked.at,
    firstIdentifierId: toLink[0]?.identifierId ?? "",
  };
  return [
    ...(created ? [once({ ...keys.customer(customerId), ...customer })] : []),
    ...toLink.flatMap((known) => [
      once({ ...keys.identifier(known.identifierId), type: "identifier", customerId }),
      once({
        ...keys.customerIdentifier(customerId, known.identifierId),
        ...linkItem(customerId, known, linked),
      }),
    ]),
  ];
}

const lostReasons = new Set(["ConditionalCheckFailed", "TransactionConflict"]);

export function dynamoIdentities(table: TableDeps): Identities {
  return {
    async ownersOf(identifierIds) {
      const items = await getItems(table, identifierIds.map(keys.identifier));
      const rows = items.map((item) => parseItem(identifierItemSchema, item));
      return new Map(rows.map(({ PK, customerId }) => [identifierIdIn(PK), customerId]));
    },
    async link(decision, linked) {
      const TransactItems = putsOf(table.tableName, decision, linked);
      try {
        await table.client.send(new TransactWriteItemsCommand({ TransactItems }));
        return "linked";
      } catch (error) {
        if (!(error instanceof TransactionCanceledException)) throw error;
        if (error.CancellationReasons?.some(({ Code }) => Code !== undefined && lostReasons.has(Code)))
          return "lost";
        throw error;
      }
    },
  };
}
