/** Turns a verified call into contact events: by its media type, or as a configured channel is read. */
import type {
  Endpoint,
  Parsed,
  ParsedEvent,
  WebhookRequest,
} from "../../../domain/ingest/channel-adapter.ts";
import { mediaType, type Unreadable, unreadable } from "../body.ts";
import { type Json, readJson } from "../json.ts";
import { readCloudEvent } from "./cloud-event.ts";
import { readMappedBody } from "./mapping/mapped-body.ts";
import { readOwnEvent } from "./own-event.ts";

/** @param pointer where the event stands in the body */
type Reader = (event: Json, pointer: string) => ParsedEvent | Unreadable;

type Readers = ReadonlyMap<string, { readonly read: Reader; readonly body: "one" | "many" | "either" }>;

const ownEvents: Readers = new Map([["application/json", { read: readOwnEvent, body: "either" }]]);
const cloudEvents: Readers = new Map([
  ["application/cloudevents+json", { read: readCloudEvent, body: "one" }],
  ["application/cloudevents-batch+json", { read: readCloudEvent, body: "many" }],
]);
const allReaders: Readers = new Map([...ownEvents, ...cloudEvents]);

export function parse(request: WebhookRequest, { config }: Pick<Endpoint, "config"> = {}): Parsed {
  // A provider's question whether anybody is there, by somebody who knows the secret.
  if (config !== undefined && request.body.length === 0) return { kind: "events", events: [] };
  switch (config?.reading.kind) {
    case "contact-events":
      return parseBy(ownEvents, request);
    case "cloudevents":
      return parseBy(cloudEvents, request);
    case "mapping": {
      const body = readMappedBody(request);
      return body.kind === "unreadable" ? body : { kind: "later" };
    }
    case undefined:
      return parseBy(allReaders, request);
  }
}

function parseBy(readers: Readers, request: WebhookRequest): Parsed {
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
