import { describe, expect, it } from "vitest";
import { type ExpiredOffer, reap } from "../../../domain/routing/reap.ts";
import { agentOf, caseOf } from "../../world/routing/scene.ts";
import { desk, onHand, onOffer, type Scene } from "./desk.ts";

const call = caseOf("c1", { taskToken: "t1" });
const { taskToken: _, ...betweenStates } = call;
const away = agentOf("a1", { status: "away" });
const offer = onOffer(call, away);
const expired: ExpiredOffer = { caseId: "c1", agentId: "a1", token: 1 };

async function reaped(scene: Scene, offers?: readonly ExpiredOffer[]) {
  const here = desk(scene);
  const { store } = here;
  const expiredOffers = async (now: Date) => offers ?? store.expiredOffers(now);
  return { ...here, result: await reap({ ...here, expiredOffers }) };
}

describe("the reaper", () => {
  it("gives back an offer whose lease is over, to its place, and tells the workflow that waits", async () => {
    const { result, store, told } = await reaped({ agents: [offer.agent], routings: [offer.routing] });
    expect(result).toEqual({ released: 1, rematched: 0 });
    expect(store.routings.get("c1")).toMatchObject({ status: "waiting", rank: call.rank });
    expect(store.agents.get("a1")).toMatchObject({ work: [], misses: 0 });
    expect(told).toEqual(["interrupt t1 LeaseExpired"]);
  });

  it("leaves an offer whose lease lasts, and one that has been answered or made anew since", async () => {
    const early = await reaped({ agents: [offer.agent], routings: [offer.routing], now: 60 });
    expect(early.result.released).toBe(0);
    const accepted = onHand(call, away);
    const answered = await reaped({ agents: [accepted.agent], routings: [accepted.routing] }, [expired]);
    expect(answered.result.released).toBe(0);
    expect(answered.store.routings.get("c1")?.status).toBe("assigned");
    const again = onOffer({ ...call, token: 1 }, away);
    const anew = await reaped({ agents: [again.agent], routings: [again.routing] }, [expired]);
    expect(anew.result.released).toBe(0);
    expect(anew.store.routings.get("c1")?.status).toBe("offered");
  });

  it("starts a workflow anew where the old one died between two states, or waits no more", async () => {
    const dead = onOffer(betweenStates, away);
    const between = await reaped({ agents: [dead.agent], routings: [dead.routing] });
    expect(between.told).toEqual(["start c1 2"]);
    const over = await reaped({ agents: [offer.agent], routings: [offer.routing], answer: "over" });
    expect(over.told).toEqual(["interrupt t1 LeaseExpired", "start c1 2"]);
  });

  it("finds an agent for the first of every line that somebody forgot", async () => {
    const routings = [call, caseOf("c2", { requirement: { queueId: "sales" }, taskToken: "t2" })];
    const agents = [agentOf("a1"), agentOf("a2", { queues: ["sales"] })];
    const { result, told } = await reaped({ agents, routings });
    expect(result).toEqual({ released: 0, rematched: 2 });
    expect([...told].sort()).toEqual(["resume t1 a1 1", "resume t2 a2 1"]);
  });
});
