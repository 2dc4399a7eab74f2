/**
 * DynamoDB as our functions call it: the SDK's shapes, without the SDK's client, which would be half of a
 * function's bundle (docs/decisions/0003).
 */
import type {
  BatchGetItemInput,
  BatchGetItemOutput,
  BatchWriteItemInput,
  BatchWriteItemOutput,
  DeleteItemInput,
  GetItemInput,
  GetItemOutput,
  PutItemInput,
  QueryInput,
  QueryOutput,
  TransactWriteItemsInput,
  UpdateItemInput,
  UpdateItemOutput,
} from "@aws-sdk/client-dynamodb";
import { jsonCalls } from "../aws/json-call.ts";

/** The operations that our adapters use. Items hold no binary values, which JSON would spell differently. */
interface Operations {
  readonly GetItem: [GetItemInput, GetItemOutput];
  readonly Query: [QueryInput, QueryOutput];
  readonly BatchGetItem: [BatchGetItemInput, BatchGetItemOutput];
  readonly BatchWriteItem: [BatchWriteItemInput, BatchWriteItemOutput];
  readonly PutItem: [PutItemInput, object];
  readonly DeleteItem: [DeleteItemInput, object];
  readonly UpdateItem: [UpdateItemInput, UpdateItemOutput];
  readonly TransactWriteItems: [TransactWriteItemsInput, object];
}

/** @throws AwsCallError with DynamoDB's name of the error, and its answer as the body */
export type TableCall = <Name extends keyof Operations>(
  operation: Name,
  input: Operations[Name][0],
) => Promise<Operations[Name][1]>;

/** A table, and the way to it. */
export interface TableDeps {
  readonly call: TableCall;
  readonly tableName: string;
}

export function dynamoTable(env: NodeJS.ProcessEnv, tableName: string): TableDeps {
  const call = jsonCalls("dynamodb", env);
  return { tableName, call: async (operation, input) => JSON.parse(await call(operation, input)) };
}
