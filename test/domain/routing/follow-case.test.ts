import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { followCase, type Move, nextMove } from "../../../domain/routing/follow-case.ts";
import type { Case } from "../../../schemas/case.ts";
import type { Routing } from "../../../schemas/routing/routing.ts";
import { agentOf, at, caseOf, policyWith } from "../../world/routing/scene.ts";
import { aCase } from "../brief/people.ts";
import { desk, onHand, onOffer, over } from "./desk.ts";

const human = agentOf("a1");
const bot = agentOf("bot", { kind: "bot" });
const bots = ["bot"];

/** In line since noon, by chat; the customer wrote a moment before. */
const line = caseOf("c1", { medium: "chat", taskToken: "t1" });
const heldForBot = caseOf("c1", { medium: "chat", requirement: { agentId: "bot" } });
const offered = onOffer(line, human).routing;
const offeredToBot = onOffer(line, bot).routing;
const assigned = onHand(line, human).routing;
const assignedToBot = onHand(line, bot).routing;
const calledBack = { ...line, callback: true };
/** Wrapped up at 100, when the customer's last word had come in at 5. */
const wrappedUp = over(assigned, { heardAt: at(5), agentId: "a1" });
const wrappedUpByBot = over(assignedToBot, { heardAt: at(5), agentId: "bot" });

const asked: Partial<Case> = { channel: "chat", askedAt: at(-1), heardAt: at(5) };
const owner = (agentId: string, since: number) => ({ owner: { agentId, since: at(since) } });

const none: Move = { kind: "none" };
const startLeg = (leg: number): Move => ({ kind: "start", leg });
const end = (how: Extract<Move, { kind: "end" }>["how"], again = false): Move => ({
  kind: "end",
  how,
  again,
});
const newChannel: Move = { kind: "describe-again" };
const callBack: Move = { kind: "call-back" };

type Row = readonly [what: string, found: Partial<Case>, routing: Routing | undefined, move: Move];

describe("what a case asks of its routing", () => {
  it.each<Row>([
    ["an agent, where it has none yet", {}, undefined, startLeg(1)],
    [
      "an agent though the customer has left already: the workflow notes it",
      { leftAt: at(1) },
      undefined,
      startLeg(1),
    ],
    ["nothing, where it is over before anybody was looked for", { status: "resolved" }, undefined, none],
    ["nothing, where it waits as it should", {}, line, none],
    ["nothing, where an agent is asked", {}, offered, none],
    ["nothing, where an agent has it", {}, assigned, none],
    ["an end, in line", { status: "resolved" }, line, end("resolved")],
    ["an end, on offer", { status: "closed" }, offered, end("resolved")],
    ["an end, in an agent's hands", { status: "resolved" }, assigned, end("resolved")],
    [
      "an end, whatever else is wished",
      { status: "resolved", humanWantedAt: at(20) },
      assignedToBot,
      end("resolved"),
    ],
    ["nothing more, once over", { status: "resolved", heardAt: at(200) }, wrappedUp, none],
  ])("%s", (_, found, routing, move) => {
    expect(nextMove(aCase({ ...asked, ...found }), routing, bots)).toEqual(move);
  });
});

