/** Customers and their identifiers in the table. */
import type { TransactWriteItem } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import * as z from "zod/mini";
import type { Identities, Linked } from "../../domain/identity/find-owner.ts";
import type { KnownIdentifier, LinkDecision } from "../../domain/identity/link-identifiers.ts";
import { lastOwner, type Tenure } from "../../domain/identity/tenure.ts";
import { customerIdentifierSchema } from "../../schemas/api/shapes.ts";
import { getItems, marshalKey, parseItem } from "./items.ts";
import { identifierIdIn, keys } from "./keys.ts";
import type { TableDeps } from "./table-call.ts";
import { writeTogether } from "./transactions.ts";

const identifierItemSchema = z.object({
  PK: z.string(),
  /** Who has it. */
  customerId: z.optional(z.string()),
  /** Who had it, oldest first. */
  former: z._default(z.array(z.object({ customerId: z.string(), until: z.string() })), []),
});

export const customerItemSchema = z.object({
  type: z.literal("customer"),
  customerId: z.string(),
  createdAt: z.string(),
  /** The identifier that the customer was first seen by. */
  firstIdentifierId: z.string(),
  /** The customer that this one was merged into, and by which merge. */
  mergedInto: z.optional(z.string()),
  mergeId: z.optional(z.string()),
  /** Counts the merges into this customer. */
  mergeCount: z.optional(z.int()),
  /** Counts the saves of its cases and its digest. */
  version: z.optional(z.int()),
});
export type CustomerItem = z.infer<typeof customerItemSchema>;

export const linkItemSchema = z.object({
  type: z.literal("customer-identifier"),
  customerId: z.string(),
  ...customerIdentifierSchema.shape,
  /** What the provider calls the person under this identifier. */
  name: z.optional(z.string()),
  /** The agent who added it by hand. */
  linkedBy: z.optional(z.string()),
  /** When its owner before gave it up. */
  since: z.optional(z.string()),
});
export type LinkItem = z.infer<typeof linkItemSchema>;

function linkItem(customerId: string, known: KnownIdentifier, linked: Linked): LinkItem {
  return {
    type: "customer-identifier",
    customerId,
    identifierId: known.identifierId,
    ...known.identifier,
    linkedAt: linked.at,
    ...(linked.name === undefined ? {} : { name: linked.name }),
    ...(linked.by === undefined ? {} : { linkedBy: linked.by }),
    ...(known.since === undefined ? {} : { since: known.since }),
  };
}

/** The puts that make a decision true; each fails when somebody was there before. */
function putsOf(tableName: string, decision: LinkDecision, linked: Linked): TransactWriteItem[] {
  const { customerId, created, toLink } = decision;
  const once = (item: Record<string, unknown>): TransactWriteItem => ({
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
      known.since === undefined
        ? once({ ...keys.identifier(known.identifierId), type: "identifier", customerId })
        : takeOver(tableName, known.identifierId, customerId, known.since),
      once({
        ...keys.customerIdentifier(customerId, known.identifierId),
        ...linkItem(customerId, known, linked),
      }),
    ]),
  ];
}

/** Gives a customer what another gave up at that time, unless somebody else was faster. */
function takeOver(
  TableName: string,
  identifierId: string,
  customerId: string,
  since: string,
): TransactWriteItem {
  return {
    Update: {
      TableName,
      Key: marshalKey(keys.identifier(identifierId)),
      UpdateExpression: "SET customerId = :customer",
      ConditionExpression: "attribute_not_exists(customerId) AND freeSince = :since",
      ExpressionAttributeValues: { ":customer": { S: customerId }, ":since": { S: since } },
    },
  };
}

export function dynamoIdentities(table: TableDeps): Identities {
  const tenuresOf: Identities["tenuresOf"] = async (identifierIds) => {
    const items = await getItems(table, identifierIds.map(keys.identifier));
    const rows = items.map((item) => parseItem(identifierItemSchema, item));
    return new Map(
      rows.map(({ PK, customerId, former }) => [identifierIdIn(PK), { owner: customerId, former }]),
    );
  };
  return {
    tenuresOf,
    async ownersOf(identifierIds) {
      const owners = Array.from(await tenuresOf(identifierIds), ([identifierId, tenures]) => {
        const customerId = lastOwner(tenures);
        return customerId === undefined ? [] : [[identifierId, customerId] as const];
      });
      return new Map(owners.flat());
    },
    async link(decision, linked) {
      const puts = putsOf(table.tableName, decision, linked);
      return (await writeTogether(table, puts)) === "written" ? "linked" : "lost";
    },
    async retire(identifierId, tenure, former) {
      const written = await writeTogether(table, endTenure(table.tableName, identifierId, tenure, former));
      return written === "written" ? "retired" : "lost";
    },
  };
}

/** In both places where it is kept, while it is still that customer's. */
function endTenure(
  TableName: string,
  identifierId: string,
  tenure: Tenure,
  former: readonly Tenure[],
): TransactWriteItem[] {
  const { customerId, until } = tenure;
  const ended = {
    Update: {
      TableName,
      Key: marshalKey(keys.identifier(identifierId)),
      UpdateExpression: "SET former = :former, freeSince = :until REMOVE customerId",
      ConditionExpression: "customerId = :customer",
      ExpressionAttributeValues: marshall({
        ":former": [...former, tenure],
        ":until": until,
        ":customer": customerId,
      }),
    },
  };
  const retired = {
    Update: {
      TableName,
      Key: marshalKey(keys.customerIdentifier(customerId, identifierId)),
      UpdateExpression: "SET retiredAt = :until",
      ConditionExpression: "attribute_exists(PK)",
      ExpressionAttributeValues: { ":until": { S: until } },
    },
  };
  return [ended, retired];
}
