/** fast-check arbitraries shared by the channels' property tests. */
import fc from "fast-check";

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/** Texts that break careless code. */
const nastyText = fc.constantFrom(
  "",
  "\u0000",
  "\ud800",
  "\udc00\ud800",
  "__proto__",
  "constructor",
  "a".repeat(3000),
  "\ufeff",
  "../..",
);

const nasty = fc.oneof(
  nastyText,
  fc.constantFrom<Json>(null, true, -1, 2 ** 60, [], {}, [[]], { kind: null }),
  fc.jsonValue() as fc.Arbitrary<Json>,
);

/** Copies of a JSON document with up to three of its values replaced, removed or renamed. */
export function mutated(document: Json): fc.Arbitrary<Json> {
  return fc
    .array(
      fc.record({
        at: fc.nat(),
        what: fc.constantFrom("replace", "remove", "rename"),
        value: nasty,
        name: nastyText,
      }),
      {
        minLength: 1,
        maxLength: 3,
      },
    )
    .map((changes) => {
      let copy: Json = structuredClone(document);
      for (const change of changes) copy = mutate(copy, structuredClone(change));
      return copy;
    });
}

interface Change {
  readonly at: number;
  readonly what: string;
  readonly value: Json;
  readonly name: string;
}

function mutate(document: Json, { at, what, value, name }: Change): Json {
  const places = placesOf(document);
  const place = places[at % (places.length + 1)];
  if (!place) return value;
  const { parent, key } = place;
  if (Array.isArray(parent)) {
    if (what === "remove") parent.splice(Number(key), 1);
    else parent[Number(key)] = value;
    return document;
  }
  const old = parent[key];
  if (what !== "replace") delete parent[key];
  if (what === "replace") parent[key] = value;
  if (what === "rename" && old !== undefined) {
    Object.defineProperty(parent, name, { value: old, enumerable: true, configurable: true, writable: true });
  }
  return document;
}

interface Place {
  readonly parent: Json[] | { [name: string]: Json };
  readonly key: string;
}

function placesOf(value: Json): Place[] {
  if (typeof value !== "object" || value === null) return [];
  const parent = value;
  return Object.entries(parent).flatMap(([key, item]) => [{ parent, key }, ...placesOf(item)]);
}

/** Bytes of every kind: noise, text, JSON, JSON cut short. */
export const anyBytes = fc.oneof(
  fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
  fc.string({ unit: "binary", maxLength: 200 }).map((text) => Buffer.from(text)),
  fc.json().map((text) => Buffer.from(text)),
  fc.tuple(fc.json(), fc.nat(100)).map(([text, end]) => Buffer.from(text.slice(0, end))),
);
