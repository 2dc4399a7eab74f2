import { describe, expect, it } from "vitest";
import { storedEvent } from "../../../adapters/dynamodb/event-item.ts";
import { type Bodies, dynamoFirstReceipts, dynamoTimelines } from "../../../adapters/dynamodb/timelines.ts";
import { AwsCallError } from "../../../domain/errors.ts";
import { inert, untimedEvent } from "../../support/events.ts";

interface Put {
  readonly TableName: string;
  readonly Item: Readonly<Record<string, { S: string }>>;
  readonly ConditionExpression: string;
}

/** A table that gives these answers, one after the other. */
function tableThatAnswers(...answers: (AwsCallError | "written")[]) {
  const puts: Put[] = [];
  const call = async (operation: string, input: object) => {
    expect(operation).toBe("PutItem");
    puts.push(input as Put);
    const answer = answers[puts.length - 1];
    if (answer instanceof AwsCallError) throw answer;
    return "{}";
  };
  return { table: { call, tableName: "table" }, puts };
}

const error = (code: string, body = "{}") =>
  new AwsCallError("dynamodb", "PutItem", { status: 400, code, body });
const taken = (Item = {}) => error("ConditionalCheckFailedException", JSON.stringify({ Item }));

describe("appending an event", () => {
  it("is one conditional write", async () => {
    const { table, puts } = tableThatAnswers("written");
    const event = untimedEvent();
    expect(await dynamoTimelines(table, inert<Bodies>()).append(event)).toBe("appended");
    expect(puts).toHaveLength(1);
    expect(puts[0]).toMatchObject({ TableName: "table", ConditionExpression: "attribute_not_exists(PK)" });
    expect(puts[0]?.Item.PK?.S).toBe(`I#${event.home}`);
    expect(puts[0]?.Item.SK?.S).toBe(`E#${event.event.occurredAt}#${event.event.eventId}`);
  });

  it("writes all that the relay needs of it, and reads it back", async () => {
    const { table, puts } = tableThatAnswers("written");
    const { timeKnown, ...identified } = untimedEvent({
      identifiers: [{ kind: "phone", value: "+905559998877", level: "verified", verifiedBy: "code" }],
      previousIdentifiers: [{ kind: "phone", value: "+905551112233", level: "verified" }],
    });
    await dynamoTimelines(table, inert<Bodies>()).append(identified);
    const { PK, SK, body } = puts[0]?.Item ?? {};
    const read = storedEvent({ PK: PK?.S ?? "", SK: SK?.S ?? "" }, body?.S ?? "");
    expect(read).toEqual(JSON.parse(JSON.stringify(identified)));
    expect(read.previousIds).toHaveLength(1);
  });

  it("reads events back that were stored before there were previous ids", () => {
    const { event, identifierIds } = untimedEvent();
    expect(
      storedEvent({ PK: "I#x", SK: "E#" }, JSON.stringify({ event, identifierIds })).previousIds,
    ).toEqual([]);
  });

  it("takes a key that is there for a duplicate, and everything else for trouble", async () => {
    const { table } = tableThatAnswers(taken(), error("ProvisionedThroughputExceededException"));
    const timelines = dynamoTimelines(table, inert<Bodies>());
    expect(await timelines.append(untimedEvent())).toBe("duplicate");
    await expect(timelines.append(untimedEvent())).rejects.toThrow("ProvisionedThroughputExceededException");
  });

  it("puts a long body into the bucket before it points there", async () => {
    const { table, puts } = tableThatAnswers("written");
    const stored: string[] = [];
    const bodies = inert<Bodies>({
      put: async (key) => {
        expect(puts).toHaveLength(0);
        stored.push(key);
      },
    });
    const event = untimedEvent({ text: "x".repeat(10_000) });
    await dynamoTimelines(table, bodies).append(event);
    expect(stored).toEqual([`events/${event.home}/${event.event.eventId}.json`]);
    expect(puts[0]?.Item.bodyKey?.S).toBe(stored[0]);
    expect(puts[0]?.Item).not.toHaveProperty("body");
  });
});

describe("fixing a first receipt", () => {
  it("keeps the time of the first delivery", async () => {
    const { table } = tableThatAnswers("written", taken({ receivedAt: { S: "first" } }));
    const receipts = dynamoFirstReceipts(table);
    expect(await receipts.fix("e", "first")).toBe("first");
    expect(await receipts.fix("e", "second")).toBe("first");
  });
});
