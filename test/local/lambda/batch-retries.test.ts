import { describe, expect, it } from "vitest";
import { failedItems } from "../../../local/lambda/batch-response.ts";
import { processBatch, type RetryPolicy, type StreamRecord } from "../../../local/lambda/batch-retries.ts";

const record = (sequenceNumber: string): StreamRecord => ({ sequenceNumber, createdAt: 0, event: {} });
const policy: RetryPolicy = {
  reportsItemFailures: true,
  bisects: false,
  maximumRetryAttempts: 2,
  maximumRecordAgeSeconds: -1,
};

/** Runs a batch "abc..." where each call fails at the named record, as often as it is named. */
async function run(batch: string, failures: string, more: Partial<RetryPolicy> = {}, now = 0) {
  const left = [...failures];
  const calls: string[] = [];
  const given: string[] = [];
  const finished = await processBatch(
    [...batch].map(record),
    { ...policy, ...more },
    {
      invoke: async (records) => {
        calls.push(records.map(({ sequenceNumber }) => sequenceNumber).join(""));
        const index = records.findIndex(({ sequenceNumber }) => left.includes(sequenceNumber));
        const failed = records[index];
        if (!failed) return undefined;
        left.splice(left.indexOf(failed.sequenceNumber), 1);
        return index;
      },
      discard: (records, condition, attempts) =>
        void given.push(
          `${records.map(({ sequenceNumber }) => sequenceNumber).join("")} ${condition} ${attempts}`,
        ),
      pause: async () => true,
      now: () => now,
    },
  );
  return { calls, given, finished };
}

describe("a batch of stream records", () => {
  it.each([
    ["succeeds at once", "abc", "", {}, ["abc"], []],
    ["resumes at the record that failed", "abc", "b", {}, ["abc", "bc"], []],
    ["tries the same record again", "abc", "bb", {}, ["abc", "bc", "bc"], []],
    ["counts anew once it got further", "abc", "aabbc", {}, ["abc", "abc", "abc", "bc", "bc", "c"], []],
    [
      "gives the rest up after its retries",
      "abc",
      "bbb",
      {},
      ["abc", "bc", "bc"],
      ["bc RetryAttemptsExhausted 3"],
    ],
    [
      "finds the bad record by halves and saves the others",
      "abcd",
      "bbbbb",
      { bisects: true },
      ["abcd", "bc", "b", "b", "b", "c", "d"],
      ["b RetryAttemptsExhausted 3"],
    ],
  ])("%s", async (_, batch, failures, more, calls, given) => {
    expect(await run(batch, failures, more)).toEqual({ calls, given, finished: true });
  });

  it("gives up records that are too old", async () => {
    const { given } = await run(
      "ab",
      "aaaaaa",
      { maximumRetryAttempts: -1, maximumRecordAgeSeconds: 60 },
      61_000,
    );
    expect(given).toEqual(["ab RecordAgeExceeded 1"]);
  });

  it("is left unfinished when the runtime stops", async () => {
    const effects = {
      invoke: async () => 0,
      discard: () => undefined,
      pause: async () => false,
      now: () => 0,
    };
    expect(await processBatch([record("a")], policy, effects)).toBe(false);
  });
});

describe("a partial batch response", () => {
  const ok = (payload: unknown) => ({ ok: true as const, requestId: "r", payload });
  it.each([
    ["nothing", ok(null), []],
    ["an empty list", ok({ batchItemFailures: [] }), []],
    ["no list", ok({}), []],
    ["one", ok({ batchItemFailures: [{ itemIdentifier: "2" }] }), ["2"]],
    ["an identifier of another batch", ok({ batchItemFailures: [{ itemIdentifier: "9" }] }), ["1", "2"]],
    ["an empty identifier", ok({ batchItemFailures: [{ itemIdentifier: "" }] }), ["1", "2"]],
    ["nonsense", ok({ batchItemFailures: "x" }), ["1", "2"]],
    [
      "an error",
      { ok: false as const, requestId: "r", error: { errorType: "E", errorMessage: "" } },
      ["1", "2"],
    ],
  ])("of %s", (_, invocation, failed) => {
    expect([...failedItems(invocation, ["1", "2"], true)]).toEqual(failed);
  });

  it("is not read unless the mapping asks for it", () => {
    expect([...failedItems(ok({ batchItemFailures: [{ itemIdentifier: "1" }] }), ["1"], false)]).toEqual([]);
  });
});
