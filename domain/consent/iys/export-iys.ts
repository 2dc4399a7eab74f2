/** What İYS has to hear of our ledger, and the file that tells it. Pure. */
import type { Calendar } from "../../../schemas/calendar.ts";
import { weekdays } from "../../../schemas/calendar.ts";
import type { ConsentEntry } from "../../../schemas/consents.ts";
import { type ConsentQuestion, stateAsOf } from "../state-as-of.ts";
import { writeCsv } from "./csv.ts";
import { channelOf, importSource, iysSourceOf, purposeOf } from "./iys-names.ts";
import { consentTypes, type IysRow, iysColumns, iysDate, recipientTypes } from "./iys-row.ts";

/** An address of a ledger: a number, or an e-mail address. The ledger itself has none. */
export type AddressOf = (identifierId: string) => string | undefined;

export interface Known {
  readonly entries: readonly ConsentEntry[];
  readonly addressOf: AddressOf;
  readonly brand: string;
}

/**
 * What our ledger says of every address that it knows, at an instant: what is reconciled.
 *
 * A STOP is a refusal of everything, so of commercial messages; a START is no consent to them, and is not told.
 */
export function ourRows({ entries, addressOf, brand }: Known, at: string): OurRow[] {
  const ofEach = Map.groupBy(entries, ({ identifierId }) => identifierId);
  return [...ofEach].flatMap(([identifierId, own]) => {
    const recipient = addressOf(identifierId);
    return recipient === undefined ? [] : rowsOf(own, recipient, brand, at);
  });
}

export interface OurRow {
  readonly row: IysRow;
  /** What says so. */
  readonly entry: ConsentEntry;
  /** İYS takes a refusal only of those who had agreed. */
  readonly wasGranted: boolean;
}

function rowsOf(entries: readonly ConsentEntry[], recipient: string, brand: string, at: string): OurRow[] {
  const isEmail = recipient.includes("@");
  const types = consentTypes.filter((type) => (type === "EPOSTA") === isEmail);
  return types.flatMap((type) =>
    recipientTypes.flatMap((recipientType): OurRow[] => {
      const question = { brand, channel: channelOf[type], purpose: purposeOf[recipientType] };
      const own = entries.filter((entry) => entry.brand === brand && entry.channel === question.channel);
      const entry = deciding(own, question, at);
      if (entry === undefined) return [];
      const status = entry.state === "granted" ? "ONAY" : "RET";
      const source = iysSourceOf(entry.source, entry.channel);
      const wasGranted = own.some(
        ({ purpose, state }) => purpose === question.purpose && state === "granted",
      );
      return [{ row: { recipient, recipientType, type, status, source, at: entry.at }, entry, wasGranted }];
    }),
  );
}

/** What is not granted is to İYS the newest refusal: a START takes a STOP back, but not what the STOP told İYS. */
function deciding(entries: readonly ConsentEntry[], question: ConsentQuestion, at: string) {
  const { state, entry } = stateAsOf(entries, question, { at });
  if (state === "granted") return entry;
  return stateAsOf(
    entries.filter(({ state }) => state === "denied"),
    question,
    { at },
  ).entry;
}

/** What counts by one of these entries, and did not come from İYS. @param listed ids of entries since the last export */
export function listedIn(rows: readonly OurRow[], listed: ReadonlySet<string>): OurRow[] {
  return rows.filter(({ entry }) => listed.has(entry.entryId) && entry.source !== importSource);
}

/** A file of such rows; İYS takes it, or a program puts its rows into the API. */
export function iysFileOf(rows: readonly IysRow[]): string {
  const fieldsOf = (row: IysRow) => {
    const fields = { ...row, consentDate: iysDate(Date.parse(row.at)) };
    return iysColumns.map((column) => fields[column] ?? "");
  };
  return writeCsv([iysColumns, ...rows.map(fieldsOf)]);
}

const businessDays = 3;
const dayMs = 24 * 60 * 60_000;

/**
 * By when İYS must have it: the end of the third business day after the one it was said on. Later it takes it no more.
 *
 * @param calendar of Türkiye: days with hours are business days
 */
export function syncBy(at: string, calendar: Calendar): Date {
  const zone = "+03:00";
  let midnight = Date.parse(`${iysDate(Date.parse(at)).slice(0, "2026-11-22".length)}T00:00:00.000${zone}`);
  for (let left = businessDays; left > 0; ) {
    midnight += dayMs;
    if (isBusinessDay(midnight, calendar)) left -= 1;
  }
  return new Date(midnight + dayMs);
}

function isBusinessDay(midnight: number, { week, exceptions }: Calendar): boolean {
  const date = iysDate(midnight).slice(0, "2026-11-22".length);
  // Monday is the first of our week, and 0 is Sunday.
  const weekday = weekdays[(new Date(`${date}T00:00:00.000Z`).getUTCDay() + 6) % 7];
  const shifts = exceptions[date] ?? (weekday === undefined ? undefined : week[weekday]) ?? [];
  return shifts.length > 0;
}
