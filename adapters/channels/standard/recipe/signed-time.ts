/** A time that is signed along with a call: how far it is from now. */
import type { HmacRecipe } from "../../../../schemas/channel-recipe.ts";

type SignedTime = NonNullable<HmacRecipe["timestamp"]>;

/** One way to write each instant down, so that nothing of the neighbours can pass for a part of it. */
const forms = {
  s: /^\d{1,11}$/,
  ms: /^\d{1,14}$/,
  /** As in HTTP's own `Date` header: `Tue, 14 Apr 2026 03:50:12 GMT`. */
  "http-date": /^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/,
  iso: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/,
} as const;

export function isTimely(
  text: string,
  { unit, toleranceSeconds }: Pick<SignedTime, "unit" | "toleranceSeconds">,
  now: Date,
): "timely" | "untimely" | "unreadable" {
  if (!forms[unit].test(text)) return "unreadable";
  const ms = unit === "s" ? Number(text) * 1000 : unit === "ms" ? Number(text) : Date.parse(text);
  if (Number.isNaN(ms)) return "unreadable";
  return Math.abs(now.getTime() - ms) <= toleranceSeconds * 1000 ? "timely" : "untimely";
}
