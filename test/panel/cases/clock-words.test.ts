import { describe, expect, it } from "vitest";
import { readClock } from "../../../panel/cases/clock-words.ts";
import { type Language, translator } from "../../../panel/text/text.ts";
import type { Sla } from "../../../schemas/sla.ts";

const noon = "2026-03-10T12:00:00.000Z";
const running = { targetMinutes: 60, elapsedMinutes: 18, state: "running" as const };

function read(clock: Sla["resolution"], { over = false, language = "en" as Language, now = noon } = {}) {
  return readClock("firstResponse", clock, over, { now: new Date(now), language, t: translator(language) });
}

describe("readClock", () => {
  it("says how long is left, as the wall clock will show it", () => {
    const clock = { ...running, dueAt: "2026-03-11T09:30:00.000Z" };
    expect(read(clock)).toEqual({ look: "calm", words: "First response in 21 hr" });
    expect(read(clock, { language: "tr" }).words).toBe("İlk yanıt için 21 sa. kaldı");
  });

  it("warns when less than a quarter of the target is left", () => {
    expect(read({ ...running, elapsedMinutes: 45, dueAt: "2026-03-10T12:15:00.000Z" }).look).toBe("calm");
    expect(read({ ...running, elapsedMinutes: 46, dueAt: "2026-03-10T12:14:00.000Z" }).look).toBe("soon");
  });

  it("never says that no time is left while there is some", () => {
    const clock = { ...running, elapsedMinutes: 59, dueAt: "2026-03-10T12:00:10.000Z" };
    expect(read(clock).words).toBe("First response in 1 min");
  });

  it("counts a minute that has begun, until it is over", () => {
    const clock = { ...running, dueAt: "2026-03-10T12:41:30.000Z" };
    expect(read(clock).words).toBe("First response in 42 min");
    expect(read(clock, { now: "2026-03-10T12:41:40.000Z" }).words).toBe("First response breached 1 min ago");
  });

  it("turns late by itself at the very instant it is due", () => {
    const clock = { ...running, dueAt: "2026-03-10T12:05:00.000Z" };
    expect(read(clock, { now: "2026-03-10T12:04:59.999Z" }).look).toBe("calm");
    expect(read(clock, { now: "2026-03-10T12:05:00.000Z" }).look).toBe("late");
    expect(read(clock, { now: "2026-03-10T14:05:00.000Z" }).words).toBe("First response breached 2 hr ago");
  });

  it("says since when it is breached, and by how much it was once the wait is over", () => {
    const clock = {
      targetMinutes: 60,
      elapsedMinutes: 85,
      state: "breached" as const,
      breachedAt: "2026-03-10T10:00:00.000Z",
    };
    expect(read(clock)).toEqual({ look: "late", words: "First response breached 2 hr ago" });
    expect(read(clock, { over: true })).toEqual({
      look: "late",
      words: "First response came 25 min late",
    });
  });

  it("says what is left while it stands still", () => {
    expect(read({ targetMinutes: 60, elapsedMinutes: 20, state: "paused" })).toEqual({
      look: "paused",
      words: "First response paused, 40 min left",
    });
  });

  it("is content when the target was met", () => {
    expect(read({ targetMinutes: 60, elapsedMinutes: 20, state: "met" })).toEqual({
      look: "met",
      words: "First response in time",
    });
  });

  it("goes by working minutes where the calendar never opens again", () => {
    expect(read(running).words).toBe("First response in 42 min");
  });
});
