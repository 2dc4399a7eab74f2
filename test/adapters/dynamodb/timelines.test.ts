import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  ProvisionedThroughputExceededException,
  PutItemCommand,
} from "@aws-sdk/client-dynamodb";
import { mockClient } from "aws-sdk-client-mock";
import { beforeEach, describe, expect, it } from "vitest";
import { type Bodies, dynamoFirstReceipts, dynamoTimelines } from "../../../adapters/dynamodb/timelines.ts";
import { inert, untimedEvent } from "../../support/events.ts";

const dynamo = mockClient(DynamoDBClient);
const table = { client: new DynamoDBClient({ region: "us-east-1" }), tableName: "table" };
const taken = (Item = {}) => new ConditionalCheckFailedException({ $metadata: {}, message: "taken", Item });
const busy = () => new ProvisionedThroughputExceededException({ $metadata: {}, message: "busy" });
const sentItem = () => dynamo.commandCalls(PutItemCommand)[0]?.args[0].input.Item ?? {};

beforeEach(() => dynamo.reset());

describe("appending an event", () => {
  it("is one conditional write", async () => {
    dynamo.on(PutItemCommand).resolves({});
    const event = untimedEvent();
    expect(await dynamoTimelines(table, inert<Bodies>()).append(event)).toBe("appended");
    expect(dynamo.calls()).toHaveLength(1);
    expect(dynamo.commandCalls(PutItemCommand)[0]?.args[0].input).toMatchObject({
      TableName: "table",
      ConditionExpression: "attribute_not_exists(PK)",
    });
    expect(sentItem().PK?.S).toBe(`I#${event.home}`);
    expect(sentItem().SK?.S).toBe(`E#${event.event.occurredAt}#${event.event.eventId}`);
  });

  it("takes a key that is there for a duplicate, and everything else for trouble", async () => {
    dynamo.on(PutItemCommand).rejectsOnce(taken()).rejectsOnce(busy());
    const timelines = dynamoTimelines(table, inert<Bodies>());
    expect(await timelines.append(untimedEvent())).toBe("duplicate");
    await expect(timelines.append(untimedEvent())).rejects.toThrow("busy");
  });

  it("puts a long body into the bucket before it points there", async () => {
    const order: string[] = [];
    dynamo.on(PutItemCommand).callsFake(async () => order.push("item") && {});
    const bodies: Bodies = inert<Bodies>({
      put: async (key) => {
        order.push(key);
      },
    });
    const event = untimedEvent({ text: "x".repeat(10_000) });
    await dynamoTimelines(table, bodies).append(event);
    expect(order).toEqual([`events/${event.home}/${event.event.eventId}.json`, "item"]);
    expect(sentItem()).not.toHaveProperty("body");
  });
});

describe("fixing a first receipt", () => {
  it("keeps the time of the first delivery", async () => {
    dynamo
      .on(PutItemCommand)
      .resolvesOnce({})
      .rejectsOnce(taken({ receivedAt: { S: "first" } }));
    const receipts = dynamoFirstReceipts(table);
    expect(await receipts.fix("e", "first")).toBe("first");
    expect(await receipts.fix("e", "second")).toBe("first");
  });
});
