/** How far the wall clocks of a zone are from UTC, by the time zone data of the runtime. */

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making a format takes a hundred times as long as using it. */
function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset" });
  formats.set(zone, format);
  return format;
}

/** Says what is wrong with the name of a zone; `undefined` when the runtime knows it. */
export function zoneProblem(zone: string): string | undefined {
  try {
    formatOf(zone);
    return undefined;
  } catch {
    return `${JSON.stringify(zone)} is not an IANA time zone such as Europe/Istanbul`;
  }
}

/** `GMT+03:00`, `GMT-00:44:30` (Liberia until 1972), and `GMT` alone for no offset. */
const offsetForm = /GMT(?:(?<sign>[+-])(?<hours>\d\d):(?<minutes>\d\d)(?::(?<seconds>\d\d))?)?$/;

/**
 * Milliseconds that the wall clock shows more than UTC.
 *
 * @param instant epoch milliseconds
 * @throws RangeError when there is no such zone
 */
export function offsetAt(zone: string, instant: number): number {
  const {
    sign,
    hours = 0,
    minutes = 0,
    seconds = 0,
  } = offsetForm.exec(formatOf(zone).format(instant))?.groups ?? {};
  const size = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
  return sign === "-" ? -size : size;
}

/**
 * Until when an offset holds: its first change after `from`, or `to` when there is none before.
 *
 * Equal offsets at both ends are taken to mean that there was no change in between, so `to` is at most
 * a few days later: no zone has changed its offset twice in less than a week since 1970.
 *
 * @param offset that of `from`
 */
export function offsetHoldsUntil(zone: string, offset: number, from: number, to: number): number {
  if (offsetAt(zone, to) === offset) return to;
  let [before, after] = [from, to];
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (offsetAt(zone, middle) === offset) before = middle;
    else after = middle;
  }
  return after;
}
