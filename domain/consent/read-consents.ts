/** Reads the consents of a person: of all their addresses, what is theirs to say. */
import type { ConsentEntry } from "../../schemas/consents.ts";
import type { LinkedIdentifier } from "../identity/person.ts";
import type { ConsentLedger } from "./consent-ledger.ts";
import type { ReadAhead } from "./read-ahead.ts";

export interface ReadConsentsDeps {
  readonly ledger: ConsentLedger;
  /** Where the ledger of an address is. */
  readonly ledgerIdOf: (identifier: LinkedIdentifier) => Promise<string>;
}

interface Reading extends Pick<ReadConsentsDeps, "ledgerIdOf"> {
  readonly ledger: Pick<ReadAhead, "read">;
}

export async function readConsents(
  { ledger, ledgerIdOf }: Reading,
  identifiers: readonly LinkedIdentifier[],
): Promise<ConsentEntry[]> {
  const linked = await Promise.all(identifiers.map(async (one) => [await ledgerIdOf(one), one] as const));
  const byLedger = Map.groupBy(linked, ([ledgerId]) => ledgerId);
  const { entries } = await ledger.read([...byLedger.keys()]);
  return entries.filter((entry) => {
    const links = (byLedger.get(entry.identifierId) ?? []).map(([, link]) => link);
    return provenIn(links).some((link) => isTheirs(entry, link));
  });
}

/** Who has proven an address has it for the time that is known; a claim of it adds nothing. */
function provenIn(links: readonly LinkedIdentifier[]): readonly LinkedIdentifier[] {
  const proven = links.filter(({ level }) => level === "verified");
  return proven.length > 0 ? proven : links;
}

/**
 * What a former owner of the address has granted is nobody's to rely on; what they refused stays with the address until
 * it is taken back. What was said after it was given up is the next owner's.
 */
export function isTheirs(
  { state, at }: Pick<ConsentEntry, "state" | "at">,
  { since, retiredAt }: Pick<LinkedIdentifier, "since" | "retiredAt">,
): boolean {
  if (retiredAt !== undefined && at > retiredAt) return false;
  return state === "denied" || since === undefined || at > since;
}
