/** What is going to happen in a simulated time, soonest first: a binary heap. */

interface Entry<Event> {
  readonly at: number;
  /** Events of the same time happen in the order in which they were planned. */
  readonly order: number;
  readonly event: Event;
}

const isSooner = (left: Entry<unknown>, right: Entry<unknown>): boolean =>
  left.at < right.at || (left.at === right.at && left.order < right.order);

export class Timetable<Event> {
  readonly #heap: Entry<Event>[] = [];
  #planned = 0;

  /** Infinity when nothing is planned. */
  get nextAt(): number {
    return this.#heap[0]?.at ?? Number.POSITIVE_INFINITY;
  }

  plan(at: number, event: Event): void {
    const entry = { at, order: this.#planned++, event };
    let place = this.#heap.length;
    this.#heap.push(entry);
    while (place > 0) {
      const above = (place - 1) >> 1;
      const parent = this.#heap[above];
      if (parent === undefined || isSooner(parent, entry)) break;
      this.#heap[place] = parent;
      place = above;
    }
    this.#heap[place] = entry;
  }

  /** The next event with its time, taken out; `undefined` when nothing is planned. */
  take(): { readonly at: number; readonly event: Event } | undefined {
    const first = this.#heap[0];
    const last = this.#heap.pop();
    if (first === undefined || last === undefined || first === last) return first;
    let place = 0;
    for (;;) {
      const [left, right] = [this.#heap[2 * place + 1], this.#heap[2 * place + 2]];
      if (left === undefined) break;
      const goesRight = right !== undefined && isSooner(right, left);
      const child = goesRight ? right : left;
      if (isSooner(last, child)) break;
      this.#heap[place] = child;
      place = 2 * place + (goesRight ? 2 : 1);
    }
    this.#heap[place] = last;
    return first;
  }
}
