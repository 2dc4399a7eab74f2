import { describe, expect, it } from "vitest";
import type { Candidate, Decision } from "../../../schemas/routing/decision.ts";
import { replayed, summary } from "../../../scripts/replay/compare.ts";
import { at, decisionRow } from "../../adapters/dynamodb/routing/rows.ts";
import { policyWith } from "../../world/routing/scene.ts";

const candidate = (agentId: string, idle: number, surplus: number): Candidate => ({
  agentId,
  idleSince: at(-idle),
  freeUnits: 60,
  capacityUnits: 60,
  spareLevels: 0,
  learned: { trials: 400, surplus, allTrials: 400, allSurplus: surplus },
  score: 0,
  terms: [],
});

const base = policyWith();
const learns = { ...base.learning, enabled: true, exploration: 0 };
/** Only who has waited longest, and only who is good at it. */
const byIdle = policyWith({
  weights: { continuity: 0, advantage: 0, idle: 1, load: 0, skill: 0 },
  learning: learns,
});
const bySuccess = policyWith({
  weights: { continuity: 0, advantage: 1, idle: 0, load: 0, skill: 0 },
  learning: learns,
});

const decision = (decisionId: string, changes: Partial<Decision> = {}) =>
  decisionRow(decisionId, {
    caseId: decisionId,
    usual: 0.5,
    candidates: [candidate("rested", 900, 0), candidate("good", 10, 200)],
    winner: "rested",
    ...changes,
  });

describe("a replay", () => {
  it("changes nothing under the policy that decided", () => {
    const comparisons = replayed([decision("d1"), decision("d2")], byIdle);
    expect(comparisons.map(({ winner, gain }) => [winner, gain])).toEqual([
      ["rested", 0],
      ["rested", 0],
    ]);
  });

  it("says who would have won, and what that is worth", () => {
    const [first] = replayed([decision("d1")], bySuccess);
    expect(first?.winner).toBe("good");
    // 200 more successes than usual in 400 trials, drawn towards nothing by 20.
    expect(first?.gain).toBeCloseTo(200 / 420, 9);
  });

  it("sums up what is decided, what changes and what it brings", () => {
    const waits = decision("d3", { candidates: [], winner: undefined } as never);
    const all = [...["d1", "d2", "d4"].map((id) => decision(id)), waits, decision("d5", { winner: "good" })];
    const text = summary(replayed(all, bySuccess), 2).split("\n");
    expect(text.slice(0, 3)).toEqual([
      "decisions                    5",
      "with an agent                4",
      "another agent would have won 3 (75.0 %)",
    ]);
    expect(text.slice(3)).toEqual([
      "other place in line          0",
      "expected successes           +1.43",
      `${at(0)}  d1  rested -> good`,
      `${at(0)}  d2  rested -> good`,
      "... and 1 more (--all)",
    ]);
  });

  it("counts who would have stood elsewhere in line", () => {
    const valued = { ...decisionRow("d").facts, highValue: true };
    const comparisons = replayed([decision("d1", { facts: valued }), decision("d2")], byIdle);
    expect(comparisons.map(({ aheadBySeconds }) => aheadBySeconds)).toEqual([
      base.priority.highValueSeconds,
      0,
    ]);
    expect(summary(comparisons, 0)).toContain("other place in line          1");
  });

  it("has an answer where nothing was decided", () => {
    expect(summary([], 20)).toContain("another agent would have won 0 (0.0 %)");
  });
});
