/** Undoes what keyboards and screens do to numbers and codes. Pure. */

/** Compatibility forms (full-width `＋９０`) and Arabic digits (`٠`, `۰`) as their plain ASCII selves. */
export function plainText(value: string): string {
  return value
    .normalize("NFKC")
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 0xf));
}
