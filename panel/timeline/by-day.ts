/** Cuts a timeline into the reader's calendar days. Pure. */

export interface Day<Item> {
  /** `2026-01-31`, in the reader's time zone. */
  date: string;
  items: Item[];
}

/** @param timeZone IANA name; the reader's own when absent */
export function groupByDay<Item>(
  items: readonly Item[],
  instantOf: (item: Item) => string,
  timeZone?: string,
): Day<Item>[] {
  const days: Day<Item>[] = [];
  for (const item of items) {
    const date = dateOf(new Date(instantOf(item)), timeZone);
    const last = days.at(-1);
    if (last?.date === date) last.items.push(item);
    else days.push({ date, items: [item] });
  }
  return days;
}

/** The calendar date of an instant, as `2026-01-31`. */
export function dateOf(instant: Date, timeZone?: string): string {
  return new Intl.DateTimeFormat("en-CA", {
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    timeZone,
  }).format(instant);
}
