/** Takes card numbers and national ids out of free text before anything is stored. */
import { isTurkishNationalId } from "./national-id.ts";
import { isPaymentCard } from "./payment-card.ts";

/** Groups of digits, each parted from the next by one or two spaces, dots or dashes. */
const digitRun = /(?<![\d+])\d+(?:[ .\u00a0-]{1,2}\d+)*/g;
const group = /\d+/g;
const shortestSecretDigits = 11;
const longestSecretDigits = 19;
const shownCardDigits = 4;

interface Span {
  readonly from: number;
  readonly to: number;
}

/** Every digit of the span becomes an asterisk, but for the last `shown` ones; separators stay. */
function maskDigits(run: string, span: Span, shown: number): string {
  const part = run.slice(span.from, span.to);
  let toHide = part.replace(/\D/g, "").length - shown;
  const masked = part.replace(/\d/g, (digit) => {
    toHide -= 1;
    return toHide >= 0 ? "*" : digit;
  });
  return run.slice(0, span.from) + masked + run.slice(span.to);
}

/** The span of whole groups, beginning with the group at `first`, that together are a secret. */
function findSecret(run: string, groups: readonly Span[], first: number): { span: Span; shown: number } | undefined {
  let digits = "";
  for (const last of groups.slice(first)) {
    digits += run.slice(last.from, last.to);
    if (digits.length > longestSecretDigits) return undefined;
    const span = { from: groups[first]?.from ?? 0, to: last.to };
    if (isPaymentCard(digits)) return { span, shown: shownCardDigits };
    if (isTurkishNationalId(digits)) return { span, shown: 0 };
  }
  return undefined;
}

function redactRun(run: string): string {
  if (run.length < shortestSecretDigits) return run;
  const groups = Array.from(run.matchAll(group), (match) => ({ from: match.index, to: match.index + match[0].length }));
  let redacted = run;
  let maskedUpTo = 0;
  groups.forEach((span, index) => {
    if (span.from < maskedUpTo) return;
    const secret = findSecret(run, groups, index);
    if (secret === undefined) return;
    redacted = maskDigits(redacted, secret.span, secret.shown);
    maskedUpTo = secret.span.to;
  });
  return redacted;
}

/**
 * The text with card numbers masked but for their last four digits, and Turkish national ids masked whole.
 *
 * A number is looked for in whole groups of digits (`4111 1111 1111 1111`, `4111-1111…`), so that
 * what stands next to it (an expiry date) neither hides it nor is masked with it. A number that
 * begins with `+` is a telephone number.
 */
export function redactText(text: string): string {
  return text.length < shortestSecretDigits ? text : text.replace(digitRun, redactRun);
}
