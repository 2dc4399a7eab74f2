import { DatabaseSync } from "node:sqlite";
import { expect, it } from "vitest";
import * as z from "zod";
import type { Invocation, LambdaFunction } from "../../../local/lambda/functions.ts";
import { readDefinition } from "../../../local/step-functions/definition.ts";
import { createExecutions } from "../../../local/step-functions/executions.ts";
import { openExecutionStore } from "../../../local/step-functions/store.ts";
import { createTasks } from "../../../local/step-functions/tasks.ts";
import { eventually, memoryLog, temporaryDirectory } from "../support/platform.ts";

const again = [{ ErrorEquals: ["Again"], IntervalSeconds: 0, MaxAttempts: 1 }];
const definition = readDefinition(
  JSON.stringify({
    StartAt: "Prepare",
    States: {
      Prepare: {
        Type: "Task",
        Resource: "arn:aws:states:::lambda:invoke",
        Parameters: { FunctionName: "prepare", "Payload.$": "$" },
        ResultSelector: { "made.$": "$.Payload" },
        ResultPath: "$.prepared",
        Retry: again,
        Next: "Offer",
      },
      Offer: {
        Type: "Task",
        Resource: "arn:aws:states:::lambda:invoke.waitForTaskToken",
        Parameters: { FunctionName: "offer", Payload: { "token.$": "$$.Task.Token" } },
        ResultPath: "$.offer",
        TimeoutSeconds: 60,
        Retry: again,
        Next: "Anybody?",
      },
      "Anybody?": {
        Type: "Choice",
        Choices: [{ Variable: "$.offer.agent", IsPresent: false, Next: "Nobody" }],
        Default: "Done",
      },
      Nobody: { Type: "Fail", Error: "Nobody" },
      Done: { Type: "Pass", End: true },
    },
  }),
);
const execution = {
  arn: "arn:aws:states:us-east-1:000000000000:execution:M:e",
  machine_arn: "arn:aws:states:us-east-1:000000000000:stateMachine:M",
  role_arn: "role",
  name: "e",
  definition: "current",
  input: '{"case":"c1"}',
};

/** What is outside of the process, and outlives it. */
const outside = () => ({
  /** Tokens in the order of the function's calls. */
  calls: Array.of<string>(),
  /** The outcomes that were taken. */
  settled: new Map<string, unknown>(),
  prepared: 0,
});
type Outside = ReturnType<typeof outside>;

/** A process on the database; it is dead, and writes nothing any more, before its write number `limit`. */
function startProcess(file: string, world: Outside, limit = Number.POSITIVE_INFINITY) {
  const database = new DatabaseSync(file);
  database.exec("PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF");
  let writes = 0;
  const live = <T>(work: () => T, isWrite: boolean): T => {
    if (writes >= limit) throw new Error("killed");
    if (isWrite) writes += 1;
    return work();
  };
  const prepareStatement = (text: string) => {
    const statement = database.prepare(text);
    return {
      all: (...values: string[]) => live(() => statement.all(...values), false),
      run: (...values: string[]) => live(() => statement.run(...values), true),
    };
  };
  const mortal = new Proxy(database, {
    get: (target, name) =>
      name === "prepare" ? prepareStatement : (text: string) => live(() => target.exec(text), false),
  });
  const isDead = () => writes >= limit;
  const functionOf = (name: string) => fakeFunction(name, isDead, name === "offer" ? offer : prepare);
  const store = openExecutionStore(mortal);
  const tasks = createTasks({ store, functionOf, log: memoryLog() });
  const executions = createExecutions({ store, tasks, log: memoryLog(), definition: () => definition });

  /** Fails the first time. */
  function prepare() {
    world.prepared += 1;
    if (world.prepared === 1) throw Object.assign(new Error("not yet"), { name: "Again" });
    return "ready";
  }

  function offer(event: unknown) {
    const { token } = z.object({ token: z.string() }).parse(event);
    world.calls.push(token);
    setImmediate(() => settle(token));
  }

  /** The first token's task is to be tried again, the second one's succeeds. */
  function settle(token: string) {
    const agent = `agent ${world.calls.length}`;
    const outcome =
      token === world.calls[0] ? { error: "Again", cause: "" } : { output: JSON.stringify({ agent }) };
    try {
      if (tasks.settle(token, outcome)) world.settled.set(token, { agent });
    } catch {
      // It died before it answered: whoever sends an outcome sends it again.
    }
  }

  return {
    isDead,
    isInvoked: () => (isDead() ? [] : store.attempts(execution.arn).filter(({ invoked }) => invoked)),
    find: () => store.find(execution.arn),
    /** What its clients do: start what was not answered for, and send the outcomes that were not. */
    go() {
      executions.resume();
      if (!store.find(execution.arn)) executions.start(execution);
      for (const token of new Set(world.calls)) if (!world.settled.has(token)) settle(token);
    },
    async end() {
      if (!isDead()) await executions.close();
      database.close();
    },
  };
}

function fakeFunction(
  name: string,
  isDead: () => boolean,
  work: (event: unknown) => unknown,
): LambdaFunction {
  return {
    name,
    arn: name,
    role: { roleName: "", refusal: () => undefined, isAssumableBy: () => true },
    credentials: { accessKeyId: "", secretAccessKey: "" },
    async invoke(event): Promise<Invocation> {
      await new Promise((soon) => setImmediate(soon));
      if (isDead()) return new Promise(() => undefined);
      try {
        return { ok: true, requestId: "r", payload: work(event) ?? null };
      } catch (error) {
        const { name: errorType, message: errorMessage } = z.instanceof(Error).parse(error);
        return { ok: false, requestId: "r", error: { errorType, errorMessage } };
      }
    },
  };
}

/** @returns whether there was such a moment: the execution makes no more writes than `limit` otherwise */
async function killedAt(limit: number): Promise<boolean> {
  const directory = temporaryDirectory();
  const file = `${directory.path}/state.db`;
  const world = outside();
  const first = startProcess(file, world, limit);
  try {
    first.go();
  } catch (error) {
    if (!first.isDead()) throw error;
  }
  await eventually(() => (first.isDead() || first.find()?.status !== "RUNNING" ? true : undefined));
  const wasKilled = first.isDead();
  await first.end();

  const second = startProcess(file, world);
  const invoked = second.isInvoked().map(({ token }) => token);
  const callsBefore = world.calls.length;
  second.go();
  const { status, output, error } = await eventually(() => {
    const found = second.find();
    return found?.status === "RUNNING" ? undefined : found;
  });
  await second.end();
  directory.remove();

  expect(status, `${error}, killed at write ${limit}`).toBe("SUCCEEDED");
  const tokens = [...new Set(world.calls)];
  expect(tokens).toHaveLength(2);
  expect(JSON.parse(output ?? "")).toEqual({
    case: "c1",
    prepared: { made: "ready" },
    offer: world.settled.get(tokens[1] ?? ""),
  });
  for (const token of invoked) expect(world.calls.slice(callsBefore)).not.toContain(token);
  return wasKilled;
}

it("comes to the same end, whichever write of an execution the process is killed at", async () => {
  let limit = 1;
  while (await killedAt(limit)) limit += 1;
  expect(limit).toBeGreaterThan(20);
}, 60_000);
