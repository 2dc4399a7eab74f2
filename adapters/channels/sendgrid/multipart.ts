/** Reads `multipart/form-data` (RFC 7578), as Inbound Parse sends mails. Strict: what is damaged is not guessed. */

export interface FormPart {
  readonly name: string;
  readonly fileName?: string | undefined;
  readonly contentType?: string | undefined;
  readonly bytes: Buffer;
}

const mostParts = 1000;
const longestHeaders = 16 * 1024;

/** @returns `undefined` when the body is none */
export function readMultipart(contentType: string, body: Buffer): readonly FormPart[] | undefined {
  const [, quoted, bare] = /;\s*boundary=(?:"([^"\r\n]{1,200})"|([^\s;"]{1,200}))/i.exec(contentType) ?? [];
  const boundary = quoted ?? bare;
  if (boundary === undefined) return undefined;
  // The first delimiter may open the body; every other follows a line break, which is its own.
  const text = Buffer.concat([Buffer.from("\r\n"), body]);
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  const parts: FormPart[] = [];
  let at = text.indexOf(delimiter);
  while (at !== -1 && parts.length <= mostParts) {
    const start = at + delimiter.length;
    if (text.subarray(start, start + 2).toString("latin1") === "--") return parts;
    const end = text.indexOf(delimiter, start);
    const part = end === -1 ? undefined : readPart(text.subarray(start, end));
    if (part === undefined) return undefined;
    parts.push(part);
    at = end;
  }
  return undefined;
}

/** @param text from the end of its delimiter: spaces, a line break, headers, an empty line, the bytes */
function readPart(text: Buffer): FormPart | undefined {
  const end = text.indexOf("\r\n\r\n");
  if (end === -1 || end > longestHeaders) return undefined;
  const headers = text.subarray(0, end).toString("utf8");
  if (!/^[ \t]*\r\n/.test(headers)) return undefined;
  const disposition = valueIn(headers, /^content-disposition:[ \t]*form-data;(.*)$/is) ?? "";
  const name = parameter(disposition, "name");
  if (name === undefined) return undefined;
  const contentType = valueIn(headers, /^content-type:[ \t]*(\S.*?)[ \t]*$/is);
  return { name, fileName: parameter(disposition, "filename"), contentType, bytes: text.subarray(end + 4) };
}

/** Lines end with CR LF alone: a file's name may have any other separator of lines in it. */
function valueIn(headers: string, pattern: RegExp): string | undefined {
  return headers.split("\r\n").flatMap((line) => pattern.exec(line)?.[1] ?? [])[0];
}

/** Browsers and HTTP libraries write `%22` or `\"` for a quotation mark within. */
function parameter(disposition: string, name: string): string | undefined {
  const [, quoted, bare] =
    new RegExp(`(?:^|;)[ \\t]*${name}=(?:"((?:[^"\\\\]|\\\\.)*)"|([^\\s;"]+))`, "is").exec(disposition) ?? [];
  return quoted?.replace(/\\(["\\])/g, "$1").replaceAll("%22", '"') ?? bare;
}
