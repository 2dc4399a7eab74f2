/** Runs the attempts of Task states: each has a token and is on disk before its function is invoked. */
import * as z from "zod";
import { concurrencyLimit } from "../lambda/concurrency-limit.ts";
import type { LambdaFunction } from "../lambda/functions.ts";
import { stopWithinMs, withinTime } from "../lambda/wake.ts";
import { describeError, type Log } from "../log.ts";
import { timeoutMs } from "./durations.ts";
import { invokeAndWait, type TaskState } from "./states-language.ts";
import type { Json, StepTask } from "./step.ts";
import type { Attempt, Execution, ExecutionStore, Outcome } from "./store.ts";
import { newToken } from "./token.ts";

export interface Tasks {
  /** The task of the state that an execution is in. */
  open(now: Execution, state: TaskState, signal: AbortSignal): OpenTask;
  /** @returns false when the token's task has an outcome, its time is over, or its state was left */
  settle(token: string, result: Outcome): boolean;
  /** Gives functions under way some time to finish, so that they are not invoked again at the next start. */
  close(): Promise<void>;
}

export interface OpenTask extends StepTask {
  /** The state is left: nobody waits for its tokens any more. */
  leave(): void;
}

export interface TaskOptions {
  readonly store: ExecutionStore;
  readonly log: Log;
  /** By ARN or by name. */
  functionOf(name: string): LambdaFunction | undefined;
}

/** One process does the work of all: more at once would only make each slower than its time limits. */
const maxConcurrent = 16;
/** Timers here reach no further. */
const maxSeconds = 2_147_483;

const parametersOf = z.object({ FunctionName: z.string(), Payload: z.unknown().default({}) });
const json = z.custom<Json>();

export function createTasks({ store, functionOf, log }: TaskOptions): Tasks {
  const waiting = new Map<string, (result: Outcome) => void>();
  const invocations = new Set<Promise<void>>();
  const limited = concurrencyLimit(maxConcurrent);
  let stopping = false;
  let closed = false;

  function settle(token: string, result: Outcome): boolean {
    if (closed || !store.settle(token, result, Date.now())) return false;
    waiting.get(token)?.(result);
    return true;
  }

  async function invoke(
    token: string,
    waits: boolean,
    { FunctionName, Payload }: z.infer<typeof parametersOf>,
  ) {
    const target = functionOf(FunctionName);
    if (!target) {
      const cause = `Function not found: ${FunctionName}`;
      settle(token, { error: "Lambda.ResourceNotFoundException", cause });
      return;
    }
    const invocation = await target.invoke(Payload);
    if (!invocation.ok) {
      settle(token, { error: invocation.error.errorType, cause: JSON.stringify(invocation.error) });
    } else if (!waits) {
      settle(token, { output: JSON.stringify(answerOf(invocation.payload, invocation.requestId)) });
    } else if (!closed) {
      store.invoked(token);
    }
  }

  function start(token: string, waits: boolean, parameters: Json, signal: AbortSignal) {
    const run = limited(async () => {
      if (stopping || signal.aborted) return;
      await invoke(token, waits, parametersOf.parse(parameters));
    })
      .catch((error: unknown) => log.error(`task of a workflow: ${describeError(error)}`))
      .finally(() => invocations.delete(run));
    invocations.add(run);
  }

  function outcomeOf(token: string, signal: AbortSignal): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      const stop = () => {
        waiting.delete(token);
        reject(new FinalError("Stopped", "the execution does not go on here"));
      };
      signal.addEventListener("abort", stop);
      waiting.set(token, (result) => {
        waiting.delete(token);
        signal.removeEventListener("abort", stop);
        resolve(result);
      });
      if (signal.aborted) stop();
    });
  }

  return {
    settle,
    open(now, state, signal) {
      const waits = state.Resource === invokeAndWait;
      const limit = timeoutMs(state, JSON.parse(now.state_input));
      const attempts = [...store.attempts(now.arn)];
      let begun = 0;
      let deadline: number | null = null;

      /** The next attempt: the one that an earlier process began, or a new one. */
      function next(): Attempt {
        const known = attempts[begun];
        if (known) return known;
        if (signal.aborted) throw new FinalError("Stopped", "the execution does not go on here");
        if (limit === undefined) throw new FinalError("States.Runtime", "no such TimeoutSecondsPath");
        const made = {
          token: newToken(now.machine_arn),
          deadline: Number.isFinite(limit) ? Date.now() + limit : null,
          invoked: false,
          outcome: undefined,
        };
        store.begin(now.arn, made.token, made.deadline);
        attempts[begun] = made;
        return made;
      }

      return {
        token: waits ? () => next().token : undefined,
        retryCount: () => begun,
        hasBegunNext: () => begun < attempts.length,
        secondsLeft() {
          const left = deadline === null ? Number.POSITIVE_INFINITY : deadline - Date.now() + timerSlackMs;
          return Math.min(maxSeconds, Math.max(1, left) / 1000);
        },
        async perform(parameters) {
          const { token } = next();
          begun += 1;
          // An outcome may have come since the attempts were read: after a restart the earlier ones go first.
          const attempt = store.attempt(token);
          if (!attempt) throw new FinalError("Stopped", "the state was left");
          deadline = attempt.deadline;
          if (attempt.outcome) return resultOf(attempt.outcome);
          const outcome = outcomeOf(token, signal);
          if (!attempt.invoked && !isOver(attempt)) start(token, waits, parameters, signal);
          return resultOf(await outcome);
        },
        leave() {
          for (const { token } of attempts) waiting.delete(token);
        },
      };
    },
    async close() {
      stopping = true;
      await withinTime(Promise.allSettled(invocations), stopWithinMs);
      closed = true;
    },
  };
}

/** A timer may fire a little before the clock says so; a token is never accepted once its attempt has timed out. */
const timerSlackMs = 2;

function isOver({ deadline }: Attempt): boolean {
  return deadline !== null && deadline <= Date.now();
}

/** Neither tried again nor caught. */
class FinalError extends Error {
  readonly isRetryable = false;
  readonly isCatchable = false;
  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}

function resultOf(outcome: Outcome): Json {
  if ("output" in outcome) return json.parse(JSON.parse(outcome.output));
  throw Object.assign(new Error(outcome.cause), { name: outcome.error });
}

function answerOf(Payload: unknown, RequestId: string) {
  return { ExecutedVersion: "$LATEST", Payload, SdkResponseMetadata: { RequestId }, StatusCode: 200 };
}
