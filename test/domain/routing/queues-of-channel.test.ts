import { describe, expect, it } from "vitest";
import { defaultRoutingPolicy } from "../../../domain/routing/default-routing-policy.ts";
import { queuesOfChannel } from "../../../domain/routing/queues-of-channel.ts";
import type { RoutingCondition } from "../../../schemas/routing/policy.ts";
import { aPolicy, aQueue } from "./cases-to-route.ts";

const queues = ["general", "special", "other"].map((queueId) => aQueue(queueId));
const queuesBy = (...whens: readonly (readonly [RoutingCondition, string])[]) =>
  queuesOfChannel(
    "store",
    aPolicy({
      queues,
      rules: whens.map(([when, queueId], index) => ({ ruleId: `rule-${index}`, when, queueId })),
    }),
  );

describe("the queues of a channel", () => {
  it("are all of the policy that ships, on every channel", () => {
    expect(queuesOfChannel("store", defaultRoutingPolicy)).toEqual([
      "general",
      "complaints",
      "cards",
      "premium",
    ]);
  });

  it("are the one of the policy where no rule names another", () => {
    expect(queuesBy()).toEqual(["general"]);
  });

  it.each<RoutingCondition>([
    { channels: ["chat", "store"] },
    { campaigns: ["card-*"] },
    { intents: ["refund"], types: ["complaint"] },
    { languages: ["tr"], segments: ["Özel"] },
    { attributes: { region: ["west"], score: [3] } },
    { highValue: true, repeat: true },
    { highValue: false, repeat: false },
  ])("are also those that a rule leads to that its cases can fulfil: %j", (when) => {
    expect(queuesBy([when, "special"])).toContain("special");
  });

  it("are none that other channels alone are led to", () => {
    expect(queuesBy([{ channels: ["chat"] }, "special"])).toEqual(["general"]);
    expect(queuesBy([{ channels: ["chat"], intents: ["refund"] }, "special"])).toEqual(["general"]);
  });

  it("are none that an earlier rule never lets its cases reach", () => {
    expect(queuesBy([{ channels: ["store"] }, "special"], [{ intents: ["refund"] }, "other"])).toEqual([
      "special",
    ]);
    expect(queuesBy([{ intents: ["refund"] }, "other"], [{ channels: ["store"] }, "special"])).toEqual([
      "special",
      "other",
    ]);
  });
});
