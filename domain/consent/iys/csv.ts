/** Reads and writes CSV, strictly (RFC 4180), with semicolons as Turkish spreadsheets do, or commas. Pure. */

export interface CsvRecord {
  /** Where it begins: the first is 1. */
  readonly line: number;
  readonly fields: readonly string[];
}

/** A line that is no record; those after it are read. */
export interface CsvProblem {
  readonly line: number;
  readonly detail: string;
  /** As it stands in the file. */
  readonly text: string;
}

export interface CsvRead {
  readonly records: readonly CsvRecord[];
  readonly problems: readonly CsvProblem[];
}

const byteOrderMark = "\uFEFF";
const quoted = /"([^"]*(?:""[^"]*)*)"/y;
const plain = { ";": /[^";\r\n]*/y, ",": /[^",\r\n]*/y } as const;
const lineEnd = /\r?\n|$/y;

/** Empty lines are passed over. What separates fields is told by the first line. */
export function readCsv(text: string): CsvRead {
  const content = text.startsWith(byteOrderMark) ? text.slice(1) : text;
  const separator = (content.split("\n", 1)[0] ?? "").includes(";") ? ";" : ",";
  const records: CsvRecord[] = [];
  const problems: CsvProblem[] = [];
  let [position, line] = [0, 1];
  while (position < content.length) {
    const read = readRecord(content, position, separator);
    const next = read.kind === "record" ? read.next : afterLine(content, position);
    const consumed = content.slice(position, next);
    if (read.kind === "problem") problems.push({ line, detail: read.detail, text: consumed.trimEnd() });
    else if (consumed.trim() !== "") records.push({ line, fields: read.fields });
    line += consumed.split("\n").length - 1;
    position = next;
  }
  return { records, problems };
}

type ReadRecord =
  | { readonly kind: "record"; readonly fields: readonly string[]; readonly next: number }
  | { readonly kind: "problem"; readonly detail: string };

function readRecord(content: string, from: number, separator: ";" | ","): ReadRecord {
  const fields: string[] = [];
  let position = from;
  for (;;) {
    const inQuotes = content[position] === '"';
    const match = matchAt(inQuotes ? quoted : plain[separator], content, position);
    if (match === undefined) return { kind: "problem", detail: "a quote is not closed" };
    fields.push(inQuotes ? (match[1] ?? "").replaceAll('""', '"') : match[0]);
    position += match[0].length;
    if (content[position] === separator) {
      position += 1;
      continue;
    }
    const end = matchAt(lineEnd, content, position);
    if (end !== undefined) return { kind: "record", fields, next: position + end[0].length };
    return { kind: "problem", detail: "a quote stands in the middle of a field" };
  }
}

function matchAt(pattern: RegExp, content: string, position: number): RegExpExecArray | undefined {
  pattern.lastIndex = position;
  return pattern.exec(content) ?? undefined;
}

function afterLine(content: string, from: number): number {
  const end = content.indexOf("\n", from);
  return end < 0 ? content.length : end + 1;
}

/** With the mark by which Excel knows UTF-8. */
export function writeCsv(records: readonly (readonly string[])[]): string {
  const fieldOf = (text: string) => (/[";\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return byteOrderMark + records.map((fields) => `${fields.map(fieldOf).join(";")}\r\n`).join("");
}
