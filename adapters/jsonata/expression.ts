/** JSONata in bounds: its time, its depth, its regular expressions, and what it can get hold of. */
import { createContext, Script } from "node:vm";
import jsonata from "jsonata";
import * as z from "zod/mini";
import type { Json } from "../channels/json.ts";

/** Of one evaluation. */
const evaluationMs = 500;
const deepestCalls = 200;
const longestSequence = 10_000;
const regexMs = 50;
/** Characters and values of a result together; more is no event. */
const largestResult = 1_000_000;

/**
 * Not offered: two readings of a delivery must make the same events, and text must not become code, nor one
 * call all of the memory.
 */
const withheld = { random: undefined, shuffle: undefined, eval: undefined, pad: undefined };

export interface Expression {
  /**
   * @param withinMs what is left for it; it never gets more than half a second
   * @throws ExpressionError
   */
  evaluate(input: Json, names: Readonly<Record<string, Json>>, withinMs: number): Promise<Json | undefined>;
}

/** What an expression said instead of an answer. */
export class ExpressionError extends Error {
  override readonly name = "ExpressionError";
}

/** @throws ExpressionError when it is no JSONata */
export function compile(text: string, at: Date): Expression {
  const options = {
    stack: deepestCalls,
    sequence: longestSequence,
    timeout: evaluationMs,
    RegexEngine: timedRegex,
  };
  const compiled = orTrouble(() => jsonata(text, options));
  // The time of the delivery, as nothing may depend on when it is read.
  const names = { ...withheld, now: () => at.toISOString(), millis: () => at.getTime() };
  return {
    async evaluate(input, more, withinMs) {
      if (withinMs < 1) throw new ExpressionError("the mapping took too long");
      options.timeout = Math.min(evaluationMs, withinMs);
      try {
        return plain(await compiled.evaluate(input, { ...more, ...names }));
      } catch (error) {
        throw troubleOf(error);
      }
    },
  };
}

const context = createContext({});
const search = new Script("pattern.lastIndex = from; found = pattern.exec(text); from = pattern.lastIndex;");
const foundSchema = z.object({ from: z.number() });

/** A regular expression can run for ever, and nothing but V8 can stop it. */
const timedRegex = new Proxy(RegExp, {
  construct(target, [pattern]: [RegExp]) {
    const timed = new target(pattern);
    timed.exec = (text) => {
      Object.assign(context, { pattern, text, from: timed.lastIndex, found: null });
      search.runInContext(context, { timeout: regexMs });
      timed.lastIndex = foundSchema.parse(context).from;
      return context.found;
    };
    return timed;
  },
});

/** A copy as plain JSON: functions and marks of JSONata's own are gone. */
function plain(value: unknown): Json | undefined {
  if (value === undefined || typeof value === "function") return undefined;
  if (isLarger(value, largestResult)) throw new ExpressionError("the mapping made too much");
  const text: string | undefined = JSON.stringify(value);
  return text === undefined ? undefined : JSON.parse(text);
}

/** Counts before anything is copied; a text built of doublings has its length at once. */
function isLarger(value: unknown, limit: number): boolean {
  let left = limit;
  const stack: unknown[] = [value];
  while (left >= 0 && stack.length > 0) {
    const next = stack.pop();
    left -= typeof next === "string" ? next.length : 1;
    if (typeof next === "object" && next !== null) for (const inner of Object.values(next)) stack.push(inner);
  }
  return left < 0;
}

const troubleSchema = z.object({
  code: z.optional(z.string()),
  message: z.optional(z.string()),
  position: z.optional(z.number()),
});

function orTrouble<Value>(run: () => Value): Value {
  try {
    return run();
  } catch (error) {
    throw troubleOf(error);
  }
}

function troubleOf(error: unknown): ExpressionError {
  if (error instanceof ExpressionError) return error;
  const { code = "", message = "failed", position } = troubleSchema.safeParse(error).data ?? {};
  const where = position === undefined ? "" : ` at character ${position}`;
  return new ExpressionError(`${code} ${message.slice(0, 200)}${where}`.trim());
}

/** What is wrong with an expression's text; `undefined` when it is JSONata. */
export function expressionProblem(text: string): string | undefined {
  try {
    compile(text, new Date(0));
    return undefined;
  } catch (error) {
    if (error instanceof ExpressionError) return error.message;
    throw error;
  }
}
