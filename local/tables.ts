/** Creates the template's DynamoDB tables in the engine and keeps their key schemas at hand. */
import * as z from "zod";
import { dynamoDbTarget, type Engine } from "./dynamodb-engine.ts";
import type { TableKeys } from "./iam/dynamodb-access.ts";
import type { Resources } from "./template/resources.ts";

const keySchema = z.array(z.object({ AttributeName: z.string(), KeyType: z.enum(["HASH", "RANGE"]) }));
const index = z.object({
  IndexName: z.string(),
  KeySchema: keySchema,
  Projection: z.record(z.string(), z.unknown()),
});
const properties = z.object({
  KeySchema: keySchema,
  AttributeDefinitions: z.array(z.object({ AttributeName: z.string(), AttributeType: z.string() })),
  GlobalSecondaryIndexes: z.array(index).default([]),
  StreamSpecification: z.object({ StreamViewType: z.string() }).optional(),
  TimeToLiveSpecification: z
    .object({ AttributeName: z.string().optional(), Enabled: z.coerce.boolean() })
    .optional(),
});

export interface Table {
  readonly name: string;
  readonly streamArn: string;
  readonly keys: TableKeys;
  readonly timeToLive?: string | undefined;
}

/** @throws Error when a table of an older template has other indexes: the data directory does not fit */
export async function createTables(
  resources: Resources,
  engine: Engine,
): Promise<ReadonlyMap<string, Table>> {
  const tables = new Map<string, Table>();
  const known = z
    .object({ TableNames: z.array(z.string()) })
    .parse(await engine.call(`${dynamoDbTarget}.ListTables`, {}));
  for (const { ref, attributes, properties: table } of resources.ofType(
    "AWS::DynamoDB::GlobalTable",
    properties,
  )) {
    const {
      GlobalSecondaryIndexes: indexes,
      StreamSpecification: stream,
      TimeToLiveSpecification: ttl,
    } = table;
    if (known.TableNames.includes(ref)) {
      await refuseOtherIndexes(
        engine,
        ref,
        indexes.map(({ IndexName }) => IndexName),
      );
    } else {
      await engine.call(`${dynamoDbTarget}.CreateTable`, {
        TableName: ref,
        BillingMode: "PAY_PER_REQUEST",
        KeySchema: table.KeySchema,
        AttributeDefinitions: table.AttributeDefinitions,
        ...(indexes.length > 0 ? { GlobalSecondaryIndexes: indexes } : {}),
        ...(stream ? { StreamSpecification: { StreamEnabled: true, ...stream } } : {}),
      });
    }
    tables.set(ref, {
      name: ref,
      streamArn: attributes.StreamArn ?? "",
      keys: {
        hashKey: hashKey(table.KeySchema),
        indexHashKeys: new Map(indexes.map(({ IndexName, KeySchema }) => [IndexName, hashKey(KeySchema)])),
      },
      timeToLive: ttl?.Enabled ? ttl.AttributeName : undefined,
    });
  }
  return tables;
}

const described = z.object({
  Table: z.object({ GlobalSecondaryIndexes: z.array(z.object({ IndexName: z.string() })).default([]) }),
});

async function refuseOtherIndexes(engine: Engine, table: string, wanted: readonly string[]) {
  const { Table } = described.parse(
    await engine.call(`${dynamoDbTarget}.DescribeTable`, { TableName: table }),
  );
  const found = Table.GlobalSecondaryIndexes.map(({ IndexName }) => IndexName);
  if ([...found].sort().join() !== [...wanted].sort().join()) {
    throw new Error(`table ${table} was made with other indexes (${found.join(", ")}): start with --fresh`);
  }
}

function hashKey(schema: z.infer<typeof keySchema>): string {
  return schema.find(({ KeyType }) => KeyType === "HASH")?.AttributeName ?? "";
}
