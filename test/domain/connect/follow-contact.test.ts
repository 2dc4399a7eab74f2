/** What contact events mean for routing: late, doubled, out of order, lost, and of nobody's contact yet. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ContactEventType, ContactTimes } from "../../../domain/connect/contact.ts";
import { type ContactNews, followContact, linkContact } from "../../../domain/connect/follow-contact.ts";
import { ContactWorld } from "./contact-world.ts";

const times: Readonly<Record<ContactEventType, string>> = {
  INITIATED: "2026-11-22T09:00:00.000Z",
  QUEUED: "2026-11-22T09:00:10.000Z",
  CONNECTED_TO_AGENT: "2026-11-22T09:00:40.000Z",
  DISCONNECTED: "2026-11-22T09:05:00.000Z",
  COMPLETED: "2026-11-22T09:06:00.000Z",
};

/** The events of a contact, each with all that has happened before it: as Connect writes them. */
function eventsOf(
  contactId: string,
  types: readonly ContactEventType[],
  changes: Partial<ContactNews> = {},
): ContactNews[] {
  return types.map((type, index) => {
    const at: ContactTimes = Object.fromEntries(types.slice(0, index + 1).map((one) => [one, times[one]]));
    const isTaken = at.CONNECTED_TO_AGENT !== undefined;
    return { contactId, type, at, earlier: [], ...(isTaken ? { userId: "user-1" } : {}), ...changes };
  });
}

const served = eventsOf("call", ["INITIATED", "QUEUED", "CONNECTED_TO_AGENT", "DISCONNECTED", "COMPLETED"]);
const abandoned = eventsOf("call", ["INITIATED", "QUEUED", "DISCONNECTED"]);
const callback = { callback: true, earlier: ["call"], previous: "call" };

async function follow(events: readonly ContactNews[], world = new ContactWorld()) {
  if (!world.cases.has("call")) world.cases.set("call", "case");
  for (const event of events) await followContact(world.deps, event);
  return world.told;
}

/** Any order, some of them twice, at most so many lost. */
const disorder = (events: readonly ContactNews[]) =>
  fc
    .shuffledSubarray([...events, ...events], { minLength: events.length * 2 })
    .chain((all) =>
      fc.integer({ min: 0, max: all.length }).map((twice) => all.slice(0, events.length + twice)),
    )
    .map((some) => [...some, ...events.filter((event) => !some.includes(event))]);

describe("a contact", () => {
  it("of an agent is accepted and released, each once, whatever the order of its events", async () => {
    await fc.assert(
      fc.asyncProperty(disorder(served), async (events) => {
        expect(await follow(events)).toEqual(["accepted case agent-1 -", "released case agent-1"]);
      }),
    );
  });

  it("that nobody took has been left by its customer, once, whatever the order of its events", async () => {
    await fc.assert(
      fc.asyncProperty(disorder(abandoned), async (events) => {
        expect(await follow(events)).toEqual(["customer-left case"]);
      }),
    );
  });

  it("is released as soon as one event of its end comes, though all others are lost", async () => {
    expect(await follow(served.slice(-1))).toEqual(["accepted case agent-1 -", "released case agent-1"]);
    // Until the agent has finished their work after the call, they are not free.
    expect(await follow(served.slice(3, 4))).toEqual(["accepted case agent-1 -"]);
  });

  it("is accepted with the token of its newest offer, where it is that agent's", async () => {
    const world = new ContactWorld();
    const offer = { agentId: "agent-1", token: 7, at: times.QUEUED };
    await world.deps.contacts.change("call", (contact) => ({ ...contact, offer }));
    expect(await follow(served.slice(0, 3), world)).toEqual(["accepted case agent-1 7"]);
    const others = new ContactWorld();
    const toAnother = { ...offer, agentId: "agent-2" };
    await others.deps.contacts.change("call", (contact) => ({ ...contact, offer: toAnother }));
    expect(await follow(served.slice(0, 3), others)).toEqual(["accepted case agent-1 -"]);
  });

  it("that somebody has taken whom Omniline does not know wants no agent any more", async () => {
    const strangers = served.slice(0, 3).map((event) => ({ ...event, userId: "stranger" }));
    expect(await follow(strangers)).toEqual(["handled case"]);
  });

  it("that an agent has taken to whom it was not offered is theirs, as long as they have it", async () => {
    const [taken, late] = [new ContactWorld(), new ContactWorld()];
    for (const world of [taken, late]) world.accepts = false;
    expect(await follow(served.slice(0, 3), taken)).toEqual([
      "accepted case agent-1 -",
      "taken-over case agent-1",
    ]);
    expect(await follow(served.slice(4), late)).toEqual(["accepted case agent-1 -", "released case agent-1"]);
  });

  it("tells routing again what failed the first time", async () => {
    const world = new ContactWorld();
    world.failIn = 2;
    await expect(follow(served.slice(-1), world)).rejects.toThrow("no connection");
    expect(await follow(served.slice(-1), world)).toEqual([
      "accepted case agent-1 -",
      "accepted case agent-1 -",
      "released case agent-1",
    ]);
  });

  it("of which nobody knows whose it is waits for its case", async () => {
    const world = new ContactWorld();
    for (const event of abandoned) await followContact(world.deps, event);
    expect(world.told).toEqual([]);
    await linkContact(world.deps, "call", "case");
    expect(world.told).toEqual(["customer-left case"]);
  });
});

describe("a task of ours", () => {
  it("that is stopped says nothing of the customer", async () => {
    const world = new ContactWorld();
    await world.deps.contacts.change("call", (contact) => ({ ...contact, own: true }));
    expect(await follow(abandoned, world)).toEqual([]);
  });
});

describe("a contact that goes on from another", () => {
  const back = eventsOf(
    "back",
    ["INITIATED", "QUEUED", "CONNECTED_TO_AGENT", "DISCONNECTED", "COMPLETED"],
    callback,
  );

  it("is of the same case: a call back takes the place of the call, in any order", async () => {
    const waiting = [...abandoned, ...back.slice(0, 2)];
    await fc.assert(
      fc.asyncProperty(disorder(waiting), async (events) => {
        const world = new ContactWorld();
        await world.deps.contacts.change("call", (contact) => ({ ...contact, callbackChosen: true }));
        expect(await follow(events, world)).toEqual(["callback case back"]);
      }),
    );
  });

  it("keeps the call it follows from counting as left, though nobody said that a call back was chosen", async () => {
    const told = await follow([...abandoned.slice(0, 2), ...back.slice(0, 1), ...abandoned.slice(2)]);
    expect(told).toEqual(["callback case back"]);
  });

  it("is not announced any more once an agent has it", async () => {
    expect(await follow(back.slice(2))).toEqual(["accepted case agent-1 -", "released case agent-1"]);
  });

  it("hears of its case when the first of them does", async () => {
    const world = new ContactWorld();
    for (const event of [...abandoned.slice(0, 2), ...back.slice(0, 2)])
      await followContact(world.deps, event);
    expect(world.told).toEqual([]);
    await linkContact(world.deps, "call", "case");
    expect(world.told).toEqual(["callback case back"]);
  });

  it("is no customer who leaves when it is the survey after the call", async () => {
    const survey = eventsOf("survey", ["INITIATED", "DISCONNECTED"], { earlier: ["call"], previous: "call" });
    expect(await follow(survey)).toEqual([]);
  });
});
