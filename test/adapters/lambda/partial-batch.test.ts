import type { DynamoDBRecord, SQSRecord } from "aws-lambda";
import { describe, expect, it } from "vitest";
import { eachMessage, eachRecordInOrder } from "../../../adapters/lambda/partial-batch.ts";
import { consoleObserve } from "../../../adapters/observability/observe.ts";

const lines: string[] = [];
const observe = consoleObserve((line) => lines.push(line));
const message = (messageId: string) => ({ messageId }) as SQSRecord;
const record = (partition: string, SequenceNumber: string) =>
  ({ dynamodb: { SequenceNumber, Keys: { PK: { S: partition } } } }) as DynamoDBRecord;

describe("messages of a queue", () => {
  it("fail one by one", async () => {
    const answer = await eachMessage(
      ["a", "b", "c"].map(message),
      async ({ messageId }) => {
        if (messageId === "b") throw new Error("no");
      },
      observe,
    );
    expect(answer.batchItemFailures).toEqual([{ itemIdentifier: "b" }]);
    expect(lines.at(-1)).toContain("MESSAGE_FAILED");
  });
});

describe("records of a stream", () => {
  it("keep their order within a partition", async () => {
    const seen: string[] = [];
    const records = [record("a", "1"), record("b", "2"), record("a", "3"), record("b", "4")];
    const answer = await eachRecordInOrder(
      records,
      async ({ dynamodb }) => {
        if (dynamodb?.SequenceNumber === "1") await new Promise((resolve) => setImmediate(resolve));
        seen.push(String(dynamodb?.SequenceNumber));
      },
      observe,
    );
    expect(answer.batchItemFailures).toEqual([]);
    expect(seen.indexOf("1")).toBeLessThan(seen.indexOf("3"));
    expect(seen.indexOf("2")).toBeLessThan(seen.indexOf("4"));
  });

  it("stop their own partition when one fails, and go on from the first that failed", async () => {
    const seen: string[] = [];
    const records = [
      record("a", "1"),
      record("b", "2"),
      record("a", "3"),
      record("c", "4"),
      record("b", "5"),
    ];
    const answer = await eachRecordInOrder(
      records,
      async ({ dynamodb }) => {
        seen.push(String(dynamodb?.SequenceNumber));
        if (["2", "4"].includes(String(dynamodb?.SequenceNumber))) throw new Error("no");
      },
      observe,
    );
    expect(answer.batchItemFailures).toEqual([{ itemIdentifier: "2" }]);
    expect(seen.sort()).toEqual(["1", "2", "3", "4"]);
  });
});
