import { describe, expect, it } from "vitest";
import { marksOf } from "../../../panel/cases/case-marks.ts";
import { translator } from "../../../panel/text/text.ts";
import { aCase } from "../support/cases.ts";

const marks = (...cases: Parameters<typeof marksOf>[0]) => marksOf(cases, translator("en"));

describe("marksOf", () => {
  it("names a case by its intent, else by what sort of request it is", () => {
    const found = marks(aCase(1, { intent: "card-lost" }), aCase(2, { type: "complaint" }));
    expect([...found.values()].map(({ name }) => name)).toEqual(["Lost card", "Complaint"]);
  });

  it("leaves each case its colour when a new one comes, in whatever order they are listed", () => {
    const before = marks(aCase(2), aCase(1));
    const after = marks(aCase(3), aCase(1), aCase(2));
    for (const caseId of ["case-1", "case-2"]) {
      expect(after.get(caseId)?.colour).toBe(before.get(caseId)?.colour);
    }
    expect(new Set([...after.values()].map(({ colour }) => colour)).size).toBe(3);
  });

  it("has colours for any number of cases", () => {
    const many = marks(...Array.from({ length: 20 }, (_, day) => aCase(day + 1)));
    expect([...many.values()].every(({ colour }) => colour >= 0 && colour < 6)).toBe(true);
  });

  it("marks what belongs to a part as what belongs to the whole", () => {
    const found = marks(aCase(1, { parts: ["part-a"] }));
    expect(found.get("part-a")).toEqual(found.get("case-1"));
    expect(found.get("part-a")?.caseId).toBe("case-1");
  });
});
