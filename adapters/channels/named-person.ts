/** Identifiers out of a provider's fields: what is empty or too long for the schema names nobody. */
import type { Identifier } from "../../schemas/contact-event.ts";
import { idOf } from "./fields.ts";
import { externalIdentifier } from "./fingerprint.ts";
import type { Json } from "./json.ts";

/** What the schema takes (`longestIdentifier`), without taking the schema along into the receiver. */
const longest = 512;

type Proof = Pick<Identifier, "level" | "verifiedBy">;

/** Somebody typed it. */
export const claimed: Proof = { level: "claimed" };
/** The provider's own number of the person. */
export const byCrm: Proof = { level: "verified", verifiedBy: "crm" };

/** @returns none, or the one */
export function named(kind: Identifier["kind"], value: Json | undefined, proof: Proof): Identifier[] {
  const text = idOf(value)?.trim() ?? "";
  return text === "" || text.length > longest ? [] : [{ kind, value: text, ...proof }];
}

/** Each once, and never nobody: an event without a person is filed under what it is about. */
export function personOr(identifiers: readonly Identifier[], about: string): Identifier[] {
  const each = new Map(identifiers.map((one) => [JSON.stringify([one.kind, one.value, one.level]), one]));
  return each.size > 0 ? [...each.values()] : [externalIdentifier(about)];
}
