import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { secondsToNextStep, stepAt, stepsOf } from "../../../domain/routing/steps.ts";
import type { RoutingPolicy } from "../../../schemas/routing/policy.ts";
import type { Requirement } from "../../../schemas/routing/requirement.ts";
import { stepSchema } from "../../../schemas/routing/routing.ts";
import { aPolicy, aQueue } from "./cases-to-route.ts";

/** A Tuesday at 15:00 in Istanbul. */
const now = new Date("2026-03-10T12:00:00.000Z");
const secondsLater = (seconds: number) => new Date(now.getTime() + seconds * 1000);

const policy = aPolicy({
  queues: [
    aQueue("general"),
    aQueue("cards", { skills: { card: 3 }, overflow: { queueId: "help", afterSeconds: 120 } }),
    aQueue("help", { skills: { calm: 2 } }),
  ],
  relaxation: [
    { afterSeconds: 60, lowerSkillsBy: 1 },
    { afterSeconds: 180, lowerSkillsBy: 4, anyLanguage: true },
  ],
  stickiness: { withinDays: 30, holdSeconds: 30 },
});
const wanted: Requirement = { queueId: "general", skills: { card: 3, tax: 1 }, language: "tr" };
const told = (asked: Requirement, by: RoutingPolicy = policy, at = now) =>
  stepsOf(asked, by, at).map(({ afterSeconds, reason }) => [afterSeconds, reason]);

describe("the circles of agents (R43)", () => {
  it("ask for less and less, but never for nothing of a skill", () => {
    expect(stepsOf(wanted, policy, now)).toEqual([
      { afterSeconds: 0, reason: "exact", requirement: wanted },
      {
        afterSeconds: 60,
        reason: "lower-skills",
        requirement: { queueId: "general", skills: { card: 2, tax: 1 }, language: "tr" },
      },
      {
        afterSeconds: 180,
        reason: "any-language",
        requirement: { queueId: "general", skills: { card: 1, tax: 1 } },
      },
    ]);
  });

  it("are one where there is nothing to ask less of", () => {
    expect(told({ queueId: "general", skills: {} })).toEqual([[0, "exact"]]);
    expect(told({ queueId: "general", skills: { tax: 1 }, language: "tr" })).toEqual([
      [0, "exact"],
      [180, "any-language"],
    ]);
  });

  it("begin with whoever served the customer last, for a time (R44)", () => {
    const steps = stepsOf({ ...wanted, agentId: "ayse" }, policy, now);
    expect(steps[0]).toEqual({
      afterSeconds: 0,
      reason: "held-for-last-agent",
      requirement: { ...wanted, agentId: "ayse" },
    });
    expect(steps.slice(1).map(({ afterSeconds, reason }) => [afterSeconds, reason])).toEqual([
      [30, "exact"],
      [60, "lower-skills"],
      [180, "any-language"],
    ]);
    const long = aPolicy({ ...policy, stickiness: { withinDays: 1, holdSeconds: 90 } });
    expect(told({ ...wanted, agentId: "ayse" }, long)).toEqual([
      [0, "held-for-last-agent"],
      [90, "lower-skills"],
      [180, "any-language"],
    ]);
    const off = aPolicy({ ...policy, stickiness: { withinDays: 1, holdSeconds: 0 } });
    expect(told({ ...wanted, agentId: "ayse" }, off)[0]).toEqual([0, "exact"]);
  });

  it("end with another queue, which asks for what its own cases ask for", () => {
    const steps = stepsOf({ queueId: "cards", skills: { card: 3 }, language: "tr" }, policy, now);
    expect(steps.map(({ afterSeconds, reason }) => [afterSeconds, reason])).toEqual([
      [0, "exact"],
      [60, "lower-skills"],
      [120, "overflow"],
      [180, "any-language"],
    ]);
    expect(steps[2]?.requirement).toEqual({ queueId: "help", skills: { calm: 1 }, language: "tr" });
  });

  it("rise in time, differ, hold no more than is asked, and start at once: for any policy", () => {
    const seconds = fc.integer({ min: 1, max: 500 });
    const level = fc.integer({ min: 1, max: 5 });
    const skills = fc.dictionary(fc.constantFrom("card", "tax", "calm"), level);
    fc.assert(
      fc.property(
        fc.record({
          relaxation: fc
            .array(
              fc.record({
                afterSeconds: seconds,
                lowerSkillsBy: fc.integer({ min: 0, max: 4 }),
                anyLanguage: fc.boolean(),
              }),
              { maxLength: 5 },
            )
            .map((circles) => circles.toSorted((left, right) => left.afterSeconds - right.afterSeconds)),
          holdSeconds: fc.integer({ min: 0, max: 500 }),
          overflow: fc.option(fc.record({ queueId: fc.constant("help"), afterSeconds: seconds }), {
            nil: undefined,
          }),
          agentId: fc.option(fc.constant("ayse"), { nil: undefined }),
          language: fc.option(fc.constant("tr"), { nil: undefined }),
          skills,
        }),
        ({ relaxation, holdSeconds, overflow, agentId, language, skills: asked }) => {
          const any = aPolicy({
            queues: [aQueue("cards", overflow === undefined ? {} : { overflow }), aQueue("help")],
            defaultQueueId: "cards",
            relaxation,
            stickiness: { withinDays: 1, holdSeconds },
          });
          const steps = stepsOf({ queueId: "cards", skills: asked, language, agentId }, any, now);
          expect(steps[0]?.afterSeconds).toBe(0);
          for (const [index, step] of steps.entries()) {
            expect(stepSchema.parse(JSON.parse(JSON.stringify(step)))).toEqual(
              JSON.parse(JSON.stringify(step)),
            );
            const { queueId, skills: levels } = step.requirement;
            if (queueId === "cards") expect(Object.keys(levels)).toEqual(Object.keys(asked));
            for (const [skill, one] of Object.entries(levels)) {
              expect(one).toBeGreaterThanOrEqual(1);
              expect(one).toBeLessThanOrEqual(asked[skill] ?? 0);
            }
            const before = steps[index - 1];
            if (before === undefined) continue;
            expect(step.afterSeconds).toBeGreaterThan(before.afterSeconds);
            expect(step.requirement).not.toEqual(before.requirement);
            if (before.requirement.queueId === "help") expect(queueId).toBe("help");
            expect(step.requirement.agentId).toBeUndefined();
          }
        },
      ),
    );
  });
});

