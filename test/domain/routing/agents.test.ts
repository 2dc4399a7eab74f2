import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ContendedRoutingError } from "../../../domain/errors.ts";
import { saveAgentProfile, setAgentStatus } from "../../../domain/routing/agents.ts";
import { agentStatuses } from "../../../schemas/routing/agent.ts";
import { agentOf, at, caseOf } from "../../world/routing/scene.ts";
import { desk, onHand, onOffer } from "./desk.ts";

const chat = (caseId: string) => caseOf(caseId, { medium: "chat", taskToken: `t-${caseId}` });
const profile = { ...agentOf("a1").profile, name: "Ayşe" };

describe("an agent's status", () => {
  it("is the newest that anybody said, in whatever order and however often it is told", async () => {
    const news = fc.array(fc.record({ status: fc.constantFrom(...agentStatuses), second: fc.nat(20) }), {
      minLength: 1,
      maxLength: 8,
    });
    await fc.assert(
      fc.asyncProperty(news, async (told) => {
        const here = desk({ agents: [agentOf("a1", { status: "away", statusAt: at(-1) })] });
        for (const { status, second } of told) await setAgentStatus(here, "a1", status, at(second));
        const newest = told.reduce((one, other) => (other.second > one.second ? other : one));
        const { status, statusAt } = here.store.agents.get("a1") ?? {};
        expect({ status, statusAt }).toEqual({ status: newest.status, statusAt: at(newest.second) });
      }),
      { numRuns: 50 },
    );
  });

  it("changes nothing when it is old news, doubled, or of an agent nobody knows", async () => {
    const here = desk({ agents: [agentOf("a1", { statusAt: at(5), misses: 1 })] });
    for (const second of [4, 5]) {
      expect(await setAgentStatus(here, "a1", "offline", at(second))).toMatchObject({
        status: "available",
        version: 1,
      });
    }
    expect(await setAgentStatus(here, "a2", "available", at(9))).toBeUndefined();
    expect(here.store.agents.has("a2")).toBe(false);
  });

  it("that is available again forgets misses and refusals, and stands last among those who wait", async () => {
    const declined = [{ caseId: "c9", until: at(900) }];
    const here = desk({ agents: [agentOf("a1", { status: "away", misses: 2, declined })] });
    expect(await setAgentStatus(here, "a1", "available", at(3))).toMatchObject({
      misses: 0,
      declined: [],
      idleSince: at(3),
    });
  });
});

describe("an agent who comes", () => {
  it("takes the first case in line", async () => {
    const here = desk({ agents: [agentOf("a1", { status: "offline" })], routings: [chat("c1")] });
    await setAgentStatus(here, "a1", "available", at(3));
    expect(here.told).toEqual(["resume t-c1 a1 1"]);
  });

  it("takes it all the same when the try before died after it had saved the status", async () => {
    const here = desk({ agents: [agentOf("a1", { statusAt: at(3) })], routings: [chat("c1")] });
    await setAgentStatus(here, "a1", "available", at(3));
    expect(here.told).toEqual(["resume t-c1 a1 1"]);
  });
});

describe("an agent who goes", () => {
  const offer = onOffer(chat("c1"), agentOf("a1", { statusAt: at(0) }));
  const both = onHand(chat("c2"), offer.agent);

  it("gives back what is offered, and keeps what they have accepted", async () => {
    const here = desk({ agents: [both.agent], routings: [offer.routing, both.routing] });
    await setAgentStatus(here, "a1", "offline", at(20));
    expect(here.told).toEqual(["interrupt t-c1 AgentLeft"]);
    expect(here.store.routings.get("c1")).toMatchObject({ status: "waiting", rank: at(0) });
    expect(here.store.agents.get("a1")?.work.map(({ caseId }) => caseId)).toEqual(["c2"]);
  });

  it("gives it back on the second try too, where the first died in between", async () => {
    const gone = { ...offer.agent, status: "offline", statusAt: at(20) } as const;
    const here = desk({ agents: [gone], routings: [offer.routing] });
    await setAgentStatus(here, "a1", "offline", at(20));
    expect(here.store.routings.get("c1")?.status).toBe("waiting");
  });

  it("keeps offers where they are only away", async () => {
    const here = desk({ agents: [offer.agent], routings: [offer.routing] });
    await setAgentStatus(here, "a1", "away", at(20));
    expect(here.store.routings.get("c1")?.status).toBe("offered");
  });
});

describe("an agent's profile", () => {
  it("makes an agent who is not there yet, and believes any news of them", async () => {
    const here = desk({ routings: [chat("c1")] });
    expect(await saveAgentProfile(here, profile)).toMatchObject({ profile, status: "offline", work: [] });
    expect(here.told).toEqual([]);
    expect(await setAgentStatus(here, "a1", "available", at(-1e6))).toMatchObject({ status: "available" });
  });

  it("that allows more brings the agent work, and keeps what they have", async () => {
    const chats = onHand(chat("c1"), agentOf("a1", { capacityUnits: 20 }));
    const here = desk({ agents: [chats.agent], routings: [chats.routing, chat("c2")] });
    await saveAgentProfile(here, profile);
    expect(here.store.agents.get("a1")?.work.map(({ caseId, state }) => [caseId, state])).toEqual([
      ["c1", "accepted"],
      ["c2", "offered"],
    ]);
  });

  it("is saved though others change the agent meanwhile, and gives up aloud when they never stop", async () => {
    const here = desk({ agents: [agentOf("a1")] });
    let races = 2;
    const racing = (left: () => number) => ({
      ...here,
      store: {
        ...here.store,
        save: async (change: never) => (left() > 0 ? ("lost" as const) : here.store.save(change)),
      },
    });
    expect(
      await saveAgentProfile(
        racing(() => races--),
        profile,
      ),
    ).toMatchObject({ profile });
    await expect(
      saveAgentProfile(
        racing(() => 1),
        profile,
      ),
    ).rejects.toThrow(ContendedRoutingError);
  });
});
