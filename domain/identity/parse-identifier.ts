/** Reads an identifier as staff write it: `phone:+905551112233`. */
import { type Identifier, identifierKinds } from "../../schemas/contact-event.ts";

/** `undefined` when there is no known kind before the first colon, or nothing behind it. */
export function parseIdentifier(text: string): Omit<Identifier, "level"> | undefined {
  const colon = text.indexOf(":");
  const kind = identifierKinds.find((known) => known === text.slice(0, colon));
  const value = text.slice(colon + 1).trim();
  return colon < 0 || kind === undefined || value === "" ? undefined : { kind, value };
}
