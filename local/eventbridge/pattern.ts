/** EventBridge event patterns, as rules and event source mapping filters use them. Pure. */
import { isRecord, TemplateError } from "../template/intrinsics.ts";

export type Matches = (event: unknown) => boolean;

/**
 * @returns a test of one event
 * @throws TemplateError for a comparison that is not known here
 */
export function compilePattern(pattern: unknown): Matches {
  if (!isRecord(pattern)) throw new TemplateError("an event pattern is an object");
  const parts = Object.entries(pattern).map(([key, wanted]): Matches => {
    if (key === "$or") {
      const choices = listOf(wanted, "$or").map(compilePattern);
      return (event) => choices.some((matches) => matches(event));
    }
    const matches = Array.isArray(wanted) ? compileValues(wanted) : compilePattern(wanted);
    return (event) => matches(isRecord(event) ? event[key] : undefined);
  });
  return (event) => parts.every((matches) => matches(event));
}

/** An array in the event matches when one of its elements does. */
function compileValues(wanted: readonly unknown[]): Matches {
  const tests = wanted.map(compileValue);
  return (value) =>
    tests.some((matches) =>
      Array.isArray(value) && value.length > 0 ? value.some(matches) : matches(value),
    );
}

function compileValue(wanted: unknown): Matches {
  if (!isRecord(wanted)) return (value) => value === wanted;
  const [[comparison = "", operand] = [], ...others] = Object.entries(wanted);
  if (others.length > 0)
    throw new TemplateError(`event pattern: more than one comparison in ${JSON.stringify(wanted)}`);
  switch (comparison) {
    case "prefix":
    case "suffix":
    case "equals-ignore-case":
    case "wildcard":
      return compileText(comparison, operand);
    case "exists":
      return (value) => (value !== undefined) === operand;
    case "anything-but": {
      const excluded = isRecord(operand) ? compileNested(operand) : compileValues([operand].flat());
      return (value) => value !== undefined && !excluded(value);
    }
    case "numeric":
      return compileNumeric(listOf(operand, "numeric"));
    default:
      throw new TemplateError(`event pattern: comparison "${comparison}" is not known here`);
  }
}

/** `{"anything-but": {"prefix": ["a", "b"]}}` and its like. */
function compileNested(operand: Record<string, unknown>): Matches {
  return compileValues(
    Object.entries(operand).flatMap(([comparison, values]) =>
      [values].flat().map((value) => ({ [comparison]: value })),
    ),
  );
}

function compileText(comparison: string, operand: unknown): Matches {
  const ignoreCase = isRecord(operand) ? operand["equals-ignore-case"] : undefined;
  const wanted = ignoreCase ?? operand;
  if (typeof wanted !== "string") throw new TemplateError(`event pattern: ${comparison} wants text`);
  const fold = (text: string) =>
    ignoreCase !== undefined || comparison === "equals-ignore-case" ? text.toLowerCase() : text;
  const test = {
    prefix: (text: string) => text.startsWith(fold(wanted)),
    suffix: (text: string) => text.endsWith(fold(wanted)),
    "equals-ignore-case": (text: string) => text === fold(wanted),
    wildcard: (text: string) => wildcard(wanted).test(text),
  }[comparison];
  return (value) => typeof value === "string" && test?.(fold(value)) === true;
}

/** `*` is any text; `\*` and `\\` are themselves. */
function wildcard(pattern: string): RegExp {
  const source = pattern.replace(/\\[*\\]|\*|[.+?^${}()|[\]\\]/g, (found) => {
    if (found === "*") return "[^]*";
    return found.length === 2 ? found : `\\${found}`;
  });
  return new RegExp(`^${source}$`);
}

function compileNumeric(operand: readonly unknown[]): Matches {
  const tests = Array.from({ length: operand.length / 2 }, (_, index) => {
    const sign = operand[2 * index];
    const bound = operand[2 * index + 1];
    if (typeof bound !== "number") throw new TemplateError("event pattern: numeric wants numbers");
    const compare = new Map<unknown, (value: number) => boolean>([
      ["=", (value) => value === bound],
      ["<", (value) => value < bound],
      ["<=", (value) => value <= bound],
      [">", (value) => value > bound],
      [">=", (value) => value >= bound],
    ]).get(sign);
    if (!compare) throw new TemplateError(`event pattern: numeric sign ${String(sign)} is not known`);
    return compare;
  });
  return (value) => typeof value === "number" && tests.every((compare) => compare(value));
}

function listOf(value: unknown, where: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new TemplateError(`event pattern: ${where} wants a list`);
  return value;
}
