/** Reads what somebody typed into the search box. Pure. */
import type { IdentifierKind } from "../../schemas/contact-event.ts";

/**
 * Most people type a phone number or an e-mail address; those give themselves away.
 *
 * @param language of the page
 */
export function guessKind(typed: string, language: string): IdentifierKind | undefined {
  const text = typed.trim();
  if (/^\S+@\S+$/.test(text)) return "email";
  return /^[+0]/.test(text) && /^\+\d{7,}$/.test(international(text, language)) ? "phone" : undefined;
}

/** Undoes how people write: `0090 (555) 111-22-33` is `+905551112233`. */
export function tidyValue(kind: IdentifierKind, typed: string, language: string): string {
  return kind === "phone" ? international(typed, language) : typed.trim();
}

/** Who reads Turkish and leaves out the country code means a number in Turkey: `0555 111 22 33`. */
function international(typed: string, language: string): string {
  const digits = typed.replace(/[\s().-]/g, "").replace(/^00/, "+");
  return language === "tr" ? digits.replace(/^0?([2-58]\d{9})$/, "+90$1") : digits;
}
