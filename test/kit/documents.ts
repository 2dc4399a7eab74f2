/** Bodies that were changed, and what may become of them: refused without a word of theirs, or kept. */
import assert from "node:assert/strict";
import type { Sample } from "../../adapters/channels/samples.ts";
import { allSamples, assertKeepable, eventsOf, signed, textsIn } from "./calls.ts";
import type { Channel } from "./check.ts";
import { type closedText, opened } from "./nested.ts";

type Json = Parameters<typeof closedText>[0];

export const mark = "Gizli 4711 ayse@example.com";

/** Refused with no word of it, or kept. @returns whether it was read */
export async function assertTaken(channel: Channel, sample: Sample): Promise<boolean> {
  const request = signed(channel, sample);
  const parsed = channel.adapter.parse(request, channel.samples.endpoint);
  if (parsed.kind === "unreadable") {
    const { pointer, detail } = parsed.problem;
    assert.match(pointer, /^(\/([\w$-]{1,64}|\*))*$/, "no JSON pointer, or one that says too much");
    assert.ok(detail !== "" && !`${pointer}${detail}`.includes("Gizli"), "the answer repeats the body");
    return false;
  }
  // What takes a call to AWS to be read is read elsewhere.
  if (parsed.kind === "later" && !readsLater(channel)) return true;
  for (const event of await eventsOf(channel, request)) assertKeepable(event);
  return true;
}

/** Whether its own samples are read later, and so without a network. */
export const readsLater = (channel: Channel): boolean =>
  allSamples(channel).some(
    ([, sample]) => channel.adapter.parse(signed(channel, sample), channel.samples.endpoint).kind === "later",
  );

export const documentIn = ({ body }: Sample): Json | undefined => {
  try {
    return opened(JSON.parse(body));
  } catch {
    return undefined;
  }
};

/** What a body calls things, whatever it is written in. */
export const namesIn = (sample: Sample): string[] => {
  const document = documentIn(sample);
  return document === undefined ? [...new URLSearchParams(sample.body).keys()] : textsIn(document);
};

export const forms = (channel: Channel) =>
  allSamples(channel).filter(([, { contentType }]) =>
    contentType.startsWith("application/x-www-form-urlencoded"),
  );

/** Every copy of a document with one value, or one name, replaced. */
export function* replacements(value: Json, by: Json): Generator<Json> {
  yield by;
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      for (const other of replacements(item, by)) yield value.with(index, other);
    }
  } else if (typeof value === "object" && value !== null) {
    for (const [name, item] of Object.entries(value)) {
      for (const other of replacements(item, by)) yield { ...value, [name]: other };
      const { [name]: _, ...rest } = value;
      yield { ...rest, [mark]: item };
    }
  }
}
