/** The consent ledger: what people have said of consents. A port; `adapters/dynamodb/consent-ledger.ts` fills it. */
import type { ConsentEntry } from "../../schemas/consents.ts";

/** What a decision goes by. */
export interface LedgerRead {
  readonly entries: readonly ConsentEntry[];
  /** By identifier, also of those without entries: how many there were. */
  readonly versions: ReadonlyMap<string, number>;
}

export interface ConsentLedger {
  /** An entry that is there already changes nothing. */
  append(entries: readonly ConsentEntry[]): Promise<void>;
  /** As of now. */
  read(identifierIds: readonly string[]): Promise<LedgerRead>;
}
