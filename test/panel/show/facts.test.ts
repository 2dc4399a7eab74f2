import { describe, expect, it } from "vitest";
import { factWords } from "../../../panel/show/fact-words.ts";
import { factsOf } from "../../../panel/show/facts.ts";
import { type Language, translator } from "../../../panel/text/text.ts";
import { anEvent } from "../support/contacts.ts";

const facts = (
  attributes: NonNullable<ReturnType<typeof anEvent>["attributes"]>,
  language: Language = "en",
) => factsOf(anEvent(1, { kind: "visit.checked-in", attributes }), { language, t: translator(language) });

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
    const event = anEvent(1, { attributes: { numSegments: "1" } });
    expect(factsOf(event, { language: "en", t: translator("en") })).toEqual([]);
  });

  it("leaves out ids of things, which say nothing to a person, but not an order's number", () => {
    expect(facts({ articleId: "a-1", offerId: "o-1", orderId: "1001" })).toEqual([
      { name: "orderId", value: "1001" },
    ]);
  });

  it.each([
    ["outcome", "interested-later", "Daha sonra ilgilenecek"],
    ["outcome", "won-a-car", "Won a car"],
    ["status", "waiting", "Müşteri bekleniyor"],
    ["status", "blocked", "blocked"],
    ["state", "denied", "İzin yok"],
    ["channel", "sms", "SMS"],
    ["purpose", "marketing", "Pazarlama"],
    ["dueAt", "2026-03-05T10:00:00.000Z", "5 Mar 2026"],
    ["note", "constructor", "constructor"],
  ])("says what %s %s means", (name, value, words) => {
    expect(facts({ [name]: value }, "tr")).toEqual([{ name, value: words }]);
  });

  it("shows each slot by its own name", () => {
    const [fact] = facts({ slots: { "order-number": 1001, empty: "" } });
    expect(fact?.value).toBe("1,001");
    expect(factWords(fact?.name ?? "", translator("en"))).toBe("Order number");
    expect(facts({ slots: { empty: "" } })).toEqual([]);
    expect(facts({ slots: ["not", "slots"] })).toEqual([]);
  });
});
