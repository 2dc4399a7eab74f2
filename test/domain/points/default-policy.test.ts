import { describe, expect, it } from "vitest";
import { defaultPointPolicy } from "../../../domain/points/default-policy.ts";
import { entriesOf } from "../../../domain/points/point-entries.ts";
import { eventKindSchema } from "../../../schemas/contact-event.ts";
import { pointPolicySchema } from "../../../schemas/points.ts";
import { intentSchema } from "../../../schemas/understanding.ts";
import { contactEvent } from "../../support/events.ts";

const { rules } = defaultPointPolicy.rules;

const pointsFor = (kind: string, attributes = {}, recognised?: string) =>
  entriesOf(contactEvent({ kind, attributes }), recognised, defaultPointPolicy).map(({ points }) => points);

describe("the default point policy", () => {
  it("is one an admin could save", () => {
    expect(pointPolicySchema.parse(defaultPointPolicy.rules)).toEqual(defaultPointPolicy.rules);
    for (const { kind, intent, outcome } of rules) {
      expect(eventKindSchema.safeParse(kind).success).toBe(true);
      for (const name of [intent, outcome].filter((given) => given !== undefined))
        expect(intentSchema.safeParse(name).success).toBe(true);
    }
  });

  it("says every rule in both languages", () => {
    expect(
      rules.filter(({ label }) => !label.en.trim() || !label.tr.trim() || label.en === label.tr),
    ).toEqual([]);
  });

  it.each<[string, object, string | undefined, number[]]>([
    ["order.placed", {}, undefined, [20]],
    ["visit.checked-in", {}, undefined, [5]],
    ["offer.declined", {}, undefined, [-5]],
    ["outcome.recorded", { outcome: "sold", intent: "card-application" }, undefined, [20]],
    ["outcome.recorded", { outcome: "complaint", intent: "refund" }, undefined, [-10]],
    ["message.received", {}, "card-application", [10]],
    ["message.received", {}, "cancel-subscription", [-15]],
    ["call.ended", { intent: "cancel-subscription" }, undefined, [-15]],
    ["message.received", {}, undefined, []],
    ["message.sent", { intent: "card-application" }, undefined, []],
    ["page.viewed", {}, undefined, []],
    ["email.opened", {}, undefined, []],
  ])("gives for %s with %j, recognised as %s, %j", (kind, attributes, recognised, points) => {
    expect(pointsFor(kind, attributes, recognised)).toEqual(points);
  });
});

it("a policy with two rules of one id is refused: its entries could not be told apart", () => {
  const { data, error } = pointPolicySchema.safeParse({
    ...defaultPointPolicy.rules,
    rules: [...rules, rules[0]],
  });
  expect(data).toBeUndefined();
  expect(error?.issues[0]?.path).toEqual(["rules"]);
});
