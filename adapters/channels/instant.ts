/** Providers' notions of time, as the one we store: UTC with milliseconds. */

/** RFC 3339 with a zone, or the RFC 2822 form Twilio uses. `new Date` alone would accept almost any text. */
const datePattern = /^(?:\d{4}-\d\d-\d\dT|[A-Z][a-z]{2}, \d).*(?:Z|[+-]\d\d:?\d\d|GMT)$/;

/** @returns `undefined` when the text is no instant with a zone */
export function instantOf(text: string | undefined): string | undefined {
  if (!text || !datePattern.test(text)) return undefined;
  return instantOfMs(Date.parse(text));
}

/** @param epoch whole seconds or, from 10^11 on, milliseconds since 1970: as a number or its digits */
export function instantOfEpoch(epoch: unknown): string | undefined {
  if (typeof epoch !== "number" && !(typeof epoch === "string" && /^\d+$/.test(epoch))) return undefined;
  const value = Number(epoch);
  return instantOfMs(value < 1e11 ? value * 1000 : value);
}

/** Within the years that sort as text. */
function instantOfMs(ms: number): string | undefined {
  return ms >= 0 && ms < Date.UTC(10_000, 0) ? new Date(ms).toISOString() : undefined;
}
