import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { slaOf } from "../../../domain/sla/case-sla.ts";
import type { Calendar } from "../../../schemas/calendar.ts";
import { type Case, type CaseStatus, caseStatuses } from "../../../schemas/case.ts";
import { slaSchema } from "../../../schemas/sla.ts";
import { calendarNear, instant } from "../calendar/arbitraries.ts";
import { minuteMs, openByWallClock, wallClock } from "../calendar/wall-clock.ts";

type CaseTimes = Pick<Case, "openedAt" | "history" | "firstRespondedAt">;

const nineToSix = [{ from: "09:00", to: "18:00" }];
const calendar: Calendar = {
  zone: "Europe/Istanbul",
  week: {
    monday: nineToSix,
    tuesday: nineToSix,
    wednesday: nineToSix,
    thursday: nineToSix,
    friday: nineToSix,
  },
  exceptions: { "2026-06-03": [] },
};
const policy = { calendar, sla: { firstResponseMinutes: 60, resolutionMinutes: 9 * 60 } };

/** June 2026, on Istanbul's clocks: `"1 10:00"` is Monday the first, at ten. */
function june(text: string): string {
  const [day = "", time] = text.split(" ");
  return new Date(`2026-06-${day.padStart(2, "0")}T${time}:00+03:00`).toISOString();
}

/** A case that opened on Monday at ten, with its further changes of status. */
function caseWith(
  changes: readonly (readonly [at: string, status: CaseStatus])[],
  answered?: string,
): CaseTimes {
  const history = [["1 10:00", "open"] as const, ...changes].map(([at, status]) => ({
    at: june(at),
    status,
  }));
  return {
    openedAt: june("1 10:00"),
    history,
    ...(answered === undefined ? {} : { firstRespondedAt: june(answered) }),
  };
}

const at = (now: string, supportCase: CaseTimes) => slaOf(supportCase, policy, new Date(june(now)));

describe("the wait for the first response", () => {
  const first = (now: string, supportCase: CaseTimes) => {
    const { targetMinutes, ...clock } = at(now, supportCase).firstResponse;
    expect(targetMinutes).toBe(60);
    return clock;
  };

  it("runs from the opening, and says when it is due", () => {
    expect(first("1 10:20", caseWith([]))).toEqual({
      state: "running",
      elapsedMinutes: 20,
      dueAt: june("1 11:00"),
    });
  });

  it("shows whole minutes only", () => {
    const read = (now: string) => slaOf(caseWith([]), policy, new Date(now)).firstResponse;
    expect(read("2026-06-01T10:59:59.999+03:00")).toMatchObject({ state: "running", elapsedMinutes: 59 });
  });

  it("is met by an answer within the target, to the very end of it", () => {
    expect(first("1 15:00", caseWith([], "1 10:45"))).toEqual({ state: "met", elapsedMinutes: 45 });
    expect(first("1 15:00", caseWith([], "1 11:00"))).toEqual({ state: "met", elapsedMinutes: 60 });
  });

  it("is breached at the moment it is due, and stays so after a late answer", () => {
    const breach = { state: "breached", breachedAt: june("1 11:00") };
    expect(first("1 11:00", caseWith([]))).toEqual({ ...breach, elapsedMinutes: 60 });
    expect(first("1 12:00", caseWith([]))).toEqual({ ...breach, elapsedMinutes: 120 });
    expect(first("5 12:00", caseWith([], "1 11:30"))).toEqual({ ...breach, elapsedMinutes: 90 });
  });

  it("does not pause while the case waits for the customer", () => {
    expect(first("1 10:30", caseWith([["1 10:10", "waiting"]]))).toMatchObject({
      state: "running",
      elapsedMinutes: 30,
    });
  });

  it("ends with a case that ends unanswered, also when that is reopened", () => {
    const met = { state: "met", elapsedMinutes: 10 };
    expect(first("5 12:00", caseWith([["1 10:10", "closed"]]))).toEqual(met);
    expect(
      first(
        "5 12:00",
        caseWith(
          [
            ["1 10:10", "resolved"],
            ["2 10:00", "open"],
          ],
          "5 10:00",
        ),
      ),
    ).toEqual(met);
  });

  it("does not run at night, nor on a holiday", () => {
    const late = { openedAt: june("2 17:30"), history: [{ at: june("2 17:30"), status: "open" as const }] };
    expect(first("3 20:00", late)).toEqual({ state: "running", elapsedMinutes: 30, dueAt: june("4 09:30") });
  });

  it("has taken no time when the answer is older than the opening", () => {
    expect(first("1 12:00", caseWith([], "1 09:00"))).toEqual({ state: "met", elapsedMinutes: 0 });
  });

  it("is never due when the calendar never opens", () => {
    const never = { ...policy, calendar: { ...calendar, week: {}, exceptions: {} } };
    expect(slaOf(caseWith([]), never, new Date(june("9 12:00"))).firstResponse).toEqual({
      targetMinutes: 60,
      elapsedMinutes: 0,
      state: "running",
    });
  });
});