const officeHours = (from: string, to: string) => {
  const shifts = [{ from, to }];
  return {
    zone: "Europe/Istanbul",
    week: { monday: shifts, tuesday: shifts, wednesday: shifts, thursday: shifts, friday: shifts },
  };
};
const hours = (cards: object, help: object) =>
  aPolicy({
    ...policy,
    queues: [
      aQueue("general"),
      aQueue("cards", { overflow: { queueId: "help", afterSeconds: 120 }, ...cards }),
      aQueue("help", help),
    ],
  });
/** 23:00 in Istanbul: ten hours to the opening at nine. */
const night = new Date("2026-03-10T20:00:00.000Z");
const opens = 10 * 3600;
const asked: Requirement = { queueId: "cards", skills: { card: 2 }, language: "tr" };
const day = { calendar: officeHours("09:00", "18:00") };

describe("the circles of a queue with opening hours (R44, by time)", () => {
  it("widen from when it opens: whoever writes at night finds the right agents in the morning", () => {
    expect(told(asked, hours(day, day), night)).toEqual([
      [0, "exact"],
      [opens + 60, "lower-skills"],
      [opens + 120, "overflow"],
      [opens + 180, "any-language"],
    ]);
    expect(told({ ...asked, agentId: "ayse" }, hours(day, day), night).slice(0, 2)).toEqual([
      [0, "held-for-last-agent"],
      [opens + 30, "exact"],
    ]);
  });

  it("are of the queue that helps while only that one is open", () => {
    expect(told(asked, hours(day, {}), night)).toEqual([
      [0, "overflow"],
      [180, "any-language"],
    ]);
    const early = hours(day, { calendar: officeHours("07:00", "18:00") });
    expect(told(asked, early, night)).toEqual([
      [0, "exact"],
      [opens - 2 * 3600, "overflow"],
      [opens - 2 * 3600 + 180, "any-language"],
    ]);
  });

  it("are only the first where it never opens", () => {
    const never = hours({ calendar: { zone: "UTC", week: {} } }, { calendar: { zone: "UTC", week: {} } });
    expect(told({ ...asked, agentId: "ayse" }, never, night)).toEqual([[0, "exact"]]);
  });
});

describe("the step of a case in line", () => {
  const enqueuedAt = now.toISOString();
  const steps = stepsOf(wanted, policy, now);
  const waiting = { steps, step: 0, enqueuedAt };

  it.each([
    [0, 0],
    [59.999, 0],
    [60, 1],
    [179, 1],
    [180, 2],
    [99_999, 2],
    [-5, 0],
  ])("after %s s is %s, and never one that it has left", (waited, step) => {
    expect(stepAt(waiting, secondsLater(waited))).toBe(step);
    expect(stepAt({ ...waiting, step: 1 }, secondsLater(waited))).toBe(Math.max(1, step));
  });

  it.each([
    [0, 60],
    [59.5, 1],
    [60, 120],
    [100.2, 80],
    [180, 900],
  ])("after %s s is looked at again %s s later", (waited, seconds) => {
    const at = secondsLater(waited);
    expect(secondsToNextStep({ ...waiting, step: stepAt(waiting, at) }, policy, at)).toBe(seconds);
  });

  it("is looked at again at once where it is not the one that the case has come to", () => {
    expect(secondsToNextStep(waiting, policy, secondsLater(59))).toBe(1);
    expect(secondsToNextStep(waiting, policy, secondsLater(58))).toBe(2);
    expect(secondsToNextStep(waiting, policy, secondsLater(60))).toBe(1);
    expect(secondsToNextStep(waiting, policy, secondsLater(9_999))).toBe(1);
    expect(secondsToNextStep({ ...waiting, step: 1 }, policy, secondsLater(9_999))).toBe(1);
    expect(secondsToNextStep({ ...waiting, step: 2 }, policy, secondsLater(9_999))).toBe(900);
  });

  it("is looked at again when its queue opens", () => {
    const closed = hours(day, day);
    const overnight = { steps: stepsOf(asked, closed, night), step: 0, enqueuedAt: night.toISOString() };
    const justBefore = (seconds: number) => new Date(night.getTime() + (opens - seconds) * 1000);
    expect(secondsToNextStep(overnight, closed, night)).toBe(900);
    expect(secondsToNextStep(overnight, closed, justBefore(10.3))).toBe(11);
    expect(secondsToNextStep(overnight, closed, justBefore(0))).toBe(60);
  });

  it("comes in time whenever the workflow wakes: no step is slept through", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 300_000 }), (waitedMs) => {
        const at = secondsLater(waitedMs / 1000);
        const slept = secondsToNextStep({ ...waiting, step: stepAt(waiting, at) }, policy, at);
        expect(slept).toBeGreaterThanOrEqual(1);
        expect(slept).toBeLessThanOrEqual(900);
        const next = steps[stepAt(waiting, at) + 1];
        if (next === undefined) return;
        const late = waitedMs / 1000 + slept - next.afterSeconds;
        expect(late).toBeGreaterThanOrEqual(0);
        expect(late).toBeLessThanOrEqual(1);
      }),
    );
  });
});
