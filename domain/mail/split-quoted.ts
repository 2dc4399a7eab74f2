/** Parts what somebody writes now from the earlier mails that their program put below it. Pure. */

export interface SplitText {
  readonly text: string;
  readonly quoted?: string | undefined;
}

/** Lines that programs write above what they quote; the longest of them fold into three lines. */
const attributions: readonly RegExp[] = [
  // Gmail, Apple Mail and Thunderbird, in English.
  /^On\b.{4,400}\bwrote:$/,
  // Gmail: `Ayşe <a@x>, 2 Oca 2026 Cum, 10:00 tarihinde şunu yazdı:`; Thunderbird: `2.01.2026 10:00 tarihinde Ayşe yazdı:`.
  /^.{4,300}\btarihinde\b.{0,200}\byazd[ıi]:$/,
  // Apple Mail: `Ayşe <a@x> şunları yazdı (2 Oca 2026 10:00):`.
  /^.{2,300}şun(?:u|ları) yazd[ıi](?: \(.{4,60}\))?:$/,
];
const longestAttributionLines = 3;

/** Outlook's line above the header of what it quotes. */
const dividers = /^(?:-{3,} ?(?:Original Message|Özgün İleti|Orijinal İleti|Orijinal Mesaj) ?-{3,}|_{20,})$/i;
/** The header itself: a sender, then a time and a subject in any order. */
const sender = /^\*?(?:From|Kimden|Gönderen):/i;
const rest: readonly RegExp[] = [
  /^\*?(?:Sent|Date|Gönderme Tarihi|Gönderilme|Gönderildi|Tarih):/i,
  /^\*?(?:Subject|Konu):/i,
];
const headerLength = 8;

/**
 * Where nothing marks the earlier mails clearly, where nothing stands above them, or where something stands between
 * their lines, all of it is the text.
 */
export function splitQuoted(text: string): SplitText {
  const lines = text.split("\n");
  for (let index = 0; index < lines.length; index += 1) {
    if (!startsQuote(lines, index)) continue;
    const written = lines.slice(0, index).join("\n").trimEnd();
    if (written.trim() === "" || isAnsweredInline(lines.slice(index))) return { text };
    return { text: written, quoted: lines.slice(index).join("\n").trimEnd() };
  }
  return { text };
}

function startsQuote(lines: readonly string[], index: number): boolean {
  const line = lines[index]?.trim() ?? "";
  if (line === "" || line.startsWith(">")) return false;
  return isAttribution(lines, index) || isHeader(lines, dividers.test(line) ? index + 1 : index);
}

function isAttribution(lines: readonly string[], index: number): boolean {
  let joined = "";
  for (const line of lines.slice(index, index + longestAttributionLines)) {
    if (line.trim() === "" || line.startsWith(">")) return false;
    joined = `${joined} ${line.trim()}`.trim();
    if (joined.endsWith(":")) return attributions.some((form) => form.test(joined));
  }
  return false;
}

function isHeader(lines: readonly string[], index: number): boolean {
  if (!sender.test(lines[index]?.trim() ?? "")) return false;
  const others = lines.slice(index + 1, index + headerLength).map((line) => line.trim());
  return rest.every((form) => others.some((line) => form.test(line)));
}

/** Somebody wrote below or between lines that their program marked with `>`. */
function isAnsweredInline(lines: readonly string[]): boolean {
  const marked = lines.findIndex((line) => line.startsWith(">"));
  if (marked < 0 || marked > longestAttributionLines + 1) return false;
  return lines.slice(marked).some((line) => line.trim() !== "" && !line.startsWith(">"));
}
