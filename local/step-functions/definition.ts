/** Reads a state machine's definition. What AWS would run in another way than this machine can is refused. */
import validate from "asl-validator";
import * as z from "zod";
import { isRecord } from "../template/intrinsics.ts";
import { machine, type State, state } from "./states-language.ts";

export interface Definition {
  /** As the template has it, character for character. */
  readonly text: string;
  readonly startAt: string;
  readonly timeoutSeconds: number | undefined;
  readonly states: Readonly<Record<string, State>>;
  /** Names or ARNs of the functions its tasks invoke. */
  readonly functions: readonly string[];
}

/** @throws Error that says what is not known here */
export function readDefinition(text: string): Definition {
  const parsed = machine.safeParse(JSON.parse(text));
  if (!parsed.success) throw new Error(z.prettifyError(parsed.error));
  const { StartAt, States, TimeoutSeconds } = parsed.data;
  return {
    text,
    startAt: StartAt,
    timeoutSeconds: TimeoutSeconds,
    states: Object.fromEntries(Object.entries(States).map(([name, given]) => [name, asOnAws(given)])),
    functions: Object.values(States).flatMap((one) =>
      one.Type === "Task" ? [one.Parameters.FunctionName] : [],
    ),
  };
}

/** What AWS checks when a state machine is created; it takes a while. @throws Error that says what is wrong */
export function refuseInvalid(text: string) {
  const { isValid, errorsText } = validate(z.looseObject({}).parse(JSON.parse(text)));
  if (!isValid) throw new Error(errorsText("\n"));
}

/**
 * The engine package has its own way with some things: it replaces `$$.Execution` with what it knows of its run, takes
 * a Result of `false`, `0` or `null` for none, and never matches `IsPresent: false` and its like. These say the same.
 */
function asOnAws(given: State): State {
  const renamed = state.parse(JSON.parse(JSON.stringify(given).replaceAll("$$.Execution", () => "$$.Run")));
  if (renamed.Type === "Choice") {
    return { ...renamed, Choices: renamed.Choices.map((rule) => ({ ...positive(rule), Next: rule.Next })) };
  }
  if (renamed.Type === "Pass" && renamed.Result !== undefined && !renamed.Result) {
    const { Result, ...rest } = renamed;
    return { ...rest, Parameters: Result };
  }
  return renamed;
}

const typeTests = ["IsPresent", "IsNull", "IsNumeric", "IsString", "IsBoolean", "IsTimestamp"];

function positive(rule: unknown): Record<string, unknown> {
  if (!isRecord(rule)) throw new Error("a choice rule is an object");
  const test = typeTests.find((name) => rule[name] === false);
  if (test !== undefined) return { Not: { Variable: rule.Variable, [test]: true } };
  const inner = (key: string, value: unknown) => {
    if (key === "Not") return positive(value);
    return (key === "And" || key === "Or") && Array.isArray(value) ? value.map(positive) : value;
  };
  return Object.fromEntries(Object.entries(rule).map(([key, value]) => [key, inner(key, value)]));
}
