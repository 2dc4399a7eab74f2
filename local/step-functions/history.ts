/** The events of an execution's history, in the shapes of GetExecutionHistory. Pure. */
import type { State } from "./states-language.ts";
import type { FailedAttempt } from "./step.ts";
import type { Closing, HistoryEvent, NewEvent } from "./store.ts";

const dataDetails = { truncated: false };

function event(type: string, at: number, details: object): NewEvent {
  return { type, at, details: JSON.stringify(details) };
}

export function started(input: string, roleArn: string, at: number): NewEvent {
  const executionStartedEventDetails = { input, inputDetails: dataDetails, roleArn };
  return event("ExecutionStarted", at, { executionStartedEventDetails });
}

export function entered(name: string, { Type }: State, input: string, at: number): NewEvent {
  const stateEnteredEventDetails = { name, input, inputDetails: dataDetails };
  return event(`${Type}StateEntered`, at, { stateEnteredEventDetails });
}

/** A Fail state is never left. */
export function exited(name: string, { Type }: State, output: string, at: number): NewEvent {
  const stateExitedEventDetails = { name, output, outputDetails: dataDetails };
  return event(`${Type}StateExited`, at, { stateExitedEventDetails });
}

export function failedAttempts(state: State, failures: readonly FailedAttempt[]): readonly NewEvent[] {
  if (state.Type !== "Task") return [];
  const resource = state.Resource.split(":").at(-1);
  return failures.map(({ at, error, cause }) => {
    const details = { resourceType: "lambda", resource, error, cause };
    return error === "States.Timeout"
      ? event("TaskTimedOut", at, { taskTimedOutEventDetails: details })
      : event("TaskFailed", at, { taskFailedEventDetails: details });
  });
}

export function closed({ status, output, error, cause }: Closing, at: number): NewEvent {
  switch (status) {
    case "SUCCEEDED": {
      const executionSucceededEventDetails = { output, outputDetails: dataDetails };
      return event("ExecutionSucceeded", at, { executionSucceededEventDetails });
    }
    case "FAILED":
      return event("ExecutionFailed", at, { executionFailedEventDetails: { error, cause } });
    case "ABORTED":
      return event("ExecutionAborted", at, { executionAbortedEventDetails: { error, cause } });
    case "TIMED_OUT":
      return event("ExecutionTimedOut", at, { executionTimedOutEventDetails: { error, cause } });
  }
}

/** As the API answers: each event follows the one before it. */
export function apiEvent({ id, at, type, details }: HistoryEvent) {
  return { timestamp: at / 1000, type, id, previousEventId: id - 1, ...JSON.parse(details) };
}
