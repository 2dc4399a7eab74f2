import { describe, expect, it } from "vitest";
import { isRepeat } from "../../../domain/routing/repeat-contact.ts";
import type { Case } from "../../../schemas/case.ts";
import { aCase, daysAgo, hoursAgo, now } from "../brief/people.ts";
import { aPolicy } from "./cases-to-route.ts";

const policy = aPolicy({ repeatWithinDays: 7 });

const resolved = (days: number): Case["history"] => [
  { at: daysAgo(days + 1), status: "open" },
  { at: daysAgo(days), status: "resolved" },
];
const earlier = (changes: Partial<Case> = {}) =>
  aCase({ caseId: "C1-m0", intent: "refund", openedAt: daysAgo(9), history: resolved(3), ...changes });
const current = (changes: Partial<Case> = {}) =>
  aCase({
    intent: "refund",
    openedAt: hoursAgo(1),
    history: [{ at: hoursAgo(1), status: "open" }],
    ...changes,
  });

const repeats = (one: Case, ...others: Case[]) => isRepeat(one, [one, ...others], policy, now);

describe("a customer comes again (R51)", () => {
  it("about a topic that was resolved some days ago", () => {
    expect(repeats(current(), earlier())).toBe(true);
    expect(repeats(current(), earlier({ intent: "card-lost" }))).toBe(false);
    expect(repeats(current())).toBe(false);
  });

  it("about an order that was", () => {
    const references = ["order:1001", "campaign:spring"];
    const asked = earlier({ intent: "order-status", references });
    expect(repeats(current({ references: ["order:1001"] }), asked)).toBe(true);
    expect(repeats(current({ references: ["order:1002", "campaign:spring"] }), asked)).toBe(false);
  });

  it("not for having greeted before, nor where nothing is known of either", () => {
    expect(repeats(current({ intent: "greeting" }), earlier({ intent: "greeting" }))).toBe(false);
    const { intent: _, ...silent } = current();
    const { intent: __, ...silentBefore } = earlier();
    expect(repeats(silent, silentBefore)).toBe(false);
  });

  it.each([
    [7, true],
    [7.1, false],
  ])("%s days after it was resolved: %s", (days, expected) => {
    expect(repeats(current(), earlier({ history: resolved(days) }))).toBe(expected);
  });

  it("not while the other case was never resolved, or is the younger one", () => {
    expect(repeats(current(), earlier({ history: [{ at: daysAgo(4), status: "open" }] }))).toBe(false);
    expect(
      repeats(earlier({ history: [{ at: daysAgo(9), status: "open" }] }), current({ history: resolved(0) })),
    ).toBe(false);
  });

  it("when the case itself was resolved and has come back to life", () => {
    expect(repeats(current({ history: resolved(2) }))).toBe(false);
    const back: Case["history"] = [...resolved(2), { at: hoursAgo(1), status: "open" }];
    expect(repeats(current({ history: back }))).toBe(true);
    expect(repeats(current({ history: [...resolved(8), { at: hoursAgo(1), status: "open" }] }))).toBe(false);
  });
});
