/** The clock of a simulation: it stands still while something happens, and then jumps to what happens next. */
import { Timetable } from "./timetable.ts";

type Happening = () => Promise<void>;

export class SimulatedTime {
  readonly #timetable = new Timetable<Happening>();
  readonly #startMs: number;
  #seconds: number;

  /** @param seconds what the clock shows at first, from the start on */
  constructor(startsAt: string, seconds: number) {
    this.#startMs = Date.parse(startsAt);
    this.#seconds = seconds;
  }

  get seconds(): number {
    return this.#seconds;
  }

  readonly now = (): Date => new Date(this.#startMs + this.#seconds * 1000);

  at(seconds: number, happening: Happening): void {
    this.#timetable.plan(seconds, happening);
  }

  readonly later = (seconds: number, happening: Happening): void =>
    this.at(this.#seconds + seconds, happening);

  async runUntil(seconds: number): Promise<void> {
    while (this.#timetable.nextAt <= seconds) {
      const next = this.#timetable.take();
      this.#seconds = next?.at ?? seconds;
      await next?.event();
    }
  }
}
