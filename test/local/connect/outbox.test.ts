import { DatabaseSync } from "node:sqlite";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type EventFaults, type Outgoing, openOutbox } from "../../../local/connect/events/outbox.ts";
import { memoryLog } from "../support/platform.ts";
import { manualClock } from "./manual-clock.ts";

/** Random numbers from a list, over and over. */
function numbers(...list: readonly number[]) {
  let at = 0;
  return () => {
    at += 1;
    return list[(at - 1) % list.length] ?? 0;
  };
}

function open(
  faults: EventFaults,
  random: () => number = Math.random,
  database = new DatabaseSync(":memory:"),
) {
  const clock = manualClock();
  const arrived: string[] = [];
  const refusing = { on: false };
  const log = memoryLog();
  const put = (what: string) => {
    if (refusing.on) throw new Error("not now");
    arrived.push(what);
  };
  const outbox = openOutbox({
    database,
    clock,
    random,
    log,
    destinations: {
      putEvent: ({ detail }) => put(String(detail.n)),
      putRecord: (_, __, data) => put(String(JSON.parse(data).n)),
    },
  });
  outbox.setFaults(faults);
  const add = (kind: Outgoing["kind"], n: number) =>
    outbox.add(
      kind === "contact-event"
        ? { kind, event: { source: "s", detailType: "d", time: 0, resources: [], detail: { n } } }
        : { kind, streamArn: "s", partitionKey: "p", data: { n } },
    );
  return { clock, arrived, refusing, log, outbox, add, database };
}

const kinds = ["contact-event", "agent-event", "contact-record"] as const;
const range = (count: number) => Array.from({ length: count }, (_, index) => index);

describe("events on their way", () => {
  it.each(kinds)("arrive in order, at once and once: %s", (kind) => {
    const { add, outbox, arrived } = open({});
    for (const n of range(20)) add(kind, n);
    outbox.deliver();
    expect(arrived).toEqual(range(20).map(String));
  });

  it("are dropped only when they are contact events", () => {
    const { add, outbox, arrived } = open({ drop: 1 });
    for (const [n, kind] of kinds.entries()) add(kind, n);
    outbox.deliver();
    expect(arrived).toEqual(["1", "2"]);
  });

  it("are dropped in the share that was wished for", () => {
    const { add, outbox, arrived } = open({ drop: 0.5 }, numbers(0.1, 0.9));
    for (const n of range(10)) add("contact-event", n);
    outbox.deliver();
    expect(arrived).toEqual(["1", "3", "5", "7", "9"]);
  });

  it.each(kinds)("come twice when wished: %s", (kind) => {
    const { add, outbox, arrived } = open({ duplicate: 1 });
    add(kind, 7);
    outbox.deliver();
    expect(arrived).toEqual(["7", "7"]);
  });

  it("come late when wished", () => {
    const { add, outbox, arrived, clock } = open({ delayMs: 500 });
    add("contact-event", 1);
    outbox.deliver();
    clock.advance(499);
    expect(arrived).toEqual([]);
    clock.advance(1);
    expect(arrived).toEqual(["1"]);
  });

  it("lose their order when wished, except that an agent's stay in order; nothing else is lost", () => {
    const random = numbers(0.9, 0.1, 0.5);
    const { add, outbox, arrived, clock } = open({ shuffle: true, delayMs: 100 }, random);
    for (const n of range(3)) add("contact-event", n);
    for (const n of range(3)) add("agent-event", 10 + n);
    outbox.deliver();
    clock.advance(100);
    expect(arrived).toEqual(["1", "2", "0", "10", "11", "12"]);
  });

  it("of streams all arrive, whatever goes wrong", () => {
    const faults = fc.record({
      drop: fc.double({ min: 0, max: 1, noNaN: true }),
      duplicate: fc.double({ min: 0, max: 1, noNaN: true }),
      delayMs: fc.nat({ max: 1000 }),
      shuffle: fc.boolean(),
    });
    fc.assert(
      fc.property(
        faults,
        fc.infiniteStream(fc.double({ min: 0, max: 0.999, noNaN: true })),
        (wished, stream) => {
          const { add, outbox, arrived, clock } = open(wished, () => Number(stream.next().value));
          for (const n of range(10)) add("contact-record", n);
          outbox.deliver();
          clock.advance(1000);
          expect(new Set(arrived)).toEqual(new Set(range(10).map(String)));
          expect(arrived.length).toBeLessThanOrEqual(20);
        },
      ),
      { numRuns: 30 },
    );
  });

  it("wait when nobody takes them, and survive the process", () => {
    const first = open({});
    first.refusing.on = true;
    first.add("contact-record", 1);
    first.outbox.deliver();
    expect(first.log.lines.join("\n")).toContain("not now");
    first.outbox.close();
    const second = open({}, Math.random, first.database);
    second.clock.advance(1000);
    second.outbox.deliver();
    expect(second.arrived).toEqual(["1"]);
  });
});
