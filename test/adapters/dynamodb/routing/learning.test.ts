/** Learning in the table comes to what learning in memory comes to; each outcome counts once. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dynamoLearning } from "../../../../adapters/dynamodb/routing/learn.ts";
import { readContexts, readLearned, resetLearned } from "../../../../adapters/dynamodb/routing/learned.ts";
import { dynamoRoutingStore } from "../../../../adapters/dynamodb/routing/store.ts";
import { LearnedOutcomes } from "../../../../domain/routing/in-memory/learned-outcomes.ts";
import type { LearnedOutcome } from "../../../../domain/routing/learning/rows.ts";
import type { LearnedOf } from "../../../../domain/routing/routing-store.ts";
import { at, halfLife, halfLifeDays, start } from "./rows.ts";
import { emptyTable, kindsOfTable } from "./tables.ts";

const dayMs = 24 * 60 * 60 * 1000;
const agentIds = ["a1", "a2", "a3"];
const contexts = ["spring|question", "-|complaint"];

const outcome = (changes: Partial<LearnedOutcome> = {}): LearnedOutcome => ({
  agentId: "a1",
  context: "spring|question",
  reward: 1,
  at: new Date(start),
  ...changes,
});

/** Both within rounding: sums in the table are decimal. */
function expectSame(found: LearnedOf, expected: LearnedOf) {
  const numbersOf = ({ agents, usual }: LearnedOf) => [
    usual ?? -1,
    ...agentIds.flatMap((agentId) => Object.values(agents.get(agentId) ?? {})),
  ];
  const numbers = numbersOf(found);
  expect(numbers).toHaveLength(1 + 4 * agentIds.length);
  for (const [index, number] of numbersOf(expected).entries()) expect(numbers[index]).toBeCloseTo(number, 6);
}

