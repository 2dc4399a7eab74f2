/** Which actions on which tables and indexes a DynamoDB request asks for. Pure. */
import * as z from "zod";
import { arn } from "../account.ts";
import { isRecord } from "../template/intrinsics.ts";
import type { Access } from "./policy.ts";

/** A table's own hash key and those of its indexes: `dynamodb:LeadingKeys` is about their values. */
export interface TableKeys {
  readonly hashKey: string;
  readonly indexHashKeys: ReadonlyMap<string, string>;
}

/** Not looked into: what an item holds is the engine's to judge, and this is on the way of every call. */
const attributes = z.custom<Readonly<Record<string, unknown>>>(isRecord);
const single = z.object({
  TableName: z.string(),
  IndexName: z.string().optional(),
  Item: attributes.optional(),
  Key: attributes.optional(),
  KeyConditionExpression: z.string().optional(),
  ExpressionAttributeNames: z.record(z.string(), z.string()).default({}),
  ExpressionAttributeValues: attributes.default({}),
});
type Single = z.infer<typeof single>;

const writes = z.record(
  z.string(),
  z.array(
    z.union([
      z.object({ PutRequest: z.object({ Item: attributes }) }).transform((put) => put.PutRequest.Item),
      z.object({ DeleteRequest: z.object({ Key: attributes }) }).transform((del) => del.DeleteRequest.Key),
    ]),
  ),
);
const batchWrite = z.object({ RequestItems: writes });
const batchGet = z.object({ RequestItems: z.record(z.string(), z.object({ Keys: z.array(attributes) })) });
const transaction = z.object({ TransactItems: z.array(z.record(z.string(), single)) });

const transactActions: Readonly<Record<string, string>> = {
  Put: "PutItem",
  Update: "UpdateItem",
  Delete: "DeleteItem",
  ConditionCheck: "ConditionCheckItem",
  Get: "GetItem",
};

export const writingOperations: ReadonlySet<string> = new Set([
  "PutItem",
  "UpdateItem",
  "DeleteItem",
  "BatchWriteItem",
  "TransactWriteItems",
]);

const operations: ReadonlySet<string> = new Set([
  ...writingOperations,
  "GetItem",
  "Query",
  "Scan",
  "BatchGetItem",
  "TransactGetItems",
  "DescribeTable",
  "DescribeTimeToLive",
]);

/** The names of the tables that the request touches come with the accesses it needs. */
export interface TableAccess extends Access {
  readonly tableName: string;
}

/** @returns undefined for an operation that is not served to functions */
export function dynamoDbAccesses(
  operation: string,
  body: unknown,
  region: string,
  keysOf: (tableName: string) => TableKeys | undefined,
): readonly TableAccess[] | undefined {
  if (!operations.has(operation)) return undefined;
  const access = (action: string, request: Single): TableAccess => {
    const tableName = request.TableName.split("/").at(-1) ?? request.TableName;
    const keys = keysOf(tableName);
    const index = request.IndexName;
    const hashKey = index === undefined ? keys?.hashKey : keys?.indexHashKeys.get(index);
    const leading = hashKey === undefined ? undefined : leadingKey(request, hashKey);
    return {
      action: `dynamodb:${action}`,
      resource: arn("dynamodb", region, `table/${tableName}${index === undefined ? "" : `/index/${index}`}`),
      tableName,
      ...(leading === undefined ? {} : { context: { "dynamodb:leadingkeys": [leading] } }),
    };
  };
  const withKey = (TableName: string, Key: Single["Key"]): Single => ({
    TableName,
    Key,
    ExpressionAttributeNames: {},
    ExpressionAttributeValues: {},
  });
  switch (operation) {
    case "TransactWriteItems":
    case "TransactGetItems":
      return transaction
        .parse(body)
        .TransactItems.flatMap((item) =>
          Object.entries(item).map(([kind, request]) => access(transactActions[kind] ?? kind, request)),
        );
    case "BatchWriteItem":
      return Object.entries(batchWrite.parse(body).RequestItems).flatMap(([table, keys]) =>
        keys.map((key) => access(operation, withKey(table, key))),
      );
    case "BatchGetItem":
      return Object.entries(batchGet.parse(body).RequestItems).flatMap(([table, { Keys }]) =>
        Keys.map((key) => access(operation, withKey(table, key))),
      );
    default:
      return [access(operation, single.parse(body))];
  }
}

function leadingKey(request: Single, hashKey: string): string | undefined {
  const value = (request.Item ?? request.Key)?.[hashKey] ?? queried(request, hashKey);
  if (!isRecord(value)) return undefined;
  const [scalar] = Object.values(value);
  return typeof scalar === "string" ? scalar : undefined;
}

/** The value in `PK = :pk`, however the name is written. */
function queried(request: Single, hashKey: string) {
  for (const [, name = "", value = ""] of (request.KeyConditionExpression ?? "").matchAll(
    /([#\w.-]+)\s*=\s*(:\w+)/g,
  )) {
    if ((request.ExpressionAttributeNames[name] ?? name) === hashKey)
      return request.ExpressionAttributeValues[value];
  }
  return undefined;
}
