import { createHash } from "node:crypto";
import {
  ListExecutionsCommand,
  SendTaskFailureCommand,
  SendTaskSuccessCommand,
  StartExecutionCommand,
  StopExecutionCommand,
} from "@aws-sdk/client-sfn";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import type { Platform } from "../../../local/start.ts";
import { eventually, temporaryDirectory } from "../support/platform.ts";
import { machineArn, workflow } from "../support/workflow-app.ts";
import { lookIntoWorkflows, startWorkflows, type Workflows } from "../support/workflow-platform.ts";

const directory = temporaryDirectory();
let platform: Platform;
let look: Workflows;

beforeAll(async () => {
  platform = await startWorkflows(directory.path);
  look = lookIntoWorkflows(platform);
}, 60_000);
afterAll(async () => {
  await platform?.close();
  directory.remove();
});

const offer = (more: object = {}) => ({ seconds: 60, mode: "hand on", ...more });
const succeed = (taskToken: string, output: unknown) =>
  look.sfn.send(new SendTaskSuccessCommand({ taskToken, output: JSON.stringify(output) }));
const fail = (taskToken: string, error: string, cause?: string) =>
  look.sfn.send(new SendTaskFailureCommand({ taskToken, error, ...(cause === undefined ? {} : { cause }) }));

