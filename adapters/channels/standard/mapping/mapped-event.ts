/** What a mapping made, as a contact event: our own event, except that its id and time may be missing. */
import * as z from "zod/mini";
import type { ParsedEvent } from "../../../../domain/ingest/channel-adapter.ts";
import type { EndpointConfig, Mapping } from "../../../../schemas/channel-reading.ts";
import { instantSchema } from "../../../../schemas/contact-event.ts";
import { type Unreadable, unreadable } from "../../body.ts";
import { isObject, type Json } from "../../json.ts";
import { attributesOf, strictFields } from "../own-event.ts";
import { firstProblem } from "../problem.ts";
import { attributeProblem } from "../typed-event.ts";

const mappedEventSchema = z.strictObject({
  ...strictFields,
  id: z.optional(strictFields.id),
  occurredAt: z.optional(instantSchema),
});

export interface Reading {
  readonly channel: EndpointConfig["channel"];
  readonly defaults: Mapping["defaults"];
}

/** @param otherKey the idempotency key of an event that the mapping gave no id */
export function readMappedEvent(
  made: Json,
  { channel, defaults }: Reading,
  otherKey: string,
): ParsedEvent | Unreadable {
  if (!isObject(made)) return unreadable("", "expected object");
  const attributes = { ...defaults.attributes, ...attributesOf(made) };
  const event = {
    channel,
    direction: "inbound",
    identifiers: [],
    ...defaults,
    ...made,
    ...(made.attributes === undefined || isObject(made.attributes) ? { attributes } : {}),
  };
  const parsed = mappedEventSchema.safeParse(event);
  if (!parsed.success) return firstProblem(parsed.error, "");
  const { id, $schema, ...facts } = parsed.data;
  return attributeProblem(facts, attributes, "") ?? { ...facts, attributes, idempotencyKey: id ?? otherKey };
}
