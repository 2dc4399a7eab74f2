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
  const [claimed, proven] = [linked.filter(isClaimed), linked.filter((one) => !isClaimed(one))];
  const byLedger = new Map([...claimed, ...proven]);
  const { entries } = await ledger.read([...byLedger.keys()]);
  return entries.filter((entry) => isTheirs(entry, byLedger.get(entry.identifierId) ?? {}));
}

const isClaimed = ([, { level }]: readonly [string, LinkedIdentifier]) => level === "claimed";

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
