import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { armOf } from "../../../domain/routing/arm.ts";
import { policyWith } from "../../world/routing/scene.ts";

const learning = (share: number, enabled = true) => ({ ...policyWith().learning, enabled, share });
const cases = Array.from({ length: 4000 }, (_, index) => `C${index}-m1`);
const learnedOf = (share: number) => cases.filter((caseId) => armOf(caseId, learning(share)) === "learned");

describe("the share of cases that learning decides", () => {
  it.each([0, 0.1, 0.5, 0.9, 1])("is about %s of them", (share) => {
    // Four standard deviations of a binomial.
    const slack = 4 * Math.sqrt((share * (1 - share)) / cases.length);
    expect(Math.abs(learnedOf(share).length / cases.length - share)).toBeLessThanOrEqual(slack);
  });

  it("only grows: nobody is moved to the control group when it is raised", () => {
    const shares = fc.tuple(
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
    );
    fc.assert(
      fc.property(fc.string(), shares, (caseId, [one, other]) => {
        const [less, more] = [learning(Math.min(one, other)), learning(Math.max(one, other))];
        if (armOf(caseId, less) === "learned") expect(armOf(caseId, more)).toBe("learned");
      }),
    );
  });

  it("is none when learning is off", () => {
    expect(cases.some((caseId) => armOf(caseId, learning(1, false)) === "learned")).toBe(false);
  });
});
