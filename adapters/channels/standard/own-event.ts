/** A contact event as a sender reports it: `reportedEventSchema`, with nothing misspelt. */
import * as z from "zod/mini";
import type { ParsedEvent } from "../../../domain/ingest/channel-adapter.ts";
import { attachmentSchema, identifierSchema, reportedEventSchema } from "../../../schemas/contact-event.ts";
import { type Unreadable, unreadable } from "../body.ts";
import { isObject, type Json, type JsonObject } from "../json.ts";
import { firstProblem } from "./problem.ts";
import { attributeProblem } from "./typed-event.ts";

/** Who says how an identifier was verified and leaves it claimed has forgotten the one or the other. */
const strictIdentifiers = z
  .array(
    z.strictObject(identifierSchema.shape).check(
      z.refine(({ level, verifiedBy }) => level === "verified" || verifiedBy === undefined, {
        path: ["verifiedBy"],
        error: "none beside a level of claimed",
      }),
    ),
  )
  .check(z.maxLength(16));

/** The reported event's fields, refusing unknown names inside them. */
export const strictFields = {
  ...reportedEventSchema.shape,
  identifiers: strictIdentifiers,
  previousIdentifiers: z.optional(strictIdentifiers),
  attachments: z.optional(z.array(z.strictObject(attachmentSchema.shape)).check(z.maxLength(100))),
  /** JSON already, as it came out of a JSON body: see `attributesOf`. */
  attributes: z.optional(z.record(z.string(), z.unknown())),
  $schema: z.optional(z.string()),
};

const strictEventSchema = z.strictObject(strictFields);

/** @param pointer where the event stands in the body */
export function readOwnEvent(event: Json, pointer: string): ParsedEvent | Unreadable {
  if (!isObject(event)) return unreadable(pointer, "expected object");
  const parsed = strictEventSchema.safeParse(event);
  if (!parsed.success) return firstProblem(parsed.error, pointer);
  const { id, $schema, ...facts } = parsed.data;
  const attributes = attributesOf(event);
  return attributeProblem(facts, attributes, pointer) ?? { ...facts, attributes, idempotencyKey: id };
}

/** The sender's own fields, of an event whose schema has passed. */
export function attributesOf(event: JsonObject): JsonObject | undefined {
  return isObject(event.attributes) ? event.attributes : undefined;
}
