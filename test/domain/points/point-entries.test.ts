import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { entriesOf } from "../../../domain/points/point-entries.ts";
import type { ContactEvent } from "../../../schemas/contact-event.ts";
import { type PointRule, pointEntrySchema } from "../../../schemas/points.ts";
import { contactEvent } from "../../support/events.ts";

const label = { en: "Bought", tr: "Satın aldı" };
const rule = (conditions: Partial<PointRule>): PointRule => ({
  id: "bought",
  points: 7,
  label,
  ...conditions,
});
const policy = (...rules: PointRule[]) => ({ version: 3, rules: { fadesAfterDays: 90, rules } });

const sale = contactEvent({
  kind: "outcome.recorded",
  channel: "voice",
  attributes: { intent: "card-application", outcome: "sold" },
});

function holds(conditions: Partial<PointRule>, event: ContactEvent, recognised?: string): boolean {
  return entriesOf(event, recognised, policy(rule(conditions))).length === 1;
}

describe("the entries of an event", () => {
  it("say which rule of which policy gave what for what", () => {
    expect(entriesOf(sale, "refund", policy(rule({ outcome: "sold" })))).toEqual([
      {
        eventId: sale.eventId,
        occurredAt: sale.occurredAt,
        ruleId: "bought",
        policyVersion: 3,
        points: 7,
        fadesAfterDays: 90,
        channel: "voice",
        kind: "outcome.recorded",
        intent: "card-application",
        outcome: "sold",
        label,
      },
    ]);
  });

  it.each<[boolean, Partial<PointRule>]>([
    [true, {}],
    [true, { kind: "outcome.recorded" }],
    [false, { kind: "order.placed" }],
    [true, { channel: "voice" }],
    [false, { channel: "sms" }],
    [true, { intent: "card-application" }],
    [false, { intent: "refund" }],
    [true, { outcome: "sold" }],
    [false, { outcome: "declined" }],
    [true, { kind: "outcome.recorded", channel: "voice", intent: "card-application", outcome: "sold" }],
    [false, { kind: "order.placed", channel: "voice", intent: "card-application", outcome: "sold" }],
    [false, { kind: "outcome.recorded", channel: "sms", intent: "card-application", outcome: "sold" }],
    [false, { kind: "outcome.recorded", channel: "voice", intent: "refund", outcome: "sold" }],
    [false, { kind: "outcome.recorded", channel: "voice", intent: "card-application", outcome: "declined" }],
  ])("need every condition that is given: %s for %j", (expected, conditions) => {
    expect(holds(conditions, sale)).toBe(expected);
  });

  it("are one for each rule that holds, in the policy's order", () => {
    const rules = policy(
      rule({ id: "b" }),
      rule({ id: "no", kind: "else.where" }),
      rule({ id: "a", points: -2 }),
    );
    const entries = entriesOf(sale, undefined, rules);
    expect(entries.map(({ ruleId, points }) => [ruleId, points])).toEqual([
      ["b", 7],
      ["a", -2],
    ]);
  });

  it("go by the recognised intent where the event does not name one itself", () => {
    const unnamed = contactEvent();
    expect(holds({ intent: "refund" }, unnamed, "refund")).toBe(true);
    expect(holds({ intent: "refund" }, unnamed)).toBe(false);
    expect(holds({ intent: "refund" }, sale, "refund")).toBe(false);
    expect(entriesOf(unnamed, undefined, policy(rule({})))[0]).not.toHaveProperty("intent");
  });

  it.each([[7], [null], [["refund"]], [{ name: "refund" }], [""], ["not a name"]])(
    "take an intent or outcome of %j for none",
    (value) => {
      const event = contactEvent({ attributes: { intent: value, outcome: value } });
      expect(holds({ intent: "refund" }, event, "refund")).toBe(true);
      expect(entriesOf(event, undefined, policy(rule({})))[0]).not.toHaveProperty("outcome");
    },
  );

  it("are well formed whatever the attributes are", () => {
    const attributes = fc.dictionary(
      fc.constantFrom("intent", "outcome", "__proto__", "x"),
      fc.jsonValue().map((value) => value as NonNullable<ContactEvent["attributes"]>[string]),
    );
    fc.assert(
      fc.property(attributes, (given) => {
        const entries = entriesOf(contactEvent({ attributes: given }), undefined, policy(rule({})));
        expect(entries.map((one) => pointEntrySchema.parse(one))).toEqual(entries);
      }),
    );
  });
});
