/** Runs executions state by state: where a step led to is on disk before the next one begins. */
import { sleepUntil } from "../lambda/wake.ts";
import { describeError, type Log } from "../log.ts";
import type { Definition } from "./definition.ts";
import { waitsUntil } from "./durations.ts";
import { closed, entered, exited, failedAttempts, started } from "./history.ts";
import type { State } from "./states-language.ts";
import { contextOf, runStep, type StepResult } from "./step.ts";
import type { Closing, Execution, ExecutionStore, NewEvent } from "./store.ts";
import type { Tasks } from "./tasks.ts";

export type NewExecution = Pick<
  Execution,
  "arn" | "machine_arn" | "role_arn" | "name" | "definition" | "input"
>;

export interface Executions {
  /** @returns when it started, epoch milliseconds */
  start(given: NewExecution): number;
  stop(arn: string, error: string | undefined, cause: string | undefined): void;
  /** Takes up what an earlier process left running. */
  resume(): void;
  close(): Promise<void>;
}

export interface ExecutionOptions {
  readonly store: ExecutionStore;
  readonly tasks: Tasks;
  readonly log: Log;
  /** The definition with this text. */
  definition(text: string): Definition;
}

/** Of inputs and outputs: https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
export const maxDataBytes = 262_144;

const stopped: StepResult = { outcome: { kind: "stopped" }, failures: [] };

export function createExecutions({ store, tasks, log, definition }: ExecutionOptions): Executions {
  const running = new Map<string, AbortController>();

  function run(execution: Execution) {
    const control = new AbortController();
    running.set(execution.arn, control);
    void follow(execution, control.signal)
      .catch((error: unknown) => log.error(`execution ${execution.arn}: ${describeError(error)}`))
      .finally(() => {
        running.delete(execution.arn);
        control.abort();
      });
  }

  async function follow(execution: Execution, signal: AbortSignal) {
    const { states, timeoutSeconds } = definition(execution.definition);
    if (timeoutSeconds !== undefined) void timeOut(execution, timeoutSeconds, signal);
    for (let now: Execution | undefined = execution; now; ) now = await advance(now, states, signal);
  }

  /** @returns where it is then; undefined when it is closed, or the runtime stops */
  async function advance(
    now: Execution,
    states: Definition["states"],
    signal: AbortSignal,
  ): Promise<Execution | undefined> {
    const state = stateOf(states, now.state);
    const { outcome, failures } = await takeStep(now, state, Object.keys(states), signal);
    if (signal.aborted || outcome.kind === "stopped") return undefined;
    const events = [...failedAttempts(state, failures)];
    if (outcome.kind === "failed") {
      const { error, cause } = outcome;
      return end(now.arn, { status: "FAILED", error, cause }, events);
    }
    const at = Date.now();
    const output = JSON.stringify(outcome.output);
    if (Buffer.byteLength(output) > maxDataBytes) {
      const cause = `The state '${now.state}' returned a result larger than ${maxDataBytes} bytes.`;
      return end(now.arn, { status: "FAILED", error: "States.DataLimitExceeded", cause }, events);
    }
    events.push(exited(now.state, state, output, at));
    if (outcome.kind === "succeeded") return end(now.arn, { status: "SUCCEEDED", output }, events);
    events.push(entered(outcome.state, stateOf(states, outcome.state), output, at));
    store.enter(now.arn, outcome.state, output, at, events);
    return { ...now, state: outcome.state, state_input: output, entered_at: at };
  }

  async function takeStep(now: Execution, state: State, states: readonly string[], signal: AbortSignal) {
    const input = JSON.parse(now.state_input);
    const due = state.Type === "Wait" ? waitsUntil(state, input, now.entered_at) : undefined;
    if (due !== undefined && !(await sleepUntil(due, signal))) return stopped;
    const task = state.Type === "Task" ? tasks.open(now, state, signal) : undefined;
    const context = contextOf(now, task);
    const result = await runStep({
      state,
      states,
      input,
      context,
      task,
      hasWaited: due !== undefined,
      signal,
    });
    task?.leave();
    return result;
  }

  function end(arn: string, closing: Closing, events: readonly NewEvent[] = []): undefined {
    const at = Date.now();
    store.close(arn, closing, at, [...events, closed(closing, at)]);
    running.get(arn)?.abort();
  }

  async function timeOut({ arn, started_at }: Execution, seconds: number, signal: AbortSignal) {
    if (await sleepUntil(started_at + seconds * 1000, signal)) end(arn, { status: "TIMED_OUT" });
  }

  return {
    start(given) {
      const at = Date.now();
      const { startAt, states } = definition(given.definition);
      const execution: Execution = {
        ...given,
        status: "RUNNING",
        started_at: at,
        state: startAt,
        state_input: given.input,
        entered_at: at,
        stopped_at: null,
        output: null,
        error: null,
        cause: null,
      };
      const first = entered(startAt, stateOf(states, startAt), given.input, at);
      store.insert(execution, [started(given.input, given.role_arn, at), first]);
      run(execution);
      return at;
    },
    stop: (arn, error, cause) => end(arn, { status: "ABORTED", error, cause }),
    resume() {
      for (const execution of store.running()) run(execution);
    },
    async close() {
      for (const control of running.values()) control.abort();
      await tasks.close();
    },
  };
}

/** The validator has seen to it that every name leads to a state. */
function stateOf(states: Definition["states"], name: string): State {
  const state = states[name];
  if (!state) throw new Error(`the definition has no state ${name}`);
  return state;
}
