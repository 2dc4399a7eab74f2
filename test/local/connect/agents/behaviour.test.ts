import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Behaviour,
  type Desk,
  laptopBehaviour,
  nextMove,
  outcomeOf,
} from "../../../../local/connect/agents/behaviour.ts";
import type { AgentContact } from "../../../../local/connect/model.ts";

const contact = (contactId: string, state: AgentContact["state"], since = 0, attempt = 1): AgentContact => ({
  contactId,
  channel: "TASK",
  initiationMethod: "API",
  state,
  since,
  attempt,
});
const desk = (more: Partial<Desk> = {}): Desk => ({
  username: "agent-1",
  status: "Available",
  statusSince: 0,
  isLeaving: true,
  contacts: [],
  ...more,
});
const offers = Array.from({ length: 4000 }, (_, index) => contact(`c-${index}`, "CONNECTING"));
const answers = (behaviour: Behaviour) =>
  offers.map((offer) => nextMove(desk({ contacts: [offer] }), behaviour)?.kind ?? "miss");
const share = (kinds: readonly string[], kind: string) =>
  kinds.filter((one) => one === kind).length / kinds.length;

describe("an agent to whom something is offered", () => {
  it("accepts, declines and misses in the shares of the behaviour", () => {
    const kinds = answers(laptopBehaviour);
    expect(share(kinds, "decline")).toBeCloseTo(0.05, 1.7);
    expect(share(kinds, "miss")).toBeCloseTo(0.03, 1.7);
    expect(share(kinds, "accept")).toBeGreaterThan(0.9);
    expect(share(answers({ ...laptopBehaviour, declineShare: 0, missShare: 0 }), "accept")).toBe(1);
    expect(share(answers({ ...laptopBehaviour, declineShare: 1, missShare: 0 }), "decline")).toBe(1);
  });

  it("does the same with the same seed, and something else with another", () => {
    expect(answers(laptopBehaviour)).toEqual(answers(laptopBehaviour));
    expect(answers(laptopBehaviour)).not.toEqual(answers({ ...laptopBehaviour, seed: "other" }));
  });

  it("may do otherwise when the same contact comes again", () => {
    const kinds = offers.map(
      (offer) => nextMove(desk({ contacts: [{ ...offer, attempt: 2 }] }), laptopBehaviour)?.kind,
    );
    expect(kinds).not.toEqual(answers(laptopBehaviour));
  });
});

describe("an agent's next move", () => {
  it.each([
    ["CONNECTED", "finish"],
    ["ENDED", "clear"],
    ["MISSED", "clear"],
    ["REJECTED", "clear"],
  ] as const)("with a contact that is %s is to %s it", (state, kind) => {
    expect(nextMove(desk({ contacts: [contact("c", state)] }), laptopBehaviour)).toMatchObject({
      kind,
      contactId: "c",
    });
  });

  it("is the one that is due first", () => {
    const contacts = [contact("late", "CONNECTED", 1_000_000), contact("early", "CONNECTED", 0)];
    expect(nextMove(desk({ contacts }), laptopBehaviour)).toMatchObject({ contactId: "early" });
  });

  it("is to rest now and then, and to come back", () => {
    expect(nextMove(desk({ isLeaving: false }), laptopBehaviour)?.kind).toBe("take-break");
    expect(nextMove(desk({ isLeaving: true }), laptopBehaviour)).toBeUndefined();
    expect(nextMove(desk({ status: "Break" }), laptopBehaviour)?.kind).toBe("return");
    expect(nextMove(desk({ status: "Offline", isLeaving: false }), laptopBehaviour)).toBeUndefined();
  });

  it("takes from half the mean to one and a half, and the mean on average", () => {
    const times = offers.map(({ contactId }) => {
      const move = nextMove(desk({ contacts: [contact(contactId, "CONNECTED", 1000)] }), laptopBehaviour);
      return (move?.at ?? 0) - 1000;
    });
    expect(Math.min(...times)).toBeGreaterThanOrEqual(10_000);
    expect(Math.max(...times)).toBeLessThanOrEqual(30_000);
    const mean = times.reduce((sum, time) => sum + time, 0) / times.length;
    expect(mean).toBeGreaterThan(19_500);
    expect(mean).toBeLessThan(20_500);
  });

  it("never comes before what it follows", () => {
    const state = fc.constantFrom("CONNECTING", "CONNECTED", "ENDED", "MISSED", "REJECTED", "INCOMING");
    fc.assert(
      fc.property(state, fc.nat(), fc.string(), (found, since, contactId) => {
        const move = nextMove(desk({ contacts: [contact(contactId, found, since)] }), laptopBehaviour);
        expect(move?.at ?? since).toBeGreaterThanOrEqual(since);
      }),
    );
  });
});

describe("outcomes", () => {
  it("are better with some agents than with others, by the seed", () => {
    const resolved = (username: string) =>
      share(
        offers.map(({ contactId }) => outcomeOf(username, contactId, laptopBehaviour)),
        "resolved",
      );
    const shares = Array.from({ length: 10 }, (_, index) => resolved(`agent-${index + 1}`));
    expect(Math.min(...shares)).toBeGreaterThan(0.5);
    expect(Math.max(...shares) - Math.min(...shares)).toBeGreaterThan(0.15);
  });
});
