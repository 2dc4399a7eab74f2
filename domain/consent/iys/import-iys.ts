/** Reads a file of İYS's consents into contact events: they come to the ledger as every consent does. Pure. */
import type { ParsedEvent } from "../../ingest/channel-adapter.ts";
import { type CsvProblem, type CsvRecord, readCsv } from "./csv.ts";
import { channelOf, importSource, purposeOf } from "./iys-names.ts";
import { type IysFields, type IysRow, iysColumns, rowOf } from "./iys-row.ts";

export interface IysFile {
  readonly name: string;
  readonly text: string;
  /** Whose consents they are. */
  readonly brand: string;
}

export interface ImportedRow {
  readonly line: number;
  readonly row: IysRow;
}

export interface IysRead {
  readonly rows: readonly ImportedRow[];
  /** By line: every line of the file is either here or a row. */
  readonly problems: readonly CsvProblem[];
}

const needed = iysColumns.slice(0, 6);

/** Names of columns are matched whatever their case; the first line has them. */
export function readIysFile({ text }: Pick<IysFile, "text">, now: Date): IysRead {
  const { records, problems } = readCsv(text);
  const [header, ...lines] = records;
  const columns = (header?.fields ?? []).map(columnOf);
  const missing = needed.filter((column) => !columns.includes(column));
  if (missing.length > 0) {
    const detail = `no column ${missing.join(", ")}`;
    return { rows: [], problems: [{ line: 1, detail, text: textOf(header) }, ...problems] };
  }
  const rows: ImportedRow[] = [];
  const unreadable = [...problems];
  for (const record of lines) {
    const read = readLine(record, columns, now);
    if (read.kind === "row") rows.push({ line: record.line, row: read.row });
    else unreadable.push({ line: record.line, detail: read.detail, text: textOf(record) });
  }
  return { rows, problems: unreadable.toSorted((left, right) => left.line - right.line) };
}

const textOf = (record: CsvRecord | undefined) => record?.fields.join(";") ?? "";

const known = [...iysColumns, "creationDate"];

function columnOf(text: string): string {
  const name = text.trim().toLowerCase();
  return known.find((column) => column.toLowerCase() === name) ?? text;
}

function readLine(record: CsvRecord, columns: readonly string[], now: Date): ReturnType<typeof rowOf> {
  if (record.fields.length !== columns.length) {
    return { kind: "problem", detail: `${columns.length} fields were expected, not ${record.fields.length}` };
  }
  const fields: IysFields = Object.fromEntries(
    columns.map((column, index) => [column, record.fields[index]?.trim()]),
  );
  return rowOf(fields, now);
}

/** The same event for the same consent, in whatever file it comes again. */
export function eventOf({ line, row }: ImportedRow, { name, brand }: Omit<IysFile, "text">): ParsedEvent {
  const { recipient, recipientType, type, status, source, at } = row;
  return {
    idempotencyKey: JSON.stringify(["iys", brand, type, recipientType, recipient, status, at]),
    occurredAt: at,
    channel: "crm",
    direction: "internal",
    kind: "consent.changed",
    identifiers: [{ kind: type === "EPOSTA" ? "email" : "phone", value: recipient, level: "verified" }],
    attributes: {
      brand,
      purpose: purposeOf[recipientType],
      channel: channelOf[type],
      state: status === "ONAY" ? "granted" : "denied",
      source: importSource,
      legalBasis: "consent",
      file: name,
      row: line,
      iysSource: source,
    },
  };
}
