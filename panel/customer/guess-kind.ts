/** Reads what somebody typed into the search box. Pure. */
import type { IdentifierKind } from "../../schemas/contact-event.ts";

/** Most people type a phone number or an e-mail address; those give themselves away. */
export function guessKind(typed: string): IdentifierKind | undefined {
  const text = typed.trim();
  if (/^\S+@\S+$/.test(text)) return "email";
  if (/^(\+|00)[\d\s().-]{6,}$/.test(text)) return "phone";
  return undefined;
}

/** Undoes how people write: `0090 (555) 111-22-33` is `+905551112233`. */
export function tidyValue(kind: IdentifierKind, typed: string): string {
  const text = typed.trim();
  return kind === "phone" ? text.replace(/[\s().-]/g, "").replace(/^00/, "+") : text;
}
