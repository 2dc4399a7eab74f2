import { describe, expect, it } from "vitest";
import { lastAgentOf } from "../../../domain/routing/last-agent.ts";
import { aCase, daysAgo, now } from "../brief/people.ts";
import { aPolicy } from "./cases-to-route.ts";

const policy = aPolicy({
  stickiness: { withinDays: 30, holdSeconds: 30 },
  bots: [{ agentId: "bot-1", channels: ["chat"] }],
});
const served = (agentId: string | undefined, days: number) =>
  aCase({ lastEventAt: daysAgo(days), ...(agentId === undefined ? {} : { owner: { agentId } }) });

describe("whoever served the customer last (R44, by history)", () => {
  it("is the owner of the newest case that had one", () => {
    expect(lastAgentOf([served("ayse", 9), served("mehmet", 3), served(undefined, 1)], policy, now)).toBe(
      "mehmet",
    );
    expect(lastAgentOf([served(undefined, 1)], policy, now)).toBeUndefined();
    expect(lastAgentOf([], policy, now)).toBeUndefined();
  });

  it("counts for as long as the policy says", () => {
    expect(lastAgentOf([served("ayse", 30)], policy, now)).toBe("ayse");
    expect(lastAgentOf([served("ayse", 30.1)], policy, now)).toBeUndefined();
    const off = aPolicy({ stickiness: { withinDays: 0, holdSeconds: 30 } });
    expect(lastAgentOf([served("ayse", 0)], off, now)).toBeUndefined();
  });

  it("is never a bot, nor what cannot be an agent's id", () => {
    expect(lastAgentOf([served("ayse", 9), served("bot-1", 1)], policy, now)).toBe("ayse");
    expect(lastAgentOf([served("a#b", 1), served(" ", 1)], policy, now)).toBeUndefined();
  });
});
