import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { contextOf } from "../../../domain/routing/context.ts";

describe("the context of a case (R48)", () => {
  it.each([
    [{}, "-|-"],
    [{ campaign: "", intent: "refund" }, "-|refund"],
    [
      { campaign: "credit-card.Spring_26", intent: "card-application" },
      "credit-card.Spring_26|card-application",
    ],
  ])("of %j is %s", (named, context) => {
    expect(contextOf(named)).toBe(context);
  });

  it("keeps apart what is spelt apart, and is fit for a key", () => {
    const name = fc.oneof(
      fc.string({ maxLength: 128 }),
      fc.string({ unit: "binary", maxLength: 128 }),
      fc.stringMatching(/^[-#|~ a-b]{1,100}$/),
    );
    fc.assert(
      fc.property(name, name, (campaign, other) => {
        const context = contextOf({ campaign, intent: "refund" });
        expect(context).toMatch(/^(-|[A-Za-z0-9._~-]{1,64})\|refund$/);
        expect(context === contextOf({ campaign: other, intent: "refund" })).toBe(campaign === other);
        expect(campaign === "" || !context.startsWith("-|")).toBe(true);
      }),
      { numRuns: 2000 },
    );
    const long = "x".repeat(100);
    expect(contextOf({ campaign: `${long}a` })).not.toBe(contextOf({ campaign: `${long}b` }));
    expect(contextOf({ campaign: "x".repeat(64) })).toBe(`${"x".repeat(64)}|-`);
    expect(contextOf({ campaign: "x".repeat(65) })).toMatch(/^x{40}~[0-9a-f]{8}\|-$/);
    expect(contextOf({ campaign: "Bahar Kampanyası" })).toMatch(/^Bahar-Kampanyas-~[0-9a-f]{8}\|-$/);
    expect(contextOf({ campaign: "-" })).not.toBe("-|-");
  });
});
