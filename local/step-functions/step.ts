/** Runs one state of an execution. All that must outlive a kill is kept between two steps, by whoever calls this. */
import {
  ExecutionAbortedError,
  type RunOptions,
  StateMachine,
  type StateMachineDefinition,
} from "aws-local-stepfunctions";
import * as z from "zod";
import type { State } from "./states-language.ts";
import type { Execution } from "./store.ts";

export type Json = Parameters<StateMachine["run"]>[0];

export interface Step {
  readonly state: State;
  readonly input: Json;
  /** Every state that this one may lead to. */
  readonly states: readonly string[];
  readonly context: Readonly<Record<string, unknown>>;
  readonly task?: StepTask | undefined;
  /** A Wait state's time has been waited for: that goes on after a restart, a step does not. */
  readonly hasWaited: boolean;
  readonly signal: AbortSignal;
}

/** What a task does, attempt by attempt; the engine package decides by `Retry` and `Catch` whether there is a next one. */
export interface StepTask {
  /** Of the attempt that comes next, if it waits for a token. */
  readonly token: (() => string) | undefined;
  /** Attempts begun before that one. */
  retryCount(): number;
  /** Begins the next attempt. */
  perform(parameters: Json): Promise<Json>;
  /** Of the attempt that `perform` began last. Never 0. */
  secondsLeft(): number;
  /** The next attempt was begun by an earlier process: no need to wait for it again. */
  hasBegunNext(): boolean;
}

export type StepOutcome =
  | { readonly kind: "next"; readonly state: string; readonly output: Json }
  | { readonly kind: "succeeded"; readonly output: Json }
  | { readonly kind: "failed"; readonly error: string; readonly cause: string }
  | { readonly kind: "stopped" };

export interface FailedAttempt {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly error: string;
  readonly cause: string;
}

export interface StepResult {
  readonly outcome: StepOutcome;
  /** Also those that were tried again or caught. */
  readonly failures: readonly FailedAttempt[];
}

/** No state's name is empty, so this one cannot be mistaken for one that it leads to, not even for itself. */
const running = "";

const definition = z.custom<StateMachineDefinition>();

export async function runStep({
  state,
  states,
  input,
  context,
  task,
  hasWaited,
  signal,
}: Step): Promise<StepResult> {
  const exits = Object.fromEntries(states.map((name) => [name, { Type: "Succeed" }]));
  const machine = new StateMachine(
    definition.parse({
      StartAt: running,
      States: { ...exits, [running]: task ? timed(state, task) : state },
    }),
    { validationOptions: { noValidate: true } },
  );
  const run = machine.run(input, { context, overrides: overridesOf(task, hasWaited) });
  signal.addEventListener("abort", run.abort);
  if (signal.aborted) run.abort();
  const result = await run.result.then(
    (output) => ({ kind: "succeeded", output }) as const,
    (error: unknown) => failed(error),
  );
  signal.removeEventListener("abort", run.abort);
  const failures: FailedAttempt[] = [];
  let next: string | undefined;
  for await (const event of run.eventLogs) {
    if (event.type === "StateFailed") {
      failures.push({ at: event.timestamp, error: event.Error, cause: String(event.Cause) });
    }
    if (event.type === "StateEntered" && event.state.name !== running) next = event.state.name;
  }
  const outcome =
    result.kind === "succeeded" && next !== undefined
      ? ({ ...result, kind: "next", state: next } as const)
      : result;
  return { outcome, failures };
}

function failed(error: unknown): StepOutcome {
  if (error instanceof ExecutionAbortedError) return { kind: "stopped" };
  const { name, message } = z.instanceof(Error).parse(z.instanceof(Error).parse(error).cause);
  return { kind: "failed", error: name, cause: message };
}

/** The package reads the limit anew at each attempt. It would give a task without one 60 seconds; AWS sets none. */
function timed(state: State, task: StepTask): unknown {
  return {
    ...state,
    get TimeoutSeconds() {
      return task.secondsLeft();
    },
  };
}

type Overrides = NonNullable<RunOptions["overrides"]>;
const intervals = z.custom<Overrides["retryIntervalOverrides"]>();

function overridesOf(task: StepTask | undefined, hasWaited: boolean): Overrides {
  if (!task) return hasWaited ? { waitTimeOverrides: { [running]: 0 } } : {};
  const retryIntervalOverrides = intervals.parse({
    get [running]() {
      return task.hasBegunNext() ? 0 : undefined;
    },
  });
  return {
    taskResourceLocalHandlers: { [running]: task.perform },
    ...(retryIntervalOverrides ? { retryIntervalOverrides } : {}),
  };
}

/** What paths that begin with `$$.` lead into. The token is asked for anew at each attempt. */
export function contextOf(now: Execution, task: StepTask | undefined): Step["context"] {
  const token = task?.token;
  return {
    Run: {
      Id: now.arn,
      Input: JSON.parse(now.input),
      Name: now.name,
      RoleArn: now.role_arn,
      StartTime: new Date(now.started_at).toISOString(),
    },
    State: {
      EnteredTime: new Date(now.entered_at).toISOString(),
      Name: now.state,
      get RetryCount() {
        return task?.retryCount() ?? 0;
      },
    },
    StateMachine: { Id: now.machine_arn, Name: now.machine_arn.split(":").at(-1) },
    ...(token && {
      Task: {
        get Token() {
          return token();
        },
      },
    }),
  };
}