describe("a task that waits for its token", () => {
  it("hands the token and what the context knows to its function, and goes on with what comes back", async () => {
    const arn = await look.start(workflow.offer, "accepted", offer());
    const [handed] = await look.tokens("accepted");
    expect(handed).toMatchObject({ name: "accepted", id: arn });
    expect(Math.abs(Date.parse(handed?.enteredAt ?? "") - Date.now())).toBeLessThan(5000);
    await succeed(handed?.token ?? "", { agent: "a1" });
    const { status, output } = await look.closed(arn);
    expect({ status, output }).toEqual({
      status: "SUCCEEDED",
      output: offer({ offer: { agent: "a1" } }),
    });
    expect(await look.history(arn)).toEqual([
      "ExecutionStarted",
      "TaskStateEntered Offer",
      "TaskStateExited Offer",
      "SucceedStateEntered Accepted",
      "SucceedStateExited Accepted",
      "ExecutionSucceeded",
    ]);
  });

  it("is caught by the name of the error that was sent", async () => {
    const arn = await look.start(workflow.offer, "declined", offer());
    const [handed] = await look.tokens("declined");
    await fail(handed?.token ?? "", "Declined", "busy");
    expect((await look.closed(arn)).output).toEqual(offer({ error: { Error: "Declined", Cause: "busy" } }));
  });

  it("times out after the seconds that its input names, and takes its token no more", async () => {
    const startedAt = Date.now();
    const arn = await look.start(workflow.offer, "missed", offer({ seconds: 1 }));
    const [handed] = await look.tokens("missed");
    expect((await look.closed(arn)).output).toMatchObject({
      was: "missed",
      error: { Error: "States.Timeout" },
    });
    expect(Date.now() - startedAt).toBeGreaterThanOrEqual(1000);
    expect(await look.history(arn)).toContain("TaskTimedOut");
    await expect(succeed(handed?.token ?? "", {})).rejects.toMatchObject({ name: "TaskTimedOut" });
  });

  it("has a fresh token for each attempt, and only the last one counts", async () => {
    const arn = await look.start(workflow.offer, "again", offer());
    const [first] = await look.tokens("again");
    await fail(first?.token ?? "", "Again");
    const both = (await look.tokens("again", 2)).map(({ token }) => token);
    expect(new Set(both).size).toBe(2);
    await expect(succeed(first?.token ?? "", "late")).rejects.toMatchObject({ name: "TaskTimedOut" });
    await succeed(both.find((token) => token !== first?.token) ?? "", "in time");
    expect((await look.closed(arn)).output).toMatchObject({ offer: "in time" });
  });

  it("fails with its function's error when the token never got out", async () => {
    const arn = await look.start(workflow.offer, "nobody", offer({ mode: "throw" }));
    const { status, error, cause } = await look.closed(arn);
    expect({ status, error }).toEqual({ status: "FAILED", error: "OfferBroken" });
    expect(JSON.parse(String(cause))).toEqual({ errorType: "Nobody", errorMessage: "no" });
  });

  it("fails when its input names no time limit", async () => {
    const arn = await look.start(workflow.offer, "no-limit", offer({ seconds: "soon" }));
    expect(await look.closed(arn)).toMatchObject({ status: "FAILED", error: "States.Runtime" });
    expect(await look.calls("no-limit")).toBe(0);
  });

  it("takes an outcome once", async () => {
    await look.start(workflow.offer, "once", offer());
    const [handed] = await look.tokens("once");
    const answers = await Promise.allSettled([1, 2, 3].map((value) => succeed(handed?.token ?? "", value)));
    expect(answers.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected", "rejected"]);
  });

  it("knows a token that it never gave", async () => {
    await expect(succeed("abc", 1)).rejects.toMatchObject({ name: "InvalidToken" });
    await expect(
      look.sfn.send(new SendTaskSuccessCommand({ taskToken: "abc", output: "{" })),
    ).rejects.toMatchObject({ name: "InvalidOutput" });
  });
});

describe("a task that invokes a function", () => {
  it("gets its payload and answers with it", async () => {
    const arn = await look.start(workflow.play, "p1", { name: "p1", answer: [1, { two: 2 }] });
    expect((await look.closed(arn)).output).toEqual({
      name: "p1",
      answer: [1, { two: 2 }],
      act: { answer: [1, { two: 2 }] },
    });
  });

  it("is caught by the function's error name", async () => {
    const arn = await look.start(workflow.play, "p2", { name: "p2", throws: "Refused" });
    const { status, output } = await look.closed(arn);
    expect(status).toBe("SUCCEEDED");
    expect(output).toMatchObject({
      error: { Error: "Refused", Cause: '{"errorType":"Refused","errorMessage":"as p2 asked"}' },
    });
  });

  it("is tried again as and when Retry says, until it works", async () => {
    const startedAt = Date.now();
    const arn = await look.start(workflow.play, "p3", {
      name: "p3",
      throws: "Flaky",
      times: 1,
      answer: "at last",
    });
    expect((await look.closed(arn)).output).toMatchObject({ act: { answer: "at last" } });
    expect(Date.now() - startedAt).toBeGreaterThanOrEqual(1000);
    expect(await look.keys("ACT#p3")).toHaveLength(2);
    expect(await look.history(arn)).toContain("TaskFailed");
  });

  it("fails the execution with an error that nothing catches", async () => {
    const arn = await look.start(workflow.play, "p4", { name: "p4", throws: "Other" });
    expect(await look.closed(arn)).toMatchObject({ status: "FAILED", error: "Other" });
    expect(await look.history(arn)).toEqual([
      "ExecutionStarted",
      "TaskStateEntered Act",
      "TaskFailed",
      "ExecutionFailed",
    ]);
  });

  it("fails when a result is larger than Step Functions takes", async () => {
    const arn = await look.start(workflow.play, "p5", { name: "p5", answer: "x".repeat(150_000) });
    expect(await look.closed(arn)).toMatchObject({ status: "FAILED", error: "States.DataLimitExceeded" });
  });
});

describe("waiting and choosing", () => {
  it("waits for the seconds of its input, and still knows how the execution began", async () => {
    const startedAt = Date.now();
    const arn = await look.start(workflow.pause, "w1", { seconds: 1, left: "alone" });
    const { output } = await look.closed(arn);
    expect(Date.now() - startedAt).toBeGreaterThanOrEqual(1000);
    expect(output).toEqual({
      startedAt: expect.stringMatching(/^\d{4}-.*Z$/),
      input: { seconds: 1, left: "alone" },
      machine: workflow.pause,
    });
    const began = Date.parse(String(Object(output).startedAt));
    expect(began - startedAt).toBeLessThan(900);
  });

  it("chooses by what is not there", async () => {
    const arn = await look.start(workflow.pause, "w2", {});
    expect((await look.closed(arn)).output).toEqual({});
  });

  it("ends an execution that takes longer than its machine may", async () => {
    const arn = await look.start(workflow.short, "w3", {});
    expect((await look.closed(arn)).status).toBe("TIMED_OUT");
  });
});

describe("starting an execution", () => {
  const start = (name: string, input: string, machine = workflow.offer) =>
    look.sfn.send(new StartExecutionCommand({ stateMachineArn: machineArn(machine), name, input }));
  const input = JSON.stringify(offer());

  it("again, while it runs and with the same input, is the same execution", async () => {
    const first = await start("same", input);
    const again = await Promise.all([start("same", input), start("same", input)]);
    for (const { executionArn, startDate } of again) {
      expect({ executionArn, startDate }).toEqual({
        executionArn: first.executionArn,
        startDate: first.startDate,
      });
    }
    await look.tokens("same");
    expect(await look.calls("same")).toBe(1);
  });

  it("is refused for another input, and once it is closed", async () => {
    await start("taken", input);
    await expect(start("taken", "{}")).rejects.toMatchObject({ name: "ExecutionAlreadyExists" });
    const [handed] = await look.tokens("taken");
    await succeed(handed?.token ?? "", {});
    await eventually(async () => {
      const refused = await start("taken", input).catch((error: Error) => error.name);
      return refused === "ExecutionAlreadyExists" ? true : undefined;
    });
  });

  it.each([
    ["of an unknown machine", "n", "{}", "Nobody", "StateMachineDoesNotExist"],
    ["with an input that is not JSON", "n", "{", workflow.offer, "InvalidExecutionInput"],
    ["with a name that has a blank", "a b", "{}", workflow.offer, "ValidationException"],
    ["with a name of 81 characters", "n".repeat(81), "{}", workflow.offer, "ValidationException"],
    [
      "with too large an input",
      "n",
      JSON.stringify("x".repeat(262_144)),
      workflow.offer,
      "ValidationException",
    ],
  ])("%s is refused", async (_, name, given, machine, error) => {
    await expect(start(name, given, machine)).rejects.toMatchObject({ name: error });
  });
});

describe("executions", () => {
  it("are stopped, with their task", async () => {
    const executionArn = await look.start(workflow.offer, "stopped", offer());
    const [handed] = await look.tokens("stopped");
    await look.sfn.send(new StopExecutionCommand({ executionArn, error: "Enough", cause: "asked" }));
    expect(await look.closed(executionArn)).toMatchObject({
      status: "ABORTED",
      error: "Enough",
      cause: "asked",
    });
    await expect(succeed(handed?.token ?? "", 1)).rejects.toMatchObject({ name: "TaskTimedOut" });
    expect((await look.history(executionArn)).at(-1)).toBe("ExecutionAborted");
  });

  it("are listed newest first, by status and in pages", async () => {
    for (const name of ["l1", "l2", "l3"]) {
      await look.closed(await look.start(workflow.play, name, { name }));
    }
    const list = {
      stateMachineArn: machineArn(workflow.play),
      statusFilter: "SUCCEEDED",
      maxResults: 2,
    } as const;
    const first = await look.sfn.send(new ListExecutionsCommand(list));
    const second = await look.sfn.send(new ListExecutionsCommand({ ...list, nextToken: first.nextToken }));
    const names = [...(first.executions ?? []), ...(second.executions ?? [])].map(({ name }) => name);
    expect(names.slice(0, 3)).toEqual(["l3", "l2", "l1"]);
  });

  it("run by the hundred at once", async () => {
    const names = Array.from({ length: 300 }, (_, index) => `crowd-${index}`);
    const arns = await Promise.all(names.map((name) => look.start(workflow.drawn, name, {})));
    for (const name of names) {
      const [handed] = await look.tokens(name);
      await succeed(handed?.token ?? "", { for: name });
    }
    for (const [index, arn] of arns.entries()) {
      expect(await look.closed(arn)).toMatchObject({ status: "SUCCEEDED", output: { for: names[index] } });
    }
  }, 60_000);

  it("run the very text of the template", () => {
    const text = platform.definitionOf(machineArn(workflow.drawn));
    const found = platform.resources.ofType(
      "AWS::StepFunctions::StateMachine",
      z.object({ DefinitionString: z.string() }),
    );
    const hashes = found.map(({ properties }) => hash(properties.DefinitionString));
    expect(hashes).toContain(hash(text));
  });
});

const hash = (text: string) => createHash("sha256").update(text).digest("hex");
