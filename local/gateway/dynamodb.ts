/** DynamoDB behind the gateway: permission per table, index and leading key, then straight through to the engine. */
import { dynamoDbTarget, type Engine } from "../dynamodb-engine.ts";
import { dynamoDbAccesses, writingOperations } from "../iam/dynamodb-access.ts";
import type { Table } from "../tables.ts";
import { ApiError, parseBody, type Service, unknownOperation } from "./call.ts";

export interface DynamoDbOptions {
  readonly engine: Engine;
  readonly region: string;
  readonly tables: ReadonlyMap<string, Table>;
  /** Requests of functions are throttled while this is true. */
  isThrottling(): boolean;
  /** Called after a write went through, to wake the table's stream readers. */
  onWrite(tableName: string): void;
}

export function dynamoDbService({ engine, region, tables, isThrottling, onWrite }: DynamoDbOptions): Service {
  return async ({ caller, operation, target, body }, authorise) => {
    const accesses = target.startsWith(`${dynamoDbTarget}.`)
      ? dynamoDbAccesses(operation, parseBody(body), region, (name) => tables.get(name)?.keys)
      : undefined;
    if (caller.isFunction) {
      if (!accesses) throw unknownOperation(target);
      authorise(accesses);
      if (isThrottling()) {
        throw new ApiError(
          "ProvisionedThroughputExceededException",
          "Throughput exceeds the current capacity (fault switched on).",
        );
      }
    }
    const answer = await engine.send(target, body);
    if (answer.status === 200 && accesses && writingOperations.has(operation)) {
      for (const tableName of new Set(accesses.map((access) => access.tableName))) onWrite(tableName);
    }
    return {
      status: answer.status,
      headers: { "content-type": "application/x-amz-json-1.0" },
      body: answer.body,
    };
  };
}
