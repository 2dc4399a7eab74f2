/** Finds and replaces an element of a JSON body, also where one document is a text in another (Amazon SNS). */

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };
type Path = readonly string[];

export interface Replaceable {
  /** The body, with something else in the element's place. */
  readonly replacedBy: (other: unknown) => string;
}

/** The innermost list element in which all that differs between two bodies is. */
export function elementOf(body: string, other: string): Replaceable {
  const document = opened(JSON.parse(body));
  const [first = [], ...others] = differences(document, opened(JSON.parse(other)), []);
  const common = first.filter((_, index) => others.every((path) => sameUpTo(path, first, index)));
  let path: Path = common;
  while (path.length > 0 && !Array.isArray(at(document, path.slice(0, -1)))) path = path.slice(0, -1);
  return { replacedBy: (value) => closedText(replaced(document, path, value as Json)) };
}

const sameUpTo = (one: Path, other: Path, index: number) =>
  one.slice(0, index + 1).join("\n") === other.slice(0, index + 1).join("\n");

const textField = "(a document in a text)";

/** Texts that are documents, as documents. */
export function opened(value: Json): Json {
  if (typeof value === "string" && /^[[{]/.test(value)) {
    try {
      return { [textField]: opened(JSON.parse(value)) };
    } catch {
      return value;
    }
  }
  return mapped(value, opened);
}

function closed(value: Json): Json {
  if (typeof value === "object" && value !== null && !Array.isArray(value) && textField in value) {
    return JSON.stringify(closed(value[textField] ?? null));
  }
  return mapped(value, closed);
}

export const closedText = (value: Json): string => JSON.stringify(closed(value));

function mapped(value: Json, each: (value: Json) => Json): Json {
  if (Array.isArray(value)) return value.map(each);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, each(item)]));
}

function differences(one: Json | undefined, other: Json | undefined, path: Path): Path[] {
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) {
    return one === other ? [] : [path];
  }
  const there = new Map(Object.entries(other));
  return Object.entries(one).flatMap(([name, item]) => differences(item, there.get(name), [...path, name]));
}

function at(value: Json | undefined, [name, ...rest]: Path): Json | undefined {
  if (name === undefined) return value;
  return typeof value === "object" && value !== null
    ? at(new Map(Object.entries(value)).get(name), rest)
    : undefined;
}

function replaced(value: Json, [name, ...rest]: Path, other: Json): Json {
  if (name === undefined) return other;
  if (Array.isArray(value)) {
    return value.map((item, index) => (String(index) === name ? replaced(item, rest, other) : item));
  }
  if (typeof value !== "object" || value === null) return value;
  return { ...value, [name]: replaced(value[name] ?? null, rest, other) };
}
