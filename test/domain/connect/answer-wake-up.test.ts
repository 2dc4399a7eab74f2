/** Commands for Amazon Connect within its quotas: in order, none lost, whatever dies on the way. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { standingOf } from "../../../domain/connect/carry-out-command.ts";
import { type ConnectCommand, commandIdOf } from "../../../domain/connect/commands.ts";
import { lateMs, type Quota } from "../../../domain/rate/token-bucket.ts";
import type { Routing } from "../../../schemas/routing/routing.ts";
import { inert } from "../../support/events.ts";
import { CommandWorld, isWithin, offerOf } from "./command-world.ts";

const quota: Quota = { perSecond: 2, burst: 5 };

/** Numbers from 0 to below 1 that are the same in every run. */
function drawing(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const rankOf = (number: number) => String(number).padStart(5, "0");
const ranks = ({ calls }: CommandWorld) => calls.map(({ command }) => command.rank);

describe("500 cases at once", () => {
  it("are all offered within the quota, in the order of their ranks, as fast as the quota lets them", async () => {
    const draw = drawing(7);
    const world = new CommandWorld({ quota, draw, lateMs: 400 });
    const shuffled = Array.from({ length: 500 }, (_, number) => ({ number, key: draw() }))
      .sort((left, right) => left.key - right.key)
      .map(({ number }) => offerOf(`case-${number}`, rankOf(number)));
    for (const offer of shuffled) await world.add(offer);
    await world.run();
    expect(world.rows.size).toBe(0);
    expect(new Set(ranks(world)).size).toBe(500);
    expect(world.calls).toHaveLength(500);
    expect(world.counted).toEqual([]);
    expect(
      isWithin(
        quota,
        world.calls.map(({ at }) => at),
      ),
    ).toBe(true);
    expect(ordered(world)).toBe(true);
    // 500 calls at 2 a second take 248 seconds when nothing of the quota is wasted.
    expect(world.seconds).toBeLessThan(265);
    // One wake-up each, sent on once for its slot: not one for every try.
    expect(world.wakeUpsSent).toBeLessThan(1200);
  });

  it("are not called all at once when the queue delivers late what it has held back", async () => {
    const world = new CommandWorld({ quota, concurrency: 50, outage: { from: 1, to: 60 } });
    for (let number = 0; number < 60; number += 1) await world.add(offerOf(`c${number}`, rankOf(number)));
    await world.run();
    expect(world.calls).toHaveLength(60);
    expect(
      isWithin(
        quota,
        world.calls.map(({ at }) => at),
      ),
    ).toBe(true);
  });

  it("let a case of better rank go first that comes while they wait", async () => {
    const world = new CommandWorld({ quota });
    for (let number = 100; number < 200; number += 1) await world.add(offerOf(`c${number}`, rankOf(number)));
    await world.run(20);
    const before = world.calls.length;
    await world.add(offerOf("urgent", rankOf(1)));
    await world.run();
    expect(world.calls[before]?.command.rank).toBe(rankOf(1));
    expect(world.calls).toHaveLength(101);
  });
});

/** In the order of their ranks, but for those whose calls were under way together. */
function ordered({ calls }: CommandWorld): boolean {
  return calls.every(({ at, command }, index) =>
    calls
      .slice(0, index)
      .every((earlier) => earlier.command.rank <= command.rank || at - earlier.at <= lateMs),
  );
}

describe("whatever the quota, the number of cases and the luck", () => {
  it("every call is within the quota and none is lost", async () => {
    const quotas = fc.integer({ min: 1, max: 20 }).chain((perSecond) =>
      fc.record({
        perSecond: fc.constant(perSecond),
        burst: fc.integer({ min: 1 + Math.ceil((perSecond * lateMs) / 1000), max: 25 }),
      }),
    );
    const options = fc.record({
      quota: quotas,
      cases: fc.integer({ min: 1, max: 60 }),
      concurrency: fc.integer({ min: 1, max: 12 }),
      lateMs: fc.constantFrom(0, 300, 5000),
      seed: fc.nat(),
    });
    await fc.assert(
      fc.asyncProperty(options, async ({ seed, cases, ...chosen }) => {
        const world = new CommandWorld({ ...chosen, draw: drawing(seed) });
        for (let number = 0; number < cases; number += 1)
          await world.add(offerOf(`c${number}`, rankOf(number)));
        await world.run();
        expect(world.rows.size).toBe(0);
        expect(world.calls).toHaveLength(cases);
        expect(
          isWithin(
            chosen.quota,
            world.calls.map(({ at }) => at),
          ),
        ).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});

describe("a process that is killed", () => {
  const commands: ConnectCommand[] = [
    offerOf("one", rankOf(1)),
    offerOf("two", rankOf(2), { mode: { kind: "assign", contactId: "chat-2" } }),
    offerOf("three", rankOf(3), { mode: { kind: "queue-task" } }),
    { kind: "withdraw", rank: rankOf(4), caseId: "old", token: 3 },
  ];
  const isAssignment = (command: ConnectCommand) =>
    command.kind === "offer" && command.mode.kind === "assign";

  async function runWith(killAt: { effect: number; when: "before" | "after" } | undefined) {
    const world = new CommandWorld({
      quota,
      ...(killAt === undefined ? {} : { killAt }),
      // As unkind as Connect may be: what is assigned already cannot be assigned again.
      answer: (command, tries) =>
        isAssignment(command) && command.kind === "offer" && command.own !== true && tries > 1
          ? { kind: "refused", code: "InvalidRequestException" }
          : undefined,
    });
    for (const command of commands) await world.add(command);
    await world.run();
    return world;
  }

  it("loses no command, wherever it dies, and gives no case back that was offered", async () => {
    const { effects } = await runWith(undefined);
    expect(effects).toBeGreaterThan(20);
    for (let effect = 1; effect <= effects; effect += 1) {
      for (const when of ["before", "after"] as const) {
        const world = await runWith({ effect, when });
        const where = `${when} effect ${effect}`;
        expect([...world.rows.keys()], where).toEqual([]);
        expect(world.failed, where).toEqual([]);
        const done = new Set(world.calls.map(({ command }) => commandIdOf(command)));
        expect(done, where).toContain("offer:one:1");
        expect(done, where).toContain("offer:two:1");
        expect(
          world.calls.filter(({ command }) => isAssignment(command)).length,
          where,
        ).toBeGreaterThanOrEqual(2);
        expect(new Set(world.offers.map(({ contactId }) => contactId)), where).toEqual(
          new Set(["task-of-offer:one:1", "chat-2", "task-of-offer:three:1"].filter(keptBy(world))),
        );
      }
    }
  });

  /** An assignment whose process died right after the call is not known to have been made. */
  const keptBy = (world: CommandWorld) => (contactId: string) =>
    contactId !== "chat-2" || world.offers.some((offer) => offer.contactId === contactId);
});

describe("an offer", () => {
  it("costs no call once its reservation is over", async () => {
    const world = new CommandWorld({ quota });
    world.standing = ({ caseId }) => (caseId === "gone" ? "over" : "offered");
    await world.add(offerOf("gone", rankOf(1)));
    await world.add(offerOf("here", rankOf(2)));
    await world.run();
    expect(ranks(world)).toEqual([rankOf(2)]);
    expect(world.rows.size).toBe(0);
  });

  it("stays in line when Connect is asked too much, and the quota is left alone for a while", async () => {
    const world = new CommandWorld({
      quota,
      answer: (_, tries) => (tries <= 2 ? { kind: "throttled" } : undefined),
    });
    await world.add(offerOf("one", rankOf(1)));
    await world.run();
    expect(world.calls).toHaveLength(3);
    expect(world.counted).toEqual(["ConnectThrottled", "ConnectThrottled"]);
    const [first = 0, second = 0, third = 0] = world.calls.map(({ at }) => at);
    expect(Math.min(second - first, third - second)).toBeGreaterThanOrEqual(1000);
    expect([world.rows.size, world.failed]).toEqual([0, []]);
  });

  it("waits while another call was too much for Connect", async () => {
    const throttled = { kind: "throttled" } as const;
    const world = new CommandWorld({
      quota,
      concurrency: 1,
      answer: (command, tries) => (command.rank === rankOf(1) && tries === 1 ? throttled : undefined),
    });
    await world.add(offerOf("one", rankOf(1)));
    await world.add(offerOf("two", rankOf(2)));
    await world.run();
    expect(world.calls).toHaveLength(3);
    expect((world.calls[1]?.at ?? 0) - (world.calls[0]?.at ?? 0)).toBeGreaterThanOrEqual(1000);
  });

  it("is tried again after trouble", async () => {
    const world = new CommandWorld({ quota, answer: (_, tries) => (tries === 1 ? "trouble" : undefined) });
    await world.add(offerOf("one", rankOf(1)));
    await world.run();
    expect([world.calls.length, world.rows.size]).toEqual([2, 0]);
    expect(world.counted).toEqual(["trouble with CreateContact"]);
  });

  it("is given up after so much trouble, and nothing is tried for ever", async () => {
    const world = new CommandWorld({ quota, answer: () => "trouble" });
    await world.add(offerOf("one", rankOf(1)));
    await world.add({ kind: "status", rank: rankOf(1), agentId: "a", userId: "u", status: "away" });
    await world.run();
    expect([world.calls.length, world.failed.length, world.rows.size]).toEqual([40, 1, 0]);
  });

  it("that Connect refuses gives the case back, once", async () => {
    const refused = { kind: "refused", code: "InvalidRequestException" } as const;
    const world = new CommandWorld({ quota, answer: () => refused });
    const steered = offerOf("one", rankOf(1), { mode: { kind: "steer", contactId: "call" } });
    await world.add(steered);
    await world.run();
    expect(world.failed).toEqual([steered]);
    expect([world.calls.length, world.rows.size]).toEqual([1, 0]);
  });

  it("with a contact that has ended is made by a task", async () => {
    const modes = ({ calls }: CommandWorld) =>
      calls.map(({ command }) => (command.kind === "offer" ? command.mode.kind : command.kind));
    const steered = offerOf("one", rankOf(1), { mode: { kind: "steer", contactId: "call" } });
    const known = new CommandWorld({ quota });
    known.over.add("call");
    await known.add(steered);
    await known.run();
    expect(modes(known)).toEqual(["queue-task", "assign"]);
    const unknown = new CommandWorld({
      quota,
      answer: ({ kind, ...command }) =>
        kind === "offer" && "mode" in command && command.mode.kind === "steer"
          ? { kind: "refused", code: "ResourceNotFoundException" }
          : undefined,
    });
    await unknown.add(steered);
    await unknown.run();
    expect(modes(unknown)).toEqual(["steer", "queue-task", "assign"]);
    expect([known, unknown].map(({ failed, rows }) => [failed.length, rows.size])).toEqual([
      [0, 0],
      [0, 0],
    ]);
  });

  it("by a queued task assigns the task once it is in the queue", async () => {
    const notQueuedYet = { kind: "refused", code: "InvalidRequestException" } as const;
    const world = new CommandWorld({
      quota,
      answer: (command, tries) =>
        command.kind === "offer" && command.mode.kind === "assign" && tries < 3 ? notQueuedYet : undefined,
    });
    await world.add(offerOf("one", rankOf(1), { mode: { kind: "queue-task" } }));
    await world.run();
    expect(world.calls.map(({ command }) => (command.kind === "offer" ? command.mode : undefined))).toEqual([
      { kind: "queue-task" },
      ...Array(3).fill({ kind: "assign", contactId: "task-of-offer:one:1" }),
    ]);
    expect([world.failed, world.rows.size]).toEqual([[], 0]);
    expect(world.offers.every(({ own }) => own)).toBe(true);
  });

  it("by a task that never gets into the queue stops the task and gives the case back", async () => {
    const world = new CommandWorld({
      quota,
      answer: (command) =>
        command.kind === "offer" && command.mode.kind === "assign"
          ? { kind: "refused", code: "InvalidRequestException" }
          : undefined,
    });
    await world.add(offerOf("one", rankOf(1), { mode: { kind: "queue-task" } }));
    await world.run();
    expect(world.failed).toHaveLength(1);
    expect(world.calls.map(({ command }) => command.kind)).toEqual([...Array(6).fill("offer"), "withdraw"]);
    expect(world.rows.size).toBe(0);
  });
});

describe("a withdrawal", () => {
  it("stops the task that was made for the offer", async () => {
    const world = new CommandWorld({ quota });
    await world.add(offerOf("one", rankOf(1)));
    await world.run();
    await world.add({ kind: "withdraw", rank: rankOf(1), caseId: "one", token: 1 });
    await world.run();
    expect(world.calls.map(({ command }) => command.kind)).toEqual(["offer", "withdraw"]);
  });

  it("of what Connect was never asked for is done", async () => {
    const world = new CommandWorld({ quota });
    await world.add({ kind: "withdraw", rank: rankOf(1), caseId: "one", token: 1 });
    await world.run();
    expect([world.calls.length, world.rows.size]).toEqual([0, 0]);
  });

  it("comes of itself where the reservation ended while Connect was being asked", async () => {
    const world = new CommandWorld({ quota });
    world.standing = () => (world.calls.length === 0 ? "offered" : "over");
    await world.add(offerOf("one", rankOf(1)));
    await world.run();
    expect(world.calls.map(({ command }) => command.kind)).toEqual(["offer", "withdraw"]);
  });

  it("does not come because the agent was quicker to accept than we to look", async () => {
    const world = new CommandWorld({ quota });
    world.standing = () => (world.calls.length === 0 ? "offered" : "accepted");
    await world.add(offerOf("one", rankOf(1)));
    await world.run();
    expect(world.calls.map(({ command }) => command.kind)).toEqual(["offer"]);
  });

  it.each([
    ["offered", 2, "offered"],
    ["assigned", 2, "accepted"],
    ["waiting", 2, "over"],
    ["offered", 3, "over"],
    ["assigned", 3, "over"],
  ] as const)("is wanted when the case is %s with the token %i: %s", (status, token, standing) => {
    expect(standingOf(inert<Routing>({ status, token }), 2)).toBe(standing);
    expect(standingOf(undefined, 2)).toBe("over");
  });
});
