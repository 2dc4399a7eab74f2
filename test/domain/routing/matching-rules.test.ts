import { describe, expect, it } from "vitest";
import { matchRules, type Traits } from "../../../domain/routing/matching-rules.ts";
import type { RoutingCondition } from "../../../schemas/routing/policy.ts";
import { attributesOf } from "../profile/customers.ts";
import { aPolicy, aQueue } from "./cases-to-route.ts";

const traits: Traits = {
  channel: "whatsapp",
  campaign: "card-spring",
  intent: "card-application",
  type: "request",
  language: "tr",
  attributes: attributesOf({ segment: "Özel", region: "west", branches: [4, 7], score: 3 }),
  highValue: true,
  repeat: false,
};
const nobody: Traits = { channel: "voice", type: "other", attributes: {}, highValue: false, repeat: false };

const queues = [aQueue("general"), aQueue("special")];
const holds = (when: object, of: Traits = traits) =>
  matchRules(of, aPolicy({ queues, rules: [{ ruleId: "one", when, queueId: "special" }] })).queueId ===
  "special";

/** R44: by history (`repeat`), by support level (`segments`, `highValue`); R45: by the CRM's attributes; R47: by campaign. */
const conditions: { readonly [Name in keyof RoutingCondition]-?: readonly [unknown, unknown] } = {
  channels: [["voice", "whatsapp"], ["voice"]],
  campaigns: [["autumn", "card-*"], ["autumn"]],
  intents: [["card-application"], ["refund"]],
  types: [["request"], ["complaint"]],
  languages: [["en", "tr"], ["en"]],
  segments: [["gold", "ozel"], ["gold"]],
  attributes: [
    { region: ["east", "west"], score: [3] },
    { region: ["west"], score: [4] },
  ],
  highValue: [true, false],
  repeat: [false, true],
};

describe("a rule", () => {
  it("without conditions holds always", () => {
    expect([holds({}), holds({}, nobody)]).toEqual([true, true]);
  });

  it.each(Object.entries(conditions))("asks for %s (R43, R44, R45, R47)", (name, [right, wrong]) => {
    expect(holds({ [name]: right })).toBe(true);
    expect(holds({ [name]: wrong })).toBe(false);
  });

  it("holds only where all its conditions do", () => {
    const right = Object.fromEntries(Object.entries(conditions).map(([name, [value]]) => [name, value]));
    expect(holds(right)).toBe(true);
    for (const [name, [, wrong]] of Object.entries(conditions))
      expect(holds({ ...right, [name]: wrong }), name).toBe(false);
  });

  it.each(["campaigns", "intents", "languages", "segments", "attributes"] as const)(
    "about %s does not hold where nothing is known of them (R49)",
    (name) => {
      expect(holds({ [name]: conditions[name][0] }, nobody)).toBe(false);
    },
  );

  it("compares attributes of the CRM as the values they are (R45)", () => {
    expect(holds({ attributes: { branches: [[4, 7]] } })).toBe(true);
    expect(holds({ attributes: { branches: [[7, 4]] } })).toBe(false);
    expect(holds({ attributes: { score: ["3"] } })).toBe(false);
    expect(holds({ attributes: { constructor: ["west"] } })).toBe(false);
  });
});

describe("the rules of a policy", () => {
  const policy = aPolicy({
    queues: [...queues, aQueue("cards", { skills: { card: 2, constructor: 1 } })],
    rules: [
      { ruleId: "turkish", when: { languages: ["tr"] }, skills: { patience: 3 } },
      { ruleId: "campaign", when: { campaigns: ["card-*"] }, queueId: "cards", skills: { card: 1 } },
      { ruleId: "refund", when: { intents: ["refund"] }, queueId: "special", skills: { card: 5 } },
      { ruleId: "valued", when: { highValue: true }, queueId: "special", skills: { card: 4, patience: 1 } },
    ],
  });

  it("name the queue by the first that has one, and add up their skills at the highest level (R43)", () => {
    expect(matchRules(traits, policy)).toEqual({
      queueId: "cards",
      skills: { patience: 3, card: 4, constructor: 1 },
      rules: ["turkish", "campaign", "valued"],
    });
  });

  it("leave to the default queue what none of them holds for (R49)", () => {
    expect(matchRules(nobody, policy)).toEqual({ queueId: "general", skills: {}, rules: [] });
  });
});
