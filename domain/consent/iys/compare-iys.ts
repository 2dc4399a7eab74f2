/** Holds a file of İYS against our ledger, and takes over what is newer there. */
import type { Identifier } from "../../../schemas/contact-event.ts";
import { normaliseIdentifier } from "../../identity/normalise-identifier.ts";
import type { IdSettings } from "../../ingest/build-contact-event.ts";
import { ledgerId } from "../ledger-id.ts";
import { ourRows } from "./export-iys.ts";
import { type ImportedRow, type IysFile, type IysRead, readIysFile } from "./import-iys.ts";
import type { IysRow } from "./iys-row.ts";
import type { ListedConsent, ListedConsents } from "./listed-consents.ts";
import { type Reconciliation, reconcileIys } from "./reconcile-iys.ts";
import { mostRowsAtOnce, type TakenOver, type TakeOverDeps, takeOver } from "./take-over.ts";

export interface CompareDeps extends TakeOverDeps {
  readonly listed: ListedConsents;
}

export interface Comparing {
  readonly file: IysFile;
  /** Older words of ours are not looked at. */
  readonly since: string;
  /** Takes over what wins there; else nothing is changed. */
  readonly apply: boolean;
}

export interface Compared {
  readonly kind: "compared";
  readonly read: IysRead;
  readonly reconciliation: Reconciliation;
  /** Addresses of ours that cannot be compared, because the event is gone that named them. */
  readonly withoutAddress: number;
  /** `left`: so many more are to be taken over by another call. */
  readonly applied?: TakenOver & { readonly left: number };
}

/** Consents of ours that one answer looks at. */
const mostListed = 40_000;

export async function compareIys(
  deps: CompareDeps,
  { file, since, apply }: Comparing,
): Promise<Compared | { readonly kind: "too-many" }> {
  const now = deps.now();
  const read = readIysFile(file, now);
  const entries = await ourEntries(deps.listed, since, now);
  if (entries === undefined) return { kind: "too-many" };
  const theirs = theirAddresses(read.rows, await deps.idSettings());
  const { found, unknown } = await deps.listed.addressesOf(
    entries.filter(({ identifierId, brand }) => brand === file.brand && !theirs.has(identifierId)),
  );
  const addressOf = (id: string) => theirs.get(id) ?? found.get(id);
  const reconciliation = reconcileIys(
    ourRows({ entries, addressOf, brand: file.brand }, now.toISOString()),
    read.rows.map(({ row }) => row),
  );
  const compared = { kind: "compared", read, reconciliation, withoutAddress: unknown } as const;
  if (!apply) return compared;
  const winning = read.rows.filter(isOneOf(reconciliation.toImport));
  const taken = winning.slice(0, mostRowsAtOnce);
  const applied = { ...(await takeOver(deps, taken, file)), left: winning.length - taken.length };
  return { ...compared, applied };
}

async function ourEntries(listed: ListedConsents, since: string, now: Date) {
  const entries: ListedConsent[] = [];
  for await (const day of listed.since(since, now)) {
    if (entries.length + day.length > mostListed) return undefined;
    entries.push(...day);
  }
  return entries;
}

/** By where their ledgers would be. */
function theirAddresses(
  rows: readonly ImportedRow[],
  { pepper, defaultCountry }: IdSettings,
): Map<string, string> {
  const idOf = ({ recipient, type }: IysRow) => {
    const kind = type === "EPOSTA" ? "email" : "phone";
    const address: Identifier = { kind, value: recipient, level: "verified" };
    return ledgerId(pepper, normaliseIdentifier(address, defaultCountry));
  };
  return new Map(rows.map(({ row }) => [idOf(row), row.recipient]));
}

function isOneOf(wanted: readonly IysRow[]) {
  const set = new Set(wanted);
  return ({ row }: ImportedRow) => set.has(row);
}
