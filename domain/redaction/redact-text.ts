/** Takes card numbers and national ids out of free text before anything is stored. */
import { isTurkishNationalId } from "./national-id.ts";
import { isPaymentCard } from "./payment-card.ts";

/** Groups of digits, each parted from the next by one or two spaces, dots or dashes. */
const digitRun = /(?<![\d+])\d+(?:[ .\u00a0-]{1,2}\d+)*/g;
const shortestSecretDigits = 11;
const longestSecretDigits = 19;
const shownCardDigits = 4;

interface Group {
  readonly digits: string;
  readonly from: number;
  readonly to: number;
}

interface Secret {
  /** Index of the last group that belongs to it. */
  readonly last: number;
  readonly shownDigits: number;
}

/** Every digit becomes an asterisk, but for the last ones; separators stay. */
function maskDigits(text: string, shownDigits: number): string {
  let toHide = text.replace(/\D/g, "").length - shownDigits;
  return text.replace(/\d/g, (digit) => {
    toHide -= 1;
    return toHide >= 0 ? "*" : digit;
  });
}

/** The secret that begins with the group at `first`: looks ahead no further than a secret is long. */
function findSecret(groups: readonly Group[], first: number): Secret | undefined {
  let digits = "";
  for (let last = first; last < groups.length; last += 1) {
    digits += groups[last]?.digits ?? "";
    if (digits.length > longestSecretDigits) return undefined;
    if (isPaymentCard(digits)) return { last, shownDigits: shownCardDigits };
    if (isTurkishNationalId(digits)) return { last, shownDigits: 0 };
  }
  return undefined;
}

function redactRun(run: string): string {
  if (run.length < shortestSecretDigits) return run;
  const groups = Array.from(run.matchAll(/\d+/g), ({ 0: digits, index }): Group => {
    return { digits, from: index, to: index + digits.length };
  });
  let redacted = "";
  let done = 0;
  for (let index = 0; index < groups.length; index += 1) {
    const secret = findSecret(groups, index);
    const from = groups[index]?.from ?? done;
    const to = groups[secret?.last ?? -1]?.to;
    if (secret === undefined || to === undefined) continue;
    redacted += run.slice(done, from) + maskDigits(run.slice(from, to), secret.shownDigits);
    done = to;
    index = secret.last;
  }
  return redacted + run.slice(done);
}

/**
 * The text with card numbers masked but for their last four digits, and Turkish national ids masked whole.
 *
 * A number is looked for in whole groups of digits (`4111 1111 1111 1111`, `4111-1111…`), so that
 * what stands next to it (an expiry date) neither hides it nor is masked with it. A number that
 * begins with `+` is a telephone number.
 */
export function redactText(text: string): string {
  if (text.length < shortestSecretDigits) return text;
  const plain = text.replace(otherDigits, plainDigit);
  const redacted = plain.replace(digitRun, redactRun);
  return redacted === plain ? text : redacted;
}

/** Full-width (`４`), Arabic and Persian digits, as phones write them: the last four bits of each are its value. */
const otherDigits = /[\uff10-\uff19\u0660-\u0669\u06f0-\u06f9]/g;
const plainDigit = (digit: string) => String(digit.charCodeAt(0) & 0xf);
