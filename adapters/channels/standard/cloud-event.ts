/** A CloudEvent 1.0 in JSON whose `data` is a contact event. What `data` does not say, its envelope does. */
import * as z from "zod/mini";
import type { ParsedEvent } from "../../../domain/ingest/channel-adapter.ts";
import { eventKindSchema, instantSchema } from "../../../schemas/contact-event.ts";
import { type Unreadable, unreadable } from "../body.ts";
import { isObject, type Json, type JsonObject } from "../json.ts";
import { dataOf } from "./cloud-event-data.ts";
import { attributesOf, strictFields } from "./own-event.ts";
import { firstProblem } from "./problem.ts";
import { attributeProblem } from "./typed-event.ts";

const name = z.string().check(z.minLength(1));

const envelopeSchema = z.object({
  specversion: z.enum(["1.0"]),
  id: name,
  source: name,
  type: name,
  time: z.optional(instantSchema),
});

/** The reported event; an `id` in it counts for nothing, as the envelope's source and id name the event. */
const dataSchema = z.strictObject({
  ...strictFields,
  id: z.optional(z.string()),
  occurredAt: z.optional(instantSchema),
});

/** @param pointer where the event stands in the body */
export function readCloudEvent(event: Json, pointer: string): ParsedEvent | Unreadable {
  if (!isObject(event)) return unreadable(pointer, "expected object");
  const envelope = envelopeSchema.safeParse({ ...event, time: event.time ?? undefined });
  if (!envelope.success) return firstProblem(envelope.error, pointer);
  const content = dataOf(event, pointer);
  if ("problem" in content) return content;
  const { type, source, id, time } = envelope.data;
  const kind = "kind" in content.data ? undefined : eventKindSchema.safeParse(type);
  if (kind?.error) return firstProblem(kind.error, `${pointer}/type`);
  const parsed = dataSchema.safeParse({ kind: type, occurredAt: time, ...content.data });
  if (!parsed.success) return firstProblem(parsed.error, content.pointer);
  const { id: _own, $schema, ...facts } = parsed.data;
  const attributes = attributesOf(content.data);
  const problem = attributeProblem(facts, attributes, content.pointer);
  if (problem) return problem;
  return {
    ...facts,
    attributes: { cloudEvent: contextOf(event), ...attributes },
    idempotencyKey: JSON.stringify([source, id]),
  };
}

/** Type, source, subject and extensions: what of the envelope has no field of its own in the contact event. */
function contextOf(event: JsonObject): JsonObject {
  const { specversion, id, time, datacontenttype, data, data_base64, ...context } = event;
  return context;
}
