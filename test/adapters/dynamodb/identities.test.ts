import {
  BatchGetItemCommand,
  DynamoDBClient,
  TransactionCanceledException,
  TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";
import { mockClient } from "aws-sdk-client-mock";
import { beforeEach, describe, expect, it } from "vitest";
import { dynamoIdentities } from "../../../adapters/dynamodb/identities.ts";
import { getItems } from "../../../adapters/dynamodb/items.ts";
import { keys } from "../../../adapters/dynamodb/keys.ts";
import type { LinkDecision } from "../../../domain/identity/link-identifiers.ts";

const dynamo = mockClient(DynamoDBClient);
const table = { client: new DynamoDBClient({ region: "us-east-1" }), tableName: "table" };
const identifier = { kind: "phone", value: "+905551112233", level: "verified" } as const;
const decision: LinkDecision = {
  customerId: "c1",
  created: true,
  toLink: [{ identifierId: "i1", identifier }],
};
const cancelled = (Code: string) =>
  new TransactionCanceledException({
    $metadata: {},
    message: Code,
    CancellationReasons: [{ Code: "None" }, { Code }],
  });

beforeEach(() => dynamo.reset());

describe("linking", () => {
  it("writes customer, owner and link all or nothing, each only where nobody was before", async () => {
    dynamo.on(TransactWriteItemsCommand).resolves({});
    expect(await dynamoIdentities(table).link(decision, { at: "now", name: "Ayşe" })).toBe("linked");
    const puts = dynamo.commandCalls(TransactWriteItemsCommand)[0]?.args[0].input.TransactItems ?? [];
    expect(puts.map(({ Put }) => [Put?.Item?.PK?.S, Put?.Item?.SK?.S])).toEqual([
      ["C#c1", "@"],
      ["I#i1", "@"],
      ["C#c1", "I#i1"],
    ]);
    expect(puts.every(({ Put }) => Put?.ConditionExpression === "attribute_not_exists(PK)")).toBe(true);
  });

  it.each(["ConditionalCheckFailed", "TransactionConflict"])("is lost, not broken, on %s", async (code) => {
    dynamo.on(TransactWriteItemsCommand).rejects(cancelled(code));
    expect(await dynamoIdentities(table).link(decision, { at: "now" })).toBe("lost");
  });

  it("is trouble on everything else", async () => {
    dynamo.on(TransactWriteItemsCommand).rejects(cancelled("ThrottlingError"));
    await expect(dynamoIdentities(table).link(decision, { at: "now" })).rejects.toThrow("ThrottlingError");
  });
});

describe("reading several items", () => {
  const item = (id: string) => ({ PK: { S: `I#${id}` }, SK: { S: "@" } });

  it("asks again for what DynamoDB left unprocessed", async () => {
    dynamo
      .on(BatchGetItemCommand)
      .resolvesOnce({ Responses: { table: [item("a")] }, UnprocessedKeys: { table: { Keys: [item("b")] } } })
      .resolvesOnce({ Responses: { table: [item("b")] } });
    const found = await getItems(table, ["a", "b"].map(keys.identifier));
    expect(found.map(({ PK }) => PK?.S)).toEqual(["I#a", "I#b"]);
  });

  it("asks for a hundred at a time, and for nothing when nothing is wanted", async () => {
    dynamo.on(BatchGetItemCommand).resolves({ Responses: { table: [] } });
    await getItems(table, []);
    expect(dynamo.calls()).toHaveLength(0);
    await getItems(
      table,
      Array.from({ length: 201 }, (_, index) => keys.identifier(`${index}`)),
    );
    const sizes = dynamo
      .commandCalls(BatchGetItemCommand)
      .map(({ args }) => args[0].input.RequestItems?.table?.Keys?.length);
    expect(sizes).toEqual([100, 100, 1]);
  });
});