describe("a customer who wants a human", () => {
  const wanted = { humanWantedAt: at(20) };
  it.each<Row>([
    ["gets one from a bot that has the case", wanted, assignedToBot, end("human-wanted", true)],
    ["gets one from a bot that is asked", wanted, offeredToBot, end("human-wanted", true)],
    ["is put in the humans' line while held for a bot", wanted, heldForBot, newChannel],
    ["has one already", wanted, assigned, none],
    ["stands in the humans' line already", wanted, line, none],
    ["said so before this leg, and got one", { humanWantedAt: at(-5) }, assignedToBot, none],
    [
      "said so before this leg, and is held for the bot they chose since",
      { humanWantedAt: at(-5) },
      heldForBot,
      none,
    ],
    [
      "is looked for again when the bot gave up",
      {},
      over(assignedToBot, { how: "human-wanted" }),
      startLeg(2),
    ],
    ["gets one though the bot wrapped up after it was said", wanted, wrappedUpByBot, startLeg(2)],
    [
      "gets one though the bot wrapped up before it was said",
      { humanWantedAt: at(120) },
      wrappedUpByBot,
      startLeg(2),
    ],
    ["got one, who has wrapped up", wanted, wrappedUp, none],
    ["gets another, having asked after the wrap-up", { humanWantedAt: at(120) }, wrappedUp, startLeg(2)],
  ])("%s", (_, found, routing, move) => {
    expect(nextMove(aCase({ ...asked, ...found }), routing, bots)).toEqual(move);
  });
});

describe("a case that is given to somebody", () => {
  it.each<Row>([
    ["leaves the agent who has it", owner("a2", 50), assigned, end("transferred", true)],
    ["stays with the agent it is given to", owner("a1", 50), assigned, none],
    ["stays with an agent who took it later", owner("a2", 9), assigned, none],
    [
      "stays where the owner is one of before there was routing",
      { owner: { agentId: "a2" } },
      assigned,
      none,
    ],
    [
      "is looked for anew when the hand-over is done",
      {},
      over(assigned, { how: "transferred" }),
      startLeg(2),
    ],
    ["is offered to the new owner after a wrap-up", owner("a2", 101), wrappedUp, startLeg(2)],
    ["stays wrapped up where it was given before that", owner("a2", 99), wrappedUp, none],
  ])("%s", (_, found, routing, move) => {
    expect(nextMove(aCase({ ...asked, ...found }), routing, bots)).toEqual(move);
  });
});

describe("a customer who leaves or moves", () => {
  it.each<Row>([
    ["is not waited for any more", { leftAt: at(30) }, line, end("customer-left")],
    ["is taken off an agent's offers", { leftAt: at(30) }, offered, end("customer-left")],
    ["leaves the case with whoever has it", { leftAt: at(30) }, assigned, none],
    ["is there again once they write", { leftAt: at(30), askedAt: at(31) }, line, none],
    ["is called back where they wish it", { callbackAt: at(30), askedAt: at(30) }, line, callBack],
    ["is called back though they hang up then", { callbackAt: at(30), leftAt: at(31) }, offered, callBack],
    ["is called back once", { callbackAt: at(30), leftAt: at(31) }, calledBack, none],
    ["would rather write again", { callbackAt: at(30), askedAt: at(31) }, line, none],
    ["moves to another channel", { channel: "voice", askedAt: at(30) }, line, newChannel],
    ["moves while the case is on offer", { channel: "voice", askedAt: at(30) }, offered, newChannel],
    ["moves with the agent who has the case", { channel: "voice", askedAt: at(30) }, assigned, none],
    [
      "is called, whatever channel they use meanwhile",
      { channel: "email", askedAt: at(30) },
      calledBack,
      none,
    ],
    ["is not moved by a case of which no channel is known", { channel: undefined } as never, line, none],
  ])("%s", (_, found, routing, move) => {
    expect(nextMove(aCase({ ...asked, ...found }), routing, bots)).toEqual(move);
  });
});

describe("what a customer says after a wrap-up", () => {
  const second = fc.integer({ min: 0, max: 300 });

  it("is heard by somebody, whenever it came in and whatever the customer's clock says", () => {
    fc.assert(
      fc.property(second, second, second, second, (heardThen, heardNow, askedAt, endedAt) => {
        const routing = over(assigned, { heardAt: at(heardThen), agentId: "a1" }, endedAt);
        const found = aCase({ ...asked, askedAt: at(askedAt - 150), heardAt: at(heardNow) });
        expect(nextMove(found, routing, bots)).toEqual(heardNow > heardThen ? startLeg(2) : none);
      }),
    );
  });

  it("is heard where nothing had been heard of the customer before", () => {
    expect(nextMove(aCase(asked), over(assigned), bots)).toEqual(startLeg(2));
    const silent = aCase({ channel: "chat" });
    expect(nextMove(silent, over(assigned), bots)).toEqual(none);
  });

  it("starts the leg after the last one", () => {
    const third = over({ ...assigned, leg: 3 }, { heardAt: at(5) });
    expect(nextMove(aCase({ ...asked, heardAt: at(6) }), third, bots)).toEqual(startLeg(4));
  });
});

