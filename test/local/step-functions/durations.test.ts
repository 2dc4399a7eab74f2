import { describe, expect, it } from "vitest";
import { timeoutMs, waitsUntil } from "../../../local/step-functions/durations.ts";
import type { TaskState } from "../../../local/step-functions/states-language.ts";

const enteredAt = Date.parse("2026-11-22T10:00:00Z");
const at = (text: string) => Date.parse(text);

describe("a wait", () => {
  it.each([
    [{ Seconds: 5 }, {}, at("2026-11-22T10:00:05Z")],
    [{ SecondsPath: "$.wait.s" }, { wait: { s: 0 } }, enteredAt],
    [{ SecondsPath: "$.s", InputPath: "$.wait" }, { wait: { s: 60 } }, at("2026-11-22T10:01:00Z")],
    [{ Timestamp: "2026-11-23T00:00:00Z" }, {}, at("2026-11-23T00:00:00Z")],
    [{ TimestampPath: "$.due" }, { due: "2026-11-22T13:00:00+03:00" }, enteredAt],
    [{ SecondsPath: "$.s" }, {}, undefined],
    [{ SecondsPath: "$.s" }, { s: 1.5 }, undefined],
    [{ SecondsPath: "$.s" }, { s: -1 }, undefined],
    [{ TimestampPath: "$.due" }, { due: "soon" }, undefined],
  ])("of %j with %j", (state, input, until) => {
    expect(waitsUntil({ Type: "Wait", ...state }, input, enteredAt)).toBe(until);
  });
});

describe("a task's limit", () => {
  const task: TaskState = {
    Type: "Task",
    Resource: "arn:aws:states:::lambda:invoke",
    Parameters: { FunctionName: "F" },
  };
  it.each([
    [{}, {}, Number.POSITIVE_INFINITY],
    [{ TimeoutSeconds: 30 }, {}, 30_000],
    [{ TimeoutSecondsPath: "$.limits[1]" }, { limits: [1, 2] }, 2000],
    [{ TimeoutSecondsPath: "$.s", InputPath: "$.in" }, { s: 9, in: { s: 3 } }, 3000],
    [{ TimeoutSecondsPath: "$.s" }, { s: 0 }, undefined],
    [{ TimeoutSecondsPath: "$.s" }, { s: "9" }, undefined],
    [{ TimeoutSecondsPath: "$.s" }, {}, undefined],
  ])("by %j with %j", (more, input, ms) => {
    expect(timeoutMs(Object.assign({ ...task }, more), input)).toBe(ms);
  });
});
