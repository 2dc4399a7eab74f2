/** Reads ledgers while one still finds out which addresses a person has. */
import type { ConsentEntry } from "../../schemas/consents.ts";
import type { ConsentLedger, LedgerRead } from "./consent-ledger.ts";

export interface ReadAhead {
  /** Each is read once, however often it is asked for. */
  begin(identifierIds: readonly string[]): void;
  read(identifierIds: readonly string[]): Promise<Pick<LedgerRead, "entries">>;
}

export function readAhead(ledger: Pick<ConsentLedger, "read">): ReadAhead {
  const reading = new Map<string, Promise<readonly ConsentEntry[]>>();
  const begin = (identifierIds: readonly string[]) => {
    const unread = identifierIds.filter((id) => !reading.has(id));
    if (unread.length === 0) return;
    const found = ledger.read(unread).then(({ entries }) => entries);
    // Whoever reads them hears of it; perhaps nobody does.
    found.catch(() => {});
    for (const id of unread) reading.set(id, found);
  };
  return {
    begin,
    async read(identifierIds) {
      begin(identifierIds);
      const asked = new Set(identifierIds);
      const found = await Promise.all(new Set(identifierIds.flatMap((id) => reading.get(id) ?? [])));
      return { entries: found.flat().filter(({ identifierId }) => asked.has(identifierId)) };
    },
  };
}
