import { describe, expect, it } from "vitest";
import { withFallback } from "../../../domain/understanding/understand.ts";

const byModel = { caseType: "request", sentiment: 0.5 } as const;
const byRules = { caseType: "other", sentiment: 0 } as const;

describe("an understanding with a fallback", () => {
  it("is the first one's where there is one", async () => {
    const failures: unknown[] = [];
    const understand = withFallback(
      async () => byModel,
      () => byRules,
      (error) => failures.push(error),
    );
    expect(await understand("merhaba")).toBe(byModel);
    expect(failures).toEqual([]);
  });

  it("is the rules' where the first one fails, and the failure is told", async () => {
    const trouble = new Error("no answer");
    const failures: unknown[] = [];
    const understand = withFallback(
      async () => {
        throw trouble;
      },
      (text) => ({ ...byRules, intent: text }),
      (error) => failures.push(error),
    );
    expect(await understand("merhaba")).toEqual({ ...byRules, intent: "merhaba" });
    expect(failures).toEqual([trouble]);
  });
});
