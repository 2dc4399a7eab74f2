/** The instants that waits and timeouts run to, counted from when their state was entered. Pure. */
import { valueAt } from "../eventbridge/json-path.ts";
import type { TaskState, WaitState } from "./states-language.ts";

/**
 * @param enteredAt epoch milliseconds, as is what is returned
 * @returns undefined when a path leads to nothing that could be waited for: the step then fails and says so
 */
export function waitsUntil(state: WaitState, input: unknown, enteredAt: number): number | undefined {
  const { Seconds, SecondsPath, Timestamp, TimestampPath, InputPath } = state;
  const seen = InputPath ? valueAt(input, InputPath) : input;
  const seconds = SecondsPath === undefined ? Seconds : valueAt(seen, SecondsPath);
  if (typeof seconds === "number" && Number.isInteger(seconds) && seconds >= 0)
    return enteredAt + seconds * 1000;
  const time = Date.parse(String(TimestampPath === undefined ? Timestamp : valueAt(seen, TimestampPath)));
  return Number.isNaN(time) ? undefined : time;
}

/**
 * The package would look for `TimeoutSecondsPath` in the Parameters; AWS looks in the state's input.
 *
 * @returns Infinity for a task without a limit, undefined when a path leads to no positive whole number
 */
export function timeoutMs(state: TaskState, input: unknown): number | undefined {
  const { TimeoutSeconds, TimeoutSecondsPath, InputPath } = state;
  if (TimeoutSecondsPath === undefined) return (TimeoutSeconds ?? Number.POSITIVE_INFINITY) * 1000;
  const seconds = valueAt(InputPath ? valueAt(input, InputPath) : input, TimeoutSecondsPath);
  return typeof seconds === "number" && Number.isInteger(seconds) && seconds > 0 ? seconds * 1000 : undefined;
}
