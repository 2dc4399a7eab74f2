/** Times as Connect writes them: ISO 8601 UTC, with milliseconds in events and without in contact records. */

export function isoTime(time: number): string;
export function isoTime(time: number | undefined): string | undefined;
export function isoTime(time: number | undefined): string | undefined {
  return time === undefined ? undefined : new Date(time).toISOString();
}

/** @returns null for what has not happened, as contact records have it */
export function isoSeconds(time: number | undefined): string | null {
  return time === undefined ? null : new Date(time).toISOString().replace(/\.\d+Z$/, "Z");
}
