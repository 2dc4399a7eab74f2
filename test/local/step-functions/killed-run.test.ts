import {
  GetExecutionHistoryCommand,
  SendTaskFailureCommand,
  SendTaskSuccessCommand,
} from "@aws-sdk/client-sfn";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { synthesise } from "../../../local/synthesise.ts";
import { killable } from "../support/killable.ts";
import { workflow, workflowApp } from "../support/workflow-app.ts";
import { lookIntoWorkflows, type Workflows } from "../support/workflow-platform.ts";

const runtime = killable((directory) => synthesise(directory, workflowApp));
const seconds = 5;
const offer = (more: object = {}) => ({ seconds: 60, mode: "hand on", ...more });

let arns: Record<"open" | "answered" | "hanging" | "retried" | "missed" | "waiting" | "done", string>;
let before: { open: string; retried: string };
let look: Workflows;
let readyAgainAt: number;

const succeed = (taskToken: string, output: unknown) =>
  look.sfn.send(new SendTaskSuccessCommand({ taskToken, output: JSON.stringify(output) }));
const tryAgain = (taskToken: string) =>
  look.sfn.send(new SendTaskFailureCommand({ taskToken, error: "Again" }));
const token = async (name: string) => (await look.tokens(name))[0]?.token ?? "";

/** When the execution began and ended to be in a state, by its own history. */
async function stay(executionArn: string, state: string) {
  const { events = [] } = await look.sfn.send(new GetExecutionHistoryCommand({ executionArn }));
  const entered = events.find(({ stateEnteredEventDetails: details }) => details?.name === state);
  const exited = events.find(({ stateExitedEventDetails: details }) => details?.name === state);
  return { from: entered?.timestamp?.getTime() ?? 0, to: exited?.timestamp?.getTime() ?? 0 };
}

beforeAll(async () => {
  look = lookIntoWorkflows(await runtime.start({ HOLD: "1" }));
  arns = {
    missed: await look.start(workflow.offer, "missed", offer({ seconds })),
    waiting: await look.start(workflow.pause, "waiting", { seconds }),
    open: await look.start(workflow.offer, "open", offer()),
    hanging: await look.start(workflow.offer, "hanging", offer({ mode: "hang" })),
    retried: await look.start(workflow.offer, "retried", offer()),
    done: await look.start(workflow.play, "done", { name: "done", answer: "kept" }),
    answered: await look.start(workflow.offer, "answered", offer()),
  };
  await look.closed(arns.done);
  const first = await token("retried");
  await tryAgain(first);
  const second = (await look.tokens("retried", 2)).find((handed) => handed.token !== first);
  before = { open: await token("open"), retried: second?.token ?? "" };
  await token("hanging");
  await succeed(await token("answered"), "in the last moment");
  await runtime.kill();
  look = lookIntoWorkflows(await runtime.start());
  readyAgainAt = Date.now();
}, 60_000);
afterAll(() => runtime.remove());

describe("after a kill -9", () => {
  it("a token goes on being good, and its function is not invoked again", async () => {
    await succeed(before.open, "later");
    expect((await look.closed(arns.open)).output).toEqual(offer({ offer: "later" }));
    expect(await look.calls("open")).toBe(1);
  });

  it("an outcome that was answered for is not lost", async () => {
    expect((await look.closed(arns.answered)).output).toEqual(offer({ offer: "in the last moment" }));
  });

  it("a function that had not finished is invoked again, with the same token", async () => {
    await expect.poll(() => look.calls("hanging")).toBe(2);
    await succeed(await token("hanging"), "at last");
    expect((await look.closed(arns.hanging)).output).toMatchObject({ offer: "at last" });
  });

  it("attempts are counted on", async () => {
    await tryAgain(before.retried);
    const tokens = await look.tokens("retried", 3);
    for (const handed of tokens) await tryAgain(handed.token).catch(() => undefined);
    expect(await look.closed(arns.retried)).toMatchObject({ status: "FAILED", error: "OfferBroken" });
    expect(await look.calls("retried")).toBe(3);
  });

  it("a task's time and a wait go on from when they began", async () => {
    expect((await look.closed(arns.missed)).output).toMatchObject({ error: { Error: "States.Timeout" } });
    expect((await look.closed(arns.waiting)).status).toBe("SUCCEEDED");
    for (const { from, to } of [await stay(arns.missed, "Offer"), await stay(arns.waiting, "Pause")]) {
      expect(to - from).toBeGreaterThanOrEqual(seconds * 1000);
      expect(to).toBeLessThan(Math.max(from + seconds * 1000, readyAgainAt) + 2000);
    }
  });

  it("a closed execution is still known, and its name still taken", async () => {
    expect((await look.closed(arns.done)).output).toMatchObject({ act: { answer: "kept" } });
    await expect(look.start(workflow.play, "done", { name: "done" })).rejects.toMatchObject({
      name: "ExecutionAlreadyExists",
    });
  });
});