describe("the wait for the resolution", () => {
  const resolution = (now: string, supportCase: CaseTimes) => {
    const { targetMinutes, ...clock } = at(now, supportCase).resolution;
    expect(targetMinutes).toBe(540);
    return clock;
  };

  it("runs while the case is open, over the night", () => {
    expect(resolution("2 09:30", caseWith([]))).toEqual({
      ...{ state: "running", elapsedMinutes: 8 * 60 + 30, dueAt: june("2 10:00") },
    });
  });

  it("pauses while it waits for the customer, and is due later for it", () => {
    const waiting = caseWith([["1 12:00", "waiting"]]);
    expect(resolution("5 12:00", waiting)).toEqual({ state: "paused", elapsedMinutes: 120 });
    const again = caseWith([
      ["1 12:00", "waiting"],
      ["2 12:00", "open"],
    ]);
    expect(resolution("2 13:00", again)).toEqual({
      state: "running",
      elapsedMinutes: 180,
      dueAt: june("4 10:00"),
    });
  });

  it.each(["resolved", "closed"] as const)("is met by a case that is %s in time", (status) => {
    expect(resolution("9 12:00", caseWith([["1 16:00", status]]))).toEqual({
      state: "met",
      elapsedMinutes: 360,
    });
  });

  it("is met by a case that is closed while it waits for the customer", () => {
    const supportCase = caseWith([
      ["1 12:00", "waiting"],
      ["9 12:00", "closed"],
    ]);
    expect(resolution("9 12:30", supportCase)).toEqual({ state: "met", elapsedMinutes: 120 });
  });

  it("runs on when the case is reopened", () => {
    const reopened = caseWith([
      ["1 16:00", "resolved"],
      ["2 09:00", "open"],
    ]);
    expect(resolution("2 10:00", reopened)).toEqual({
      state: "running",
      elapsedMinutes: 420,
      dueAt: june("2 12:00"),
    });
    expect(resolution("2 14:00", reopened)).toEqual({
      ...{ state: "breached", elapsedMinutes: 660, breachedAt: june("2 12:00") },
    });
  });

  it("stays breached, whatever follows", () => {
    const late = caseWith([
      ["2 11:00", "waiting"],
      ["2 12:00", "open"],
      ["2 13:00", "resolved"],
    ]);
    expect(resolution("9 12:00", late)).toEqual({
      ...{ state: "breached", elapsedMinutes: 8 * 60 + 2 * 60 + 60, breachedAt: june("2 10:00") },
    });
  });

  it("is in time at the very moment it is due, not later, be it at night", () => {
    const nine = { openedAt: june("1 09:00"), history: [] };
    const resolvedAt = (time: string) => ({
      ...nine,
      history: [{ at: june(time), status: "resolved" as const }],
    });
    expect(resolution("2 09:00", resolvedAt("1 18:00"))).toEqual({ state: "met", elapsedMinutes: 540 });
    expect(resolution("2 09:00", resolvedAt("1 19:00"))).toEqual({
      ...{ state: "breached", elapsedMinutes: 540, breachedAt: june("1 18:00") },
    });
  });
});

const dayMinutes = 24 * 60;

/**
 * A case of any history in the four days after it opened, any calendar, and an instant to read it at.
 * Quarters of an hour throughout, so that a clock is often stopped at the very moment it is due.
 */
