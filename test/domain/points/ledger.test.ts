import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fadedAt, pointsAt } from "../../../domain/points/fading.ts";
import { ledger } from "../../../domain/points/ledger.ts";
import { entriesOf } from "../../../domain/points/point-entries.ts";
import { type PointEntry, pointsSchema } from "../../../schemas/points.ts";
import { contactEvent } from "../../support/events.ts";
import { dayMs, deliveries, instants, longestFade, start } from "./deliveries.ts";

const label = { en: "x", tr: "y" };
const at = new Date(start);

function entry(changes: Partial<PointEntry> = {}): PointEntry {
  const [made] = entriesOf(contactEvent({ eventId: "e", occurredAt: at.toISOString() }), undefined, {
    version: 1,
    rules: { fadesAfterDays: 10, rules: [{ id: "r", points: 8, label }] },
  });
  if (made === undefined) throw new Error("no entry");
  return { ...made, ...changes };
}

const ruleIds = (entries: readonly PointEntry[]) =>
  ledger("c", entries, at).items.map(({ ruleId }) => ruleId);

describe("a ledger", () => {
  it("is the same in any order, however often an entry comes, and whichever customers have it", () => {
    const members = fc.array(fc.array(fc.nat(3), { minLength: 1, maxLength: 3 }), {
      minLength: 30,
      maxLength: 30,
    });
    fc.assert(
      fc.property(deliveries, members, fc.infiniteStream(fc.nat()), instants, (made, owners, keys, when) => {
        const entries = made.flatMap((delivery) => delivery.entries);
        const spread: PointEntry[][] = [[], [], [], []];
        made.forEach((delivery, index) => {
          for (const owner of owners[index] ?? []) spread[owner]?.push(...delivery.entries);
        });
        const shuffled = spread
          .flat()
          .map((copy) => ({ copy, key: keys.next().value }))
          .sort((left, right) => left.key - right.key)
          .map(({ copy }) => copy);
        expect(ledger("c", shuffled, when)).toEqual(ledger("c", entries, when));
      }),
      { numRuns: 1000 },
    );
  });

  it("adds up to its balance, exactly, and counts one judgement of each event", () => {
    fc.assert(
      fc.property(deliveries, instants, (made, when) => {
        const { items, balance, asOf } = pointsSchema.parse(
          ledger(
            "c",
            made.flatMap((delivery) => delivery.entries),
            when,
          ),
        );
        expect(asOf).toBe(when.toISOString());
        expect(balance).toBe(items.map(({ now }) => now).reduce((sum, now) => sum + now, 0));
        expect(items.every((item) => item.now === pointsAt(item, when) && item.now !== 0)).toBe(true);
        for (const { event } of made) {
          const counted = items.filter(({ eventId }) => eventId === event.eventId);
          const judgements = made
            .filter((delivery) => delivery.event === event)
            .map((delivery) => delivery.entries.filter((one) => pointsAt(one, when) !== 0))
            .map((entries) => entries.map(({ ruleId, points }) => `${ruleId} ${points}`).sort());
          expect([[], ...judgements]).toContainEqual(
            counted.map(({ ruleId, points }) => `${ruleId} ${points}`).sort(),
          );
        }
      }),
      { numRuns: 1000 },
    );
  });

  it("of events that each came under one policy is the plain sum of what is left of them", () => {
    fc.assert(
      fc.property(deliveries, instants, (made, when) => {
        const once = [...new Map(made.map((delivery) => [delivery.event.eventId, delivery])).values()];
        const entries = once.flatMap((delivery) => delivery.entries);
        const sum = entries.reduce((total, one) => total + pointsAt(one, when), 0);
        expect(ledger("c", entries, when).balance).toBe(sum);
      }),
    );
  });

  it("loses nothing when what has faded is deleted, and gains nothing", () => {
    fc.assert(
      fc.property(deliveries, instants, (made, when) => {
        const entries = made.flatMap((delivery) => delivery.entries);
        const kept = entries.filter((one) => fadedAt(one) > when);
        expect(ledger("c", kept, when)).toEqual(ledger("c", entries, when));
      }),
      { numRuns: 1000 },
    );
  });

  it("is empty in the end", () => {
    fc.assert(
      fc.property(deliveries, (made) => {
        const end = new Date(start + (20 + longestFade) * dayMs);
        const entries = made.flatMap((delivery) => delivery.entries);
        expect(ledger("c", entries, end)).toMatchObject({ balance: 0, items: [] });
      }),
    );
  });

  it("shows the newest first, and the rules of one event by name", () => {
    const newer = new Date(start + 1).toISOString();
    const entries = [
      entry({ eventId: "a", ruleId: "z" }),
      entry({ eventId: "b", ruleId: "z" }),
      entry({ eventId: "c", ruleId: "b", occurredAt: newer }),
      entry({ eventId: "c", ruleId: "a", occurredAt: newer }),
    ];
    const shown = ledger("c", entries, at).items.map(({ eventId, ruleId }) => eventId + ruleId);
    expect(shown).toEqual(["ca", "cb", "bz", "az"]);
  });

  it("of nobody is empty", () => {
    expect(ledger("c", [], at)).toEqual({ customerId: "c", balance: 0, asOf: at.toISOString(), items: [] });
  });
});

describe("of several judgements of one event", () => {
  const old = entry({ ruleId: "old", policyVersion: 1 });

  it.each([
    ["the oldest policy's stands", old, entry({ ruleId: "new", policyVersion: 2 })],
    [
      "the one that fades last stands before that",
      entry({ ruleId: "slow", policyVersion: 2, fadesAfterDays: 11 }),
      old,
    ],
    ["one that knows an intent stands", entry({ ruleId: "known", intent: "refund" }), old],
    [
      "of two intents the first by name stands",
      entry({ ruleId: "a", intent: "outage" }),
      entry({ ruleId: "b", intent: "refund" }),
    ],
  ])("%s", (_, standing, other) => {
    expect(ruleIds([standing, other])).toEqual([standing.ruleId]);
    expect(ruleIds([other, standing])).toEqual([standing.ruleId]);
  });

  it("one stands whole", () => {
    const judgement = [old, entry({ ruleId: "too", policyVersion: 1 })];
    expect(ruleIds([entry({ ruleId: "new", policyVersion: 2 }), ...judgement])).toEqual(["old", "too"]);
  });
});
