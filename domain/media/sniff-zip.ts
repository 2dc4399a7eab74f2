/** Which office document an archive is. Any other archive is refused: nobody sees what is in it. Pure. */
import type { Sniffed } from "./sniff-type.ts";

const openXml = "application/vnd.openxmlformats-officedocument";

/** The part that makes it that document. */
const documents: readonly (readonly [string, string])[] = [
  ["word/document.xml", `${openXml}.wordprocessingml.document`],
  ["xl/workbook.xml", `${openXml}.spreadsheetml.sheet`],
  ["ppt/presentation.xml", `${openXml}.presentationml.presentation`],
];

/** OpenDocument's first entry holds its type, not packed. */
const openDocument = /^mimetype(application\/vnd\.oasis\.opendocument\.(?:text|spreadsheet|presentation))/;
const firstNameAt = 30;

/** Entries' names stand unpacked in the archive. */
export function zipType(bytes: Buffer): Sniffed {
  if (bytes.includes("vbaProject.bin")) return { kind: "refused", reason: "active-content" };
  const openDocumentType = openDocument.exec(bytes.toString("latin1", firstNameAt, firstNameAt + 80))?.[1];
  if (openDocumentType !== undefined) return { kind: "known", contentType: openDocumentType };
  const found = bytes.includes("[Content_Types].xml") && documents.find(([part]) => bytes.includes(part));
  return found ? { kind: "known", contentType: found[1] } : { kind: "refused", reason: "archive" };
}