describe.each(kindsOfTable)("on %s", (kind) => {
  async function emptyLearning() {
    const { table, content } = await emptyTable(kind);
    const store = dynamoRoutingStore(table, halfLife);
    return { table, content, store, learning: dynamoLearning(table, halfLife) };
  }

  it("comes to the same as in memory", async () => {
    const arrival = fc.record({
      agentId: fc.constantFrom(...agentIds),
      context: fc.constantFrom(...contexts),
      reward: fc.constantFrom(0, 0.25, 0.6, 1),
      days: fc.integer({ min: 0, max: 400 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(arrival, { minLength: 1, maxLength: 25 }), async (arrivals) => {
        const { store, learning } = await emptyLearning();
        const memory = new LearnedOutcomes(halfLifeDays);
        const inTime = arrivals.toSorted((left, right) => left.days - right.days);
        for (const [index, { days, ...facts }] of inTime.entries()) {
          const one = outcome({ ...facts, at: new Date(start + days * dayMs) });
          memory.add(one);
          expect(await learning.learn(`o${index}`, one)).toBe("learned");
        }
        const now = new Date(start + 401 * dayMs);
        for (const context of contexts) {
          expectSame(await store.learned(context, agentIds, now), memory.read(context, agentIds, now));
        }
      }),
      { numRuns: kind === "memory" ? 50 : 2 },
    );
  });

  it("knows nothing where nothing was learned", async () => {
    const { store } = await emptyLearning();
    const nothing = { trials: 0, surplus: 0, allTrials: 0, allSurplus: 0 };
    const expected = { agents: new Map([["a1", nothing]]) };
    expect(await store.learned("-|-", ["a1"], new Date(start))).toEqual(expected);
  });

  it("learns from an outcome once, however often and at once it comes", async () => {
    const { store, learning, content } = await emptyLearning();
    const learnt = await Promise.all([1, 2, 3].map(() => learning.learn("o1", outcome())));
    expect(learnt.toSorted()).toEqual(["known", "known", "learned"]);
    expect(await learning.learn("o1", outcome({ reward: 0 }))).toBe("known");
    const { agents, usual } = await store.learned("spring|question", ["a1"], new Date(start));
    expect(usual).toBe(1);
    expect(agents.get("a1")?.trials).toBeCloseTo(1, 9);
    expect((await content()).get("O#o1 @")?.expiresAt?.N).toBe(String(start / 1000 + 30 * 24 * 60 * 60));
  });

  it("loses none of many outcomes that come at once", async () => {
    const { store, learning } = await emptyLearning();
    await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        learning.learn(`o${index}`, outcome({ agentId: agentIds[index % 2] ?? "a1", reward: index % 2 })),
      ),
    );
    const { agents, usual } = await store.learned("spring|question", agentIds, new Date(start));
    expect(usual).toBeCloseTo(0.5, 9);
    expect(agents.get("a1")?.trials).toBeCloseTo(20, 6);
    expect(agents.get("a2")?.trials).toBeCloseTo(20, 6);
  });

  it("goes on for decades: no sum grows more digits than DynamoDB adds", async () => {
    const { store, learning, content } = await emptyLearning();
    // Weights double 360 times meanwhile, to 2^371.
    const years = 30;
    const memory = new LearnedOutcomes(halfLifeDays);
    for (let month = 0; month < years * 12; month += 4) {
      const one = outcome({
        agentId: agentIds[month % 3] ?? "a1",
        reward: (month % 7) / 7,
        at: new Date(start + month * 30.4 * dayMs + month * 12_345),
      });
      memory.add(one);
      expect(await learning.learn(`o${month}`, one)).toBe("learned");
    }
    const now = new Date(start + years * 365 * dayMs);
    const context = "spring|question";
    expectSame(await store.learned(context, agentIds, now), memory.read(context, agentIds, now));
    const numbers = [...(await content()).values()].flatMap((item) =>
      Object.entries(item).flatMap(([name, { N }]) => (name.includes(":") ? [String(N)] : [])),
    );
    const digits = numbers.map((number) => number.replace(/[-.]/g, "").replace(/^0+/, "").length);
    expect(Math.max(...digits)).toBeLessThan(30);
  });

  it("shows what is learned in a context page by page, lists contexts, and forgets one of them", async () => {
    const { table, learning, store } = await emptyLearning();
    const now = new Date(start);
    const everybody = Array.from({ length: 7 }, (_, index) => `a${index}`);
    for (const agentId of everybody) {
      await learning.learn(`o-${agentId}`, outcome({ agentId, reward: agentId === "a0" ? 0 : 1 }));
      await learning.learn(`p-${agentId}`, outcome({ agentId, context: "-|complaint" }));
    }
    expect(await readContexts(table, halfLife, now)).toEqual(["-|complaint", "spring|question"]);
    const found: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await readLearned(table, halfLife, { context: "spring|question", now, limit: 3, cursor });
      expect(page.usual).toBeCloseTo(6 / 7, 6);
      for (const [agentId, { trials, surplus, allTrials }] of page.agents) {
        found.push(agentId);
        expect([trials, allTrials]).toEqual([expect.closeTo(1, 6), expect.closeTo(2, 6)]);
        expect(surplus).toBeCloseTo(agentId === "a0" ? -6 / 7 : 1 / 7, 6);
      }
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    expect(found).toEqual(everybody);

    await resetLearned(table, halfLife, { context: "spring|question", now });
    expect(await readContexts(table, halfLife, now)).toEqual(["-|complaint"]);
    const { agents, usual } = await store.learned("spring|question", ["a1"], now);
    expect([usual, agents.get("a1")?.trials]).toEqual([undefined, 0]);
    const other = await store.learned("-|complaint", ["a1"], now);
    expect(other.agents.get("a1")?.trials).toBeCloseTo(1, 6);
    expect(await learning.learn("q", outcome({ at: new Date(at(1)) }))).toBe("learned");
    expect(await readContexts(table, halfLife, now)).toHaveLength(2);
  });
});
