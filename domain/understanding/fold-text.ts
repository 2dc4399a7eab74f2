/** Text without what differs between writers: case, diacritics, dotted and dotless i, letters held down. */

/** `ŞİKÂYETİM`, `şikayetim` and `sikayetim` fold to the same; all that is left of Latin letters is `a-z`. */
export function foldText(text: string): string {
  return text
    .replace(/[’‘ʼ`´]/g, "'")
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase()
    .replaceAll("ı", "i")
    .replace(/(\p{L})\1{2,}/gu, "$1");
}
