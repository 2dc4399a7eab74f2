/** Where the ledger of an address is. Pure. */
import type { Identifier } from "../../schemas/contact-event.ts";
import { identifierId } from "../identity/identifier-id.ts";

/** The same for an address that was proven and for one that was merely typed. @param identifier normalised */
export function ledgerId(pepper: string, { kind, value }: Pick<Identifier, "kind" | "value">): string {
  return identifierId(pepper, { kind, value, level: "verified" });
}
