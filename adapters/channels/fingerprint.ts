/** Stable names for what a provider sent without a name of its own. */
import { hash } from "node:crypto";
import type { Identifier } from "../../schemas/contact-event.ts";

/** SHA-256, lowercase hex: the same content has the same fingerprint on every retry. */
export function fingerprint(content: string): string {
  return hash("sha256", content);
}

const maxIdLength = 512;

/**
 * Stands in for the person where the provider names none, until the person is known.
 *
 * @param id unique beyond one endpoint, as ids of Twilio and Meta are; longer than the schema takes, its fingerprint
 */
export function externalIdentifier(id: string): Identifier {
  return { kind: "external", value: id.length > maxIdLength ? fingerprint(id) : id, level: "verified" };
}
