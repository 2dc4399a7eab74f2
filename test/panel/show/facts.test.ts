import { describe, expect, it } from "vitest";
import { factsOf } from "../../../panel/show/facts.ts";
import { anEvent } from "../support/contacts.ts";

const facts = (attributes: NonNullable<ReturnType<typeof anEvent>["attributes"]>, language = "en") =>
  factsOf(anEvent(1, { kind: "visit.checked-in", attributes }), language);

describe("factsOf", () => {
  it("shows text and numbers, and nothing nested or empty", () => {
    expect(facts({ b: 1200, a: "x", c: { d: 1 }, e: "", f: null, g: true })).toEqual([
      { name: "a", value: "x" },
      { name: "b", value: "1,200" },
    ]);
  });

  it("writes sums of money in their currency and the reader's language", () => {
    expect(facts({ amount: 2000, currency: "TRY" })).toEqual([
      { name: "amount", value: "TRY\u00a02,000.00" },
    ]);
    expect(facts({ amount: 2000, currency: "TRY" }, "tr")).toEqual([{ name: "amount", value: "₺2.000,00" }]);
  });

  it("writes seconds as a duration", () => {
    const values = [45, 120, 312].map((durationSeconds) => facts({ durationSeconds })[0]?.value);
    expect(values).toEqual(["45 sec", "2 min", "5 min 12 sec"]);
  });

  it("keeps a currency that is not one", () => {
    expect(facts({ currency: "points" })).toEqual([{ name: "currency", value: "points" }]);
  });

  it("leaves out what providers add to messages", () => {
    expect(factsOf(anEvent(1, { attributes: { numSegments: "1" } }), "en")).toEqual([]);
  });
});