describe("following a case", () => {
  const policy = policyWith({ bots: [{ agentId: "bot", channels: ["chat"] }] });
  async function follow(found: Case | undefined, scene: Parameters<typeof desk>[0] = {}) {
    const at = desk({ policy, ...scene });
    await followCase({ ...at, readCase: async () => found }, "c1");
    return { ...at, after: await at.store.readRouting("c1") };
  }

  it("does nothing for a case that is not among the living", async () => {
    expect((await follow(undefined, { routings: [line] })).told).toEqual([]);
  });

  it("starts the workflow, which may be told twice", async () => {
    expect((await follow(aCase(asked))).told).toEqual(["start c1 1"]);
  });

  it("ends a leg and looks for another agent, where one is wanted", async () => {
    const held = onHand(line, bot);
    const scene = { agents: [held.agent], routings: [held.routing] };
    const { told, after, store } = await follow(aCase({ ...asked, humanWantedAt: at(20) }), scene);
    expect(told).toEqual(["start c1 2"]);
    expect(after).toMatchObject({ status: "ended", ended: { how: "human-wanted", agentId: "bot" } });
    expect(store.agents.get("bot")?.work).toEqual([]);
  });

  it("ends a leg for good where the case is over", async () => {
    const { told, after } = await follow(aCase({ status: "resolved" }), { routings: [line] });
    expect(told).toEqual(["interrupt t1 CaseResolved"]);
    expect(after?.ended?.how).toBe("resolved");
  });

  it("tells the workflow that waits where the customer is now", async () => {
    const moved = aCase({ ...asked, channel: "voice" });
    const { told, after } = await follow(moved, { routings: [line] });
    expect(told).toEqual(["interrupt t1 ChannelChanged"]);
    expect(after).toMatchObject({ facts: { channel: "voice", units: 60 }, rank: line.rank });
    const wish = aCase({ ...asked, callbackAt: at(30) });
    expect((await follow(wish, { routings: [line] })).told).toEqual(["interrupt t1 CallbackChosen"]);
    const { taskToken: _, ...between } = line;
    const unheard = await follow(wish, { routings: [between] });
    expect(unheard.told).toEqual([]);
    expect(unheard.after).toMatchObject({ status: "waiting", callback: true });
  });

  it("asks again for whom a case that waits, or is on offer to another, was given to", async () => {
    const given = aCase({ ...asked, ...owner("a2", 30) });
    expect(nextMove(given, line, bots)).toEqual({ kind: "describe-again" });
    expect(nextMove(given, offered, bots)).toEqual({ kind: "describe-again" });
    expect(nextMove(aCase({ ...asked, ...owner("a1", 30) }), offered, bots)).toEqual(none);
  });

  it("takes the case off the offered agent before it is taken up on the new channel", async () => {
    const offer = onOffer(line, agentOf("a1", { status: "away" }));
    const scene = { agents: [offer.agent], routings: [offer.routing] };
    const { told, after, store } = await follow(aCase({ ...asked, channel: "voice" }), scene);
    expect(told).toEqual(["interrupt t1 ChannelChanged"]);
    expect(after).toMatchObject({ status: "waiting", token: 1, rank: line.rank });
    expect(store.agents.get("a1")).toMatchObject({ work: [], declined: [] });
  });
});
