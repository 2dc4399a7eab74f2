/** Deletes expired items, which the local engines never do by themselves. */
import {
  type AttributeValue,
  ConditionalCheckFailedException,
  DeleteItemCommand,
  DescribeTableCommand,
  DynamoDBClient,
  paginateScan,
} from "@aws-sdk/client-dynamodb";

/** DynamoDB leaves an item alone whose time lies further back: it takes such a number for a mistake. */
const oldestExpirySeconds = 5 * 365 * 24 * 60 * 60;

export interface SweptTable {
  readonly url: string;
  readonly tableName: string;
  /** Holds the time of expiry in seconds since 1970, as a number; an item with anything else stays. */
  readonly attributeName: string;
  readonly now: () => Date;
}

/**
 * Sweeps every `everyMs`, never twice at a time. The stream records of its deletions do not carry
 * the user identity `dynamodb.amazonaws.com`, as those of DynamoDB do.
 *
 * @returns stops sweeping, after the sweep under way
 */
export function startTtlSweeper(table: SweptTable & { readonly everyMs: number }): () => Promise<void> {
  let underWay: Promise<void> = Promise.resolve();
  let idle = true;
  const timer = setInterval(() => {
    if (!idle) return;
    idle = false;
    underWay = sweepExpired(table)
      .then(
        () => {},
        (error) => console.error(`local DynamoDB cannot sweep ${table.tableName}`, error),
      )
      .finally(() => {
        idle = true;
      });
  }, table.everyMs);
  timer.unref();
  return () => {
    clearInterval(timer);
    return underWay;
  };
}

/** @returns how many items it deleted */
export async function sweepExpired({ url, tableName, attributeName, now }: SweptTable): Promise<number> {
  const client = new DynamoDBClient({
    endpoint: url,
    region: "us-east-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });
  try {
    const seconds = Math.floor(now().getTime() / 1000);
    const expired = {
      ExpressionAttributeNames: { "#expires": attributeName },
      ExpressionAttributeValues: {
        ":oldest": { N: `${seconds - oldestExpirySeconds}` },
        ":now": { N: `${seconds}` },
      },
    };
    const condition = "#expires BETWEEN :oldest AND :now";
    const keyNames = await keyNamesOf(client, tableName);
    let deleted = 0;
    const scan = { TableName: tableName, FilterExpression: condition, ConsistentRead: true, ...expired };
    for await (const page of paginateScan({ client }, scan)) {
      for (const item of page.Items ?? []) {
        const write = {
          TableName: tableName,
          Key: pick(item, keyNames),
          ConditionExpression: condition,
          ...expired,
        };
        if (await deleteUnlessRenewed(client, write)) deleted += 1;
      }
    }
    return deleted;
  } finally {
    client.destroy();
  }
}

async function keyNamesOf(client: DynamoDBClient, tableName: string): Promise<string[]> {
  const { Table } = await client.send(new DescribeTableCommand({ TableName: tableName }));
  return (Table?.KeySchema ?? []).flatMap(({ AttributeName }) => AttributeName ?? []);
}

async function deleteUnlessRenewed(
  client: DynamoDBClient,
  write: ConstructorParameters<typeof DeleteItemCommand>[0],
): Promise<boolean> {
  try {
    await client.send(new DeleteItemCommand(write));
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}

function pick(
  item: Record<string, AttributeValue>,
  names: readonly string[],
): Record<string, AttributeValue> {
  return Object.fromEntries(Object.entries(item).filter(([name]) => names.includes(name)));
}
