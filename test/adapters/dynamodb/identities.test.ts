import type { BatchGetItemInput, TransactWriteItemsInput } from "@aws-sdk/client-dynamodb";
import { describe, expect, it } from "vitest";
import { dynamoIdentities } from "../../../adapters/dynamodb/identities.ts";
import { getItems } from "../../../adapters/dynamodb/items.ts";
import { keys } from "../../../adapters/dynamodb/keys.ts";
import type { TableDeps } from "../../../adapters/dynamodb/table-call.ts";
import { AwsCallError } from "../../../domain/errors.ts";
import type { LinkDecision } from "../../../domain/identity/link-identifiers.ts";
import { MemoryTable } from "../../support/memory-table.ts";

/** A table that answers what it is told, in turn, and keeps what it was asked. */
function tableOf<Input>(...answers: (object | Error)[]) {
  const asked: Input[] = [];
  const call = async (_operation: string, input: Input) => {
    asked.push(input);
    const answer = answers[Math.min(asked.length, answers.length) - 1] ?? {};
    if (answer instanceof Error) throw answer;
    return answer;
  };
  return { asked, table: { call, tableName: "table" } as unknown as TableDeps };
}
const identifier = { kind: "phone", value: "+905551112233", level: "verified" } as const;
const decision: LinkDecision = {
  customerId: "c1",
  created: true,
  toLink: [{ identifierId: "i1", identifier }],
};
const cancelled = (Code: string) =>
  new AwsCallError("dynamodb", "TransactWriteItems", {
    status: 400,
    code: "TransactionCanceledException",
    body: JSON.stringify({ CancellationReasons: [{ Code: "None" }, { Code }] }),
  });

describe("linking", () => {
  it("writes customer, owner and link all or nothing, each only where nobody was before", async () => {
    const { asked, table } = tableOf<TransactWriteItemsInput>({});
    expect(await dynamoIdentities(table).link(decision, { at: "now", name: "Ayşe" })).toBe("linked");
    const puts = asked[0]?.TransactItems ?? [];
    expect(puts.map(({ Put }) => [Put?.Item?.PK?.S, Put?.Item?.SK?.S])).toEqual([
      ["C#c1", "@"],
      ["I#i1", "@"],
      ["C#c1", "I#i1"],
    ]);
    expect(puts.every(({ Put }) => Put?.ConditionExpression === "attribute_not_exists(PK)")).toBe(true);
  });

  it.each(["ConditionalCheckFailed", "TransactionConflict"])("is lost, not broken, on %s", async (code) => {
    const { table } = tableOf(cancelled(code));
    expect(await dynamoIdentities(table).link(decision, { at: "now" })).toBe("lost");
  });

  it("is trouble on everything else", async () => {
    const { table } = tableOf(cancelled("ThrottlingError"));
    await expect(dynamoIdentities(table).link(decision, { at: "now" })).rejects.toBeInstanceOf(AwsCallError);
    const down = new AwsCallError("dynamodb", "TransactWriteItems", { status: 500, code: "", body: "" });
    await expect(dynamoIdentities(tableOf(down).table).link(decision, { at: "now" })).rejects.toBe(down);
  });
});

describe("an identifier that goes from hand to hand", () => {
  const link = (customerId: string, since?: string): LinkDecision => ({
    customerId,
    created: true,
    toLink: [{ identifierId: "i1", identifier, since }],
  });

  it("is one customer's at a time, and is known of all who had it", async () => {
    const identities = dynamoIdentities(new MemoryTable().table);
    const linked = { at: "now" };
    const first = { customerId: "c1", until: "2026-01-01T00:00:00.000Z" };
    const second = { customerId: "c2", until: "2026-02-01T00:00:00.000Z" };
    expect(await identities.link(link("c1"), linked)).toBe("linked");
    expect(await identities.retire("i1", { ...first, customerId: "c9" }, [])).toBe("lost");
    expect(await identities.retire("i1", first, [])).toBe("retired");
    expect(await identities.retire("i1", first, [])).toBe("lost");
    expect(await identities.link(link("c3"), linked)).toBe("lost");
    expect(await identities.link(link("c2", first.until), linked)).toBe("linked");
    expect(await identities.link(link("c3", first.until), linked)).toBe("lost");
    expect(await identities.tenuresOf(["i1"])).toEqual(new Map([["i1", { owner: "c2", former: [first] }]]));
    expect(await identities.retire("i1", second, [first])).toBe("retired");
    expect(await identities.link(link("c3", first.until), linked)).toBe("lost");
    expect(await identities.tenuresOf(["i1"])).toEqual(new Map([["i1", { former: [first, second] }]]));
    expect(await identities.ownersOf(["i1", "i2"])).toEqual(new Map([["i1", "c2"]]));
  });
});

describe("reading several items", () => {
  const item = (id: string) => ({ PK: { S: `I#${id}` }, SK: { S: "@" } });

  it("asks again for what DynamoDB left unprocessed", async () => {
    const { table } = tableOf(
      { Responses: { table: [item("a")] }, UnprocessedKeys: { table: { Keys: [item("b")] } } },
      { Responses: { table: [item("b")] } },
    );
    const found = await getItems(table, ["a", "b"].map(keys.identifier));
    expect(found.map(({ PK }) => PK?.S)).toEqual(["I#a", "I#b"]);
  });

  it("asks for a hundred at a time, and for nothing when nothing is wanted", async () => {
    const { asked, table } = tableOf<BatchGetItemInput>({ Responses: { table: [] } });
    await getItems(table, []);
    expect(asked).toHaveLength(0);
    await getItems(
      table,
      Array.from({ length: 201 }, (_, index) => keys.identifier(`${index}`)),
    );
    expect(asked.map(({ RequestItems }) => RequestItems?.table?.Keys?.length)).toEqual([100, 100, 1]);
  });
});
