/** Turns a verified call into contact events, by its media type. */
import type { Parsed, ParsedEvent, WebhookRequest } from "../../../domain/ingest/channel-adapter.ts";
import { mediaType, type Unreadable, unreadable } from "../body.ts";
import { type Json, readJson } from "../json.ts";
import { readCloudEvent } from "./cloud-event.ts";
import { readOwnEvent } from "./own-event.ts";

/** @param pointer where the event stands in the body */
type Reader = (event: Json, pointer: string) => ParsedEvent | Unreadable;

const readers = new Map<string, { readonly read: Reader; readonly body: "one" | "many" | "either" }>([
  ["application/json", { read: readOwnEvent, body: "either" }],
  ["application/cloudevents+json", { read: readCloudEvent, body: "one" }],
  ["application/cloudevents-batch+json", { read: readCloudEvent, body: "many" }],
]);

export function parse(request: WebhookRequest): Parsed {
  const reader = readers.get(mediaType(request));
  if (!reader) return unreadable("", `expected ${[...readers.keys()].join(", ")} in UTF-8`);
  const json = readJson(request.body);
  if (json.kind === "unreadable") return json;
  const { value } = json;
  if (!Array.isArray(value)) {
    return reader.body === "many"
      ? unreadable("", "expected array")
      : readAll([value], reader.read, () => "");
  }
  return reader.body === "one"
    ? unreadable("", "expected object")
    : readAll(value, reader.read, (n) => `/${n}`);
}

function readAll(values: readonly Json[], read: Reader, pointerOf: (index: number) => string): Parsed {
  const events: ParsedEvent[] = [];
  for (const [index, value] of values.entries()) {
    const event = read(value, pointerOf(index));
    if ("problem" in event) return event;
    events.push(event);
  }
  return { kind: "events", events };
}