const situations = instant.chain((openedAt) => {
  const quarters = (min: number, max: number) =>
    fc.integer({ min: min / 15, max: max / 15 }).map((quarter) => quarter * 15);
  const change = fc.record({ minute: quarters(0, 4 * dayMinutes), status: fc.constantFrom(...caseStatuses) });
  return fc.record({
    openedAt: fc.constant(openedAt.getTime()),
    calendar: calendarNear(openedAt),
    changes: fc.array(change, { maxLength: 6 }).map((all) => all.toSorted((a, b) => a.minute - b.minute)),
    answeredAfter: fc.option(quarters(0, 4 * dayMinutes), { nil: undefined }),
    now: quarters(4 * dayMinutes, 5 * dayMinutes),
    targetMinutes: quarters(15, 2 * dayMinutes),
  });
});

/** A clock watched minute by minute: how long it ran while open, and when that first reached the target. */
function watch(openMinutes: readonly boolean[], runs: (minute: number) => boolean, targetMinutes: number) {
  let elapsedMinutes = 0;
  let breachedAfter: number | undefined;
  for (let minute = 0; minute <= openMinutes.length; minute++) {
    if (!runs(minute)) continue;
    if (elapsedMinutes >= targetMinutes) breachedAfter ??= minute;
    if (openMinutes[minute]) elapsedMinutes++;
  }
  return { elapsedMinutes, breachedAfter };
}

describe("the clocks of any case", () => {
  it("show what somebody would count who watched the case minute by minute", () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(situations, ({ openedAt, calendar, changes, answeredAfter, now, targetMinutes }) => {
        const time = (minute: number) => new Date(openedAt + minute * minuteMs).toISOString();
        const supportCase = {
          openedAt: time(0),
          history: changes.map(({ minute, status }) => ({ at: time(minute), status })),
          ...(answeredAfter === undefined ? {} : { firstRespondedAt: time(answeredAfter) }),
        };
        const sla = { firstResponseMinutes: targetMinutes, resolutionMinutes: targetMinutes };
        const shown = slaSchema.parse(slaOf(supportCase, { calendar, sla }, new Date(time(now))));

        const isOpen = openByWallClock(calendar);
        const openMinutes = Array.from({ length: now }, (_, minute) =>
          isOpen(wallClock(calendar.zone, openedAt + minute * minuteMs)),
        );
        const statusAt = (minute: number) =>
          changes.findLast((change) => change.minute <= minute)?.status ?? "open";
        const hasEnded = (minute: number) =>
          changes.some((change) => change.minute <= minute && /resolved|closed/.test(change.status));
        const first = watch(
          openMinutes,
          (minute) => !hasEnded(minute) && (answeredAfter === undefined || minute < answeredAfter),
          targetMinutes,
        );
        const resolution = watch(openMinutes, (minute) => statusAt(minute) === "open", targetMinutes);

        const stopped = answeredAfter !== undefined || hasEnded(now);
        const states = { open: "running", waiting: "paused", resolved: "met", closed: "met" };
        for (const [clock, counted, state] of [
          [shown.firstResponse, first, stopped ? "met" : "running"],
          [shown.resolution, resolution, states[statusAt(now)]],
        ] as const) {
          seen.add(`${clock.state} ${clock.dueAt !== undefined}`);
          expect(clock.elapsedMinutes).toBe(counted.elapsedMinutes);
          expect(clock.state).toBe(counted.breachedAfter === undefined ? state : "breached");
          expect(clock.breachedAt).toBe(
            counted.breachedAfter === undefined ? undefined : time(counted.breachedAfter),
          );
          if (clock.state !== "running") expect(clock.dueAt).toBeUndefined();
        }
      }),
      { numRuns: 100 },
    );
    expect([...seen]).toEqual(
      expect.arrayContaining(["running true", "paused false", "met false", "breached false"]),
    );
  });

  it("breach at the moment they said they were due, and not before", () => {
    fc.assert(
      fc.property(situations, ({ openedAt, calendar, now, targetMinutes }) => {
        const supportCase = { openedAt: new Date(openedAt).toISOString(), history: [] };
        const read = (ms: number) =>
          slaOf(
            supportCase,
            { calendar, sla: { firstResponseMinutes: 1, resolutionMinutes: targetMinutes } },
            new Date(ms),
          ).resolution;
        const { dueAt } = read(openedAt + now);
        if (dueAt === undefined) return;
        expect(read(Date.parse(dueAt) - 1)).toMatchObject({ state: "running", dueAt });
        expect(read(Date.parse(dueAt))).toMatchObject({ state: "breached", breachedAt: dueAt });
      }),
      { numRuns: 200 },
    );
  });
});
