/** What İYS has to hear next: the consents that came into the ledger since it was last told. */
import { defaultCalendar } from "../../calendar/default-calendar.ts";
import { inLanes } from "../../in-lanes.ts";
import type { ConsentLedger } from "../consent-ledger.ts";
import { iysFileOf, listedIn, ourRows, syncBy } from "./export-iys.ts";
import type { ListedConsent, ListedConsents } from "./listed-consents.ts";

export interface TellDeps {
  readonly listed: ListedConsents;
  readonly ledger: ConsentLedger;
  readonly now: () => Date;
}

export interface ToTell {
  /** CSV. */
  readonly file: string;
  readonly rows: number;
  /** When the oldest of it was said, and by when İYS must have that. */
  readonly oldestUnsynced?: string;
  readonly syncBy?: string;
  /** What the next call names as `since`. */
  readonly next: string;
  /** There is more already: call again at once. */
  readonly more: boolean;
  /** Addresses that cannot be told, because the event is gone that named them. */
  readonly withoutAddress: number;
}

/** Addresses whose ledgers are opened for one answer. */
const mostAddresses = 1000;
const ledgersAtOnce = 32;

/**
 * Longer than a word is under way into the table: what was being written while the list was read is told the next
 * time. A word may be told twice for it, which İYS does not mind; none is left out.
 */
const overlapMs = 60_000;

/** @param since `next` of the last answer */
export async function tellIys(
  { listed, ledger, now }: TellDeps,
  { since, brand }: { since: string; brand: string },
): Promise<ToTell> {
  const instant = now();
  const { news, from } = await newsSince(listed, { since, brand }, instant);
  const addresses = [...new Set(news.map(({ identifierId }) => identifierId))];
  const ledgers = await inLanes(addresses, ledgersAtOnce, async (id) => (await ledger.read([id])).entries);
  const entries = ledgers.flat();
  const { found, unknown } = await listed.addressesOf(entries);
  const ours = ourRows({ entries, addressOf: (id) => found.get(id), brand }, instant.toISOString());
  const rows = listedIn(ours, new Set(news.map(({ entryId }) => entryId))).map(({ row }) => row);
  const [oldest] = rows.map(({ at }) => at).sort();
  return {
    file: iysFileOf(rows),
    rows: rows.length,
    ...(oldest === undefined
      ? {}
      : { oldestUnsynced: oldest, syncBy: syncBy(oldest, defaultCalendar).toISOString() }),
    next: from ?? new Date(instant.getTime() - overlapMs).toISOString(),
    more: from !== undefined,
    withoutAddress: unknown,
  };
}

/** As many as one answer takes, and from when on the others are. */
async function newsSince(
  listed: ListedConsents,
  { since, brand }: { since: string; brand: string },
  instant: Date,
): Promise<{ news: ListedConsent[]; from?: string }> {
  const news: ListedConsent[] = [];
  const addresses = new Set<string>();
  for await (const day of listed.since(since, instant)) {
    for (const one of day) {
      if (one.brand !== brand) continue;
      if (addresses.size === mostAddresses && !addresses.has(one.identifierId)) {
        return { news, from: one.listedAt };
      }
      addresses.add(one.identifierId);
      news.push(one);
    }
  }
  return { news };
}
