import { describe, expect, it } from "vitest";
import { shownAttribute, shownAttributes } from "../../../domain/profile/shown-attribute.ts";
import type { AttributeValue } from "../../../schemas/digest.ts";
import { daysAgo, digestOf, reported } from "./customers.ts";

function word(
  value: AttributeValue["value"],
  days: number,
  changes: Partial<AttributeValue> = {},
): AttributeValue {
  return { value, source: `s${days}`, at: daysAgo(days), level: "verified", eventId: `e${days}`, ...changes };
}

describe("an attribute with several sources", () => {
  it("shows the newest verified word", () => {
    expect(shownAttribute([word("old", 9), word("new", 1), word("older", 12)])).toMatchObject({
      value: "new",
      source: "s1",
      at: daysAgo(1),
      level: "verified",
      eventId: "e1",
    });
  });

  it("shows a claimed word only where there is no verified one", () => {
    const claimed = word("claimed", 1, { level: "claimed" });
    expect(shownAttribute([claimed, word("verified", 900)])).toMatchObject({ value: "verified" });
    expect(shownAttribute([claimed, word("claimed before", 2, { level: "claimed" })])).toMatchObject({
      value: "claimed",
      level: "claimed",
    });
  });

  it("shows every word that disagrees, the most trusted first", () => {
    const shown = shownAttribute([
      word("claimed", 1, { level: "claimed" }),
      word("old", 9),
      word("right", 3),
      word("right", 5),
    ]);
    expect(shown?.conflicts).toEqual([word("old", 9), word("claimed", 1, { level: "claimed" })]);
  });

  it("takes lists and objects for equal when they say the same, in whatever order of names", () => {
    const [one, other] = [word([{ id: "1", name: "Kart" }], 1), word([{ name: "Kart", id: "1" }], 2)];
    expect(shownAttribute([one, other])?.conflicts).toEqual([]);
    expect(shownAttribute([one, word([{ id: "2", name: "Kart" }], 2)])?.conflicts).toHaveLength(1);
  });

  it("is nothing where nobody has said anything", () => {
    expect(shownAttribute([])).toBeUndefined();
  });

  it("comes out of the events that reported it", () => {
    const attributes = shownAttributes(
      digestOf(
        reported({ name: "Ayşe Yılmaz" }, "crm", { occurredAt: daysAgo(30) }),
        reported({ name: "Ayşe Demir", company: "Acme" }, "store", { occurredAt: daysAgo(3) }),
        reported({ name: "Ayse" }, "form", {
          occurredAt: daysAgo(1),
          identifiers: [{ kind: "email", value: "a@example.com", level: "claimed" }],
        }),
      ),
    );
    expect(Object.keys(attributes)).toEqual(["company", "name"]);
    expect(attributes.name).toMatchObject({
      value: "Ayşe Demir",
      source: "store",
      conflicts: [{ value: "Ayşe Yılmaz" }, { value: "Ayse", level: "claimed", source: "form" }],
    });
    expect(attributes.company?.conflicts).toEqual([]);
  });
});
