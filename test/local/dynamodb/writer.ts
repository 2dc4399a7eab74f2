/** A run that will be killed: starts an engine, writes under load, and prints what was acknowledged. */
import { DynamoDBClient, PutItemCommand, TransactWriteItemsCommand } from "@aws-sdk/client-dynamodb";
import { type DynamoEngine, startDynamoEngine } from "../../../local/dynamodb/engine.ts";

const [dataDir = "", engine, tableName = ""] = process.argv.slice(2);
const { url } = await startDynamoEngine({ dataDir, engine: engine as DynamoEngine["name"] });
const client = new DynamoDBClient({
  endpoint: url,
  region: "us-east-1",
  credentials: { accessKeyId: "AKIALOCAL1", secretAccessKey: "local" },
});
const acknowledged = (name: string) => process.stdout.write(`${name}\n`);

async function putForEver(writer: number): Promise<never> {
  for (let turn = 0; ; turn += 1) {
    const PK = `I#${process.pid}.${writer}`;
    const key = { PK: { S: PK }, SK: { S: `E#${turn}` } };
    await client.send(
      new PutItemCommand({ TableName: tableName, Item: { ...key, note: { S: "x".repeat(300) } } }),
    );
    acknowledged(`${PK} E#${turn}`);
  }
}

/** Two rows that must count alike, whenever the process dies. */
async function transactForEver(): Promise<never> {
  for (let turn = 1; ; turn += 1) {
    const adding = (SK: string) => ({
      Update: {
        TableName: tableName,
        Key: { PK: { S: "pair" }, SK: { S: SK } },
        UpdateExpression: "ADD n :one",
        ExpressionAttributeValues: { ":one": { N: "1" } },
      },
    });
    await client.send(new TransactWriteItemsCommand({ TransactItems: [adding("left"), adding("right")] }));
    acknowledged(`pair ${turn}`);
  }
}

await Promise.all([putForEver(0), putForEver(1), putForEver(2), transactForEver()]);
