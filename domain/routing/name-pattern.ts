/** Names as admins write them in rules: in any spelling, and with `*` for any text. Pure. */
import { fold } from "../offers/words.ts";

/** `Kredi Kartı_Bahar` is `kredi-karti-bahar`; what is in `kept` stays. */
const spelt = (name: string, kept = "") =>
  fold(name).replace(new RegExp(`[^\\p{L}\\p{N}${kept}]+`, "gu"), "-");

/** Whether the name is what the pattern says: `card-*` is every name that begins with `card-`. */
export function isNamed(pattern: string, name: string): boolean {
  const [start = "", ...parts] = spelt(pattern, "*").split("*");
  const found = spelt(name);
  const end = parts.pop();
  if (end === undefined) return found === start;
  if (!found.startsWith(start)) return false;
  let at = start.length;
  for (const part of parts) {
    const next = found.indexOf(part, at);
    if (next < 0) return false;
    at = next + part.length;
  }
  return found.length - end.length >= at && found.endsWith(end);
}
