import { describe, expect, it } from "vitest";
import { orderCases } from "../../../panel/cases/order-cases.ts";
import { aCase } from "../support/cases.ts";

describe("orderCases", () => {
  it("puts what needs work first, the newest before the older, and what is over apart", () => {
    const { current, past } = orderCases([
      aCase(1),
      aCase(2, { status: "closed" }),
      aCase(3, { status: "waiting" }),
      aCase(4, { status: "resolved" }),
      aCase(5),
    ]);
    expect(current.map(({ caseId }) => caseId)).toEqual(["case-5", "case-1", "case-3"]);
    expect(past.map(({ caseId }) => caseId)).toEqual(["case-4", "case-2"]);
  });
});
