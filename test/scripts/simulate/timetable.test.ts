import fc from "fast-check";
import { expect, it } from "vitest";
import { Timetable } from "../../../scripts/simulate/timetable.ts";

it("gives back what was planned in the order of time, and of planning within the same time", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 20 })), fc.nat(30), (times, takenEarly) => {
      const timetable = new Timetable<number>();
      const expected = times.map((at, event) => ({ at, event }));
      expected.slice(0, takenEarly).forEach(({ at, event }) => {
        timetable.plan(at, event);
      });
      const taken: { at: number; event: number }[] = [];
      const take = () => {
        const soonest = timetable.nextAt;
        const next = timetable.take();
        if (next === undefined) return false;
        expect(next.at).toBe(soonest);
        taken.push({ at: next.at, event: next.event });
        return true;
      };
      while (take());
      expect(timetable.nextAt).toBe(Number.POSITIVE_INFINITY);
      expected.slice(takenEarly).forEach(({ at, event }) => {
        timetable.plan(at, event);
      });
      while (take());
      const byTime = (of: typeof expected) => of.toSorted((left, right) => left.at - right.at);
      expect(taken).toEqual([
        ...byTime(expected.slice(0, takenEarly)),
        ...byTime(expected.slice(takenEarly)),
      ]);
    }),
  );
});
