import { describe, expect, it } from "vitest";
import { type AgentEvent, type AgentSnapshot, agentNews } from "../../../domain/connect/agent-news.ts";
import { followAgent } from "../../../domain/connect/follow-agent.ts";
import { ContactWorld } from "./contact-world.ts";

const at = (seconds: number) =>
  new Date(Date.parse("2026-11-22T09:00:00.000Z") + seconds * 1000).toISOString();

const available: AgentSnapshot = { status: "available", statusSince: at(0), contacts: [] };
const away: AgentSnapshot = { status: "away", statusSince: at(50), contacts: [] };

function event(type: AgentEvent["type"], seconds: number, changes: Partial<AgentEvent> = {}): AgentEvent {
  return { userId: "user-1", type, at: at(seconds), current: available, ...changes };
}

const withContact = (state: string, since: number, connected?: number): AgentSnapshot => ({
  ...available,
  contacts: [
    {
      contactId: "call",
      state,
      since: at(since),
      ...(connected === undefined ? {} : { connectedAt: at(connected) }),
    },
  ],
});

describe("the status of an agent", () => {
  it.each<[string, AgentEvent, string, number]>([
    ["after a login", event("LOGIN", 10), "available", 9.999],
    ["after a logout, whatever the snapshot says", event("LOGOUT", 10), "offline", 10],
    ["that has changed", event("STATE_CHANGE", 60, { current: away, previous: available }), "away", 60],
    ["that a heartbeat repeats is as old as it is", event("HEART_BEAT", 120), "available", 0],
    [
      "that a change of something else repeats is as old as it is",
      event("STATE_CHANGE", 60, {
        current: withContact("MISSED", 60),
        previous: withContact("INCOMING", 40),
      }),
      "available",
      0,
    ],
    [
      "whose change was lost comes with the next heartbeat",
      event("HEART_BEAT", 120, { current: away }),
      "away",
      50,
    ],
    [
      "is away once they have chosen to be",
      event("STATE_CHANGE", 60, { current: { ...available, nextStatus: "away" }, previous: available }),
      "away",
      60,
    ],
    [
      "is available again when they think better of it",
      event("STATE_CHANGE", 70, { current: available, previous: { ...available, nextStatus: "away" } }),
      "available",
      70,
    ],
    ["without a snapshot", event("STATE_CHANGE", 5, { current: undefined }), "offline", 5],
  ])("%s", async (_, said, status, seconds) => {
    const news = agentNews(said);
    expect([news.userId, news.status, news.at]).toEqual(["user-1", status, at(seconds)]);
    const world = new ContactWorld();
    await followAgent(world.deps, news);
    expect(world.statuses).toEqual([`agent-1 ${status} ${at(seconds)}`]);
  });

  it("of a user who is no agent of ours is nothing", async () => {
    const world = new ContactWorld();
    await followAgent(world.deps, agentNews(event("LOGIN", 10, { userId: "stranger" })));
    expect(world.statuses).toEqual([]);
  });
});

describe("what an agent does with a contact", () => {
  async function hear(...events: AgentEvent[]) {
    const world = new ContactWorld();
    world.cases.set("call", "case");
    const offer = { agentId: "agent-1", token: 7, at: at(40) };
    await world.deps.contacts.change("call", (contact) => ({ ...contact, offer }));
    for (const one of events) await followAgent(world.deps, agentNews(one));
    return world.told;
  }
  const change = (state: string, since: number) =>
    event("STATE_CHANGE", since, {
      current: withContact(state, since),
      previous: withContact("INCOMING", 40),
    });

  it.each([
    ["INCOMING", []],
    ["CONNECTING", []],
    ["CONNECTED", ["accepted case agent-1 7"]],
    ["CONNECTED_ONHOLD", ["accepted case agent-1 7"]],
    ["REJECTED", ["declined case agent-1 7"]],
    ["MISSED", ["missed case agent-1 7"]],
    ["ERROR", ["missed case agent-1 7"]],
    ["ENDED", []],
  ])("%s", async (state, told) => {
    expect(await hear(change(state, 60))).toEqual(told);
  });

  it("is over when the contact is gone from their screen, though no contact event says so", async () => {
    const gone = event("STATE_CHANGE", 90, { current: available, previous: withContact("ENDED", 80, 60) });
    const all = ["accepted case agent-1 7", "released case agent-1"];
    expect(await hear(change("CONNECTED", 60), gone)).toEqual(all);
    // Also when this is the first that is heard of it.
    expect(await hear(gone)).toEqual(all);
  });

  it("is not over when what they never had is cleared", async () => {
    for (const state of ["MISSED", "ENDED"]) {
      const previous = withContact(state, 60);
      expect(await hear(event("STATE_CHANGE", 90, { current: available, previous }))).toEqual([]);
    }
  });

  it("is told once for what is accepted, and is nothing new in a heartbeat", async () => {
    const heartbeat = event("HEART_BEAT", 180, { current: withContact("CONNECTED", 60) });
    expect(await hear(change("CONNECTED", 60), heartbeat, change("CONNECTED", 60))).toHaveLength(1);
  });

  it("was about an earlier offer when it is older than the newest, or another agent's", async () => {
    expect(await hear(change("MISSED", 30))).toEqual([]);
    expect(await hear({ ...change("MISSED", 60), userId: "user-2" })).toEqual([]);
  });
});
