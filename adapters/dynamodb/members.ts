/** Reads one customer's part of a person: own row, digest, identifiers, living cases and edges, in one query. */
import * as z from "zod/mini";
import { emptyDigest } from "../../domain/digest/empty-digest.ts";
import type { Member } from "../../domain/identity/person.ts";
import { mergeSchema, suggestionReasonSchema } from "../../schemas/api/shapes.ts";
import { caseSchema } from "../../schemas/case.ts";
import { identifierKindSchema } from "../../schemas/contact-event.ts";
import { digestSchema } from "../../schemas/digest.ts";
import { customerItemSchema, linkItemSchema } from "./identities.ts";
import { documentOf, parseItem, queryItems } from "./items.ts";
import {
  afterMember,
  apartPrefix,
  casePrefix,
  keys,
  linkPrefix,
  mergePrefix,
  suggestionPrefix,
} from "./keys.ts";
import type { TableDeps } from "./table-call.ts";

const digestItemSchema = documentOf(digestSchema);
export const caseItemSchema = documentOf(caseSchema);
export const mergeItemSchema = documentOf(
  z.object({
    ...mergeSchema.shape,
    members: z.array(z.string()),
    identifierIds: z._default(z.array(z.string()), []),
  }),
);
const suggestionItemSchema = z.object({
  suggestionId: z.string(),
  otherCustomerId: z.string(),
  reason: suggestionReasonSchema,
  kinds: z.array(identifierKindSchema),
  suggestedAt: z.string(),
  state: z.enum(["open", "dismissed"]),
});
const apartItemSchema = z.object({ otherCustomerId: z.string(), at: z.string() });

/**
 * Reads as of now, not as of a moment ago: decisions are made from it, and who has just merged sees it.
 *
 * @returns `undefined` when there is no such customer
 */
export async function readMember(table: TableDeps, customerId: string): Promise<Member | undefined> {
  const items = await headOf(table, customerId);
  const at = (prefix: string) => items.filter((item) => item.SK?.S?.startsWith(prefix));
  const all = <Value>(prefix: string, schema: z.ZodMiniType<Value>) =>
    at(prefix).map((item) => parseItem(schema, item));
  const find = (SK: string) => items.find((item) => item.SK?.S === SK);
  const own = find(keys.customer(customerId).SK);
  if (own === undefined) return undefined;
  const { createdAt, mergedInto, mergeId, mergeCount, version } = parseItem(customerItemSchema, own);
  const digest = find(keys.digest(customerId).SK);
  return {
    customerId,
    createdAt,
    mergedInto:
      mergedInto === undefined || mergeId === undefined ? undefined : { customerId: mergedInto, mergeId },
    mergeCount: mergeCount ?? 0,
    version: version ?? 0,
    identifiers: all(linkPrefix, linkItemSchema),
    merges: all(mergePrefix, mergeItemSchema),
    suggestions: all(suggestionPrefix, suggestionItemSchema),
    apart: all(apartPrefix, apartItemSchema),
    cases: all(casePrefix, caseItemSchema),
    digest: digest === undefined ? emptyDigest : parseItem(digestItemSchema, digest),
  };
}

/** The items of a customer that are read together: all but its points and its archive. */
function headOf(table: TableDeps, customerId: string) {
  const { PK, SK } = keys.customer(customerId);
  return queryItems(table, {
    KeyConditionExpression: "PK = :partition AND SK BETWEEN :first AND :last",
    ExpressionAttributeValues: { ":partition": { S: PK }, ":first": { S: SK }, ":last": { S: afterMember } },
    ConsistentRead: true,
  });
}
