import { describe, expect, it } from "vitest";
import { takeOver } from "../../../domain/routing/take-over.ts";
import { agentOf, caseOf } from "../../world/routing/scene.ts";
import { desk, onHand, onOffer, over } from "./desk.ts";

const call = caseOf("c1", { taskToken: "t1" });
const offer = onOffer(call, agentOf("a1"));
const taking = { caseId: "c1", agentId: "a2" };

describe("a call that another agent has answered", () => {
  it("is theirs though they have no room, and is off whoever had it, who takes the next", async () => {
    const full = onHand(caseOf("c9"), agentOf("a2"));
    const next = caseOf("c2", { came: 5, taskToken: "t2" });
    const here = desk({ agents: [offer.agent, full.agent], routings: [offer.routing, full.routing, next] });
    expect(await takeOver(here, taking)).toBe(2);
    expect(
      here.store.agents.get("a2")?.work.map(({ caseId, token, state }) => [caseId, token, state]),
    ).toEqual([
      ["c9", 1, "accepted"],
      ["c1", 2, "accepted"],
    ]);
    expect(here.store.agents.get("a1")?.work.map(({ caseId }) => caseId)).toEqual(["c2"]);
    expect(here.told).toEqual(["resume t1 a2 2", "resume t2 a1 1"]);
  });

  it("is theirs by a new token where it was offered to themselves, and once on their hands", async () => {
    const here = desk({ agents: [offer.agent], routings: [offer.routing] });
    expect(await takeOver(here, { caseId: "c1", agentId: "a1" })).toBe(2);
    expect(await takeOver(here, { caseId: "c1", agentId: "a1" })).toBe(2);
    expect(here.store.agents.get("a1")?.work).toMatchObject([{ caseId: "c1", token: 2, state: "accepted" }]);
    expect(here.store.routings.get("c1")).toMatchObject({
      status: "assigned",
      reservation: { agentId: "a1", token: 2 },
    });
  });

  it("is theirs straight out of line, and off a colleague's hands", async () => {
    const inLine = desk({ agents: [agentOf("a2")], routings: [call] });
    expect(await takeOver(inLine, taking)).toBe(1);
    const colleague = onHand(call, agentOf("a1"));
    const handed = desk({ agents: [colleague.agent, agentOf("a2")], routings: [colleague.routing] });
    expect(await takeOver(handed, taking)).toBe(2);
    expect(handed.store.agents.get("a1")?.work).toEqual([]);
  });

  it("gets a workflow of its own where the old one waits no more", async () => {
    const here = desk({ agents: [agentOf("a2")], routings: [call], answer: "over" });
    await takeOver(here, taking);
    expect(here.told).toEqual(["resume t1 a2 1", "start c1 2"]);
  });

  it("is nobody's where the case is over, or case or agent are not known", async () => {
    const here = desk({ agents: [agentOf("a2")], routings: [over(call), caseOf("c2")] });
    expect(await takeOver(here, taking)).toBeUndefined();
    expect(await takeOver(here, { caseId: "none", agentId: "a2" })).toBeUndefined();
    expect(await takeOver(here, { caseId: "c2", agentId: "none" })).toBeUndefined();
    expect(here.told).toEqual([]);
  });
});
