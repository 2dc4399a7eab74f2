/** Decisions are found by their case and by their time. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readDecisions, readDecisionsBetween } from "../../../../adapters/dynamodb/routing/decisions.ts";
import { dynamoRoutingStore } from "../../../../adapters/dynamodb/routing/store.ts";
import { agentRow, at, decisionRow, halfLife, routingRow } from "./rows.ts";
import { emptyTable, kindsOfTable } from "./tables.ts";

const day = 24 * 60 * 60;

describe.each(kindsOfTable)("on %s", (kind) => {
  async function emptyStore() {
    const { table, content } = await emptyTable(kind);
    const store = dynamoRoutingStore(table, halfLife);
    const between = async (from: string, to: string) => {
      const found = [];
      for await (const one of readDecisionsBetween(table, new Date(from), new Date(to))) found.push(one);
      return found;
    };
    return { table, content, store, between };
  }

  it("keeps a decision with the save that follows from it, or by itself", async () => {
    const { table, store } = await emptyStore();
    const candidates = [
      {
        agentId: "a1",
        idleSince: at(0),
        freeUnits: 60,
        capacityUnits: 60,
        spareLevels: 0,
        score: 1.5,
        terms: [{ feature: "idle" as const, value: 30, points: 1.5 }],
      },
    ];
    const saved = decisionRow("d1", { candidates, winner: "a1", token: 1, at: at(2) });
    const kept = decisionRow("d2", { at: at(1) });
    const change = { agents: [{ after: agentRow("a1") }], routings: [{ after: routingRow("k1") }] };
    await store.save({ ...change, decision: saved });
    await store.keepDecision(kept);
    await store.keepDecision(decisionRow("d3", { caseId: "k2" }));
    expect(await readDecisions(table, "k1")).toEqual([saved, kept]);
    expect(await readDecisions(table, "nobody")).toEqual([]);
    expect(await store.save({ ...change, decision: decisionRow("d4", { at: at(3) }) })).toBe("lost");
    expect(await readDecisions(table, "k1")).toHaveLength(2);
  });

  it("shows the newest of many decisions on a case", async () => {
    const { table, store } = await emptyStore();
    const many = Array.from({ length: 60 }, (_, index) => decisionRow(`d${index}`, { at: at(index) }));
    await Promise.all(many.map((one) => store.keepDecision(one)));
    const shown = (await readDecisions(table, "k1")).map(({ decisionId }) => decisionId);
    expect(shown.slice(0, 2)).toEqual(["d59", "d58"]);
    expect(shown).toHaveLength(50);
  });

  it("lets both its items go after 90 days", async () => {
    const { content, store } = await emptyStore();
    await store.keepDecision(decisionRow("d1"));
    const expiries = Array.from((await content()).values(), ({ expiresAt }) => Number(expiresAt?.N));
    expect(expiries).toEqual([Date.parse(at(90 * day)) / 1000, Date.parse(at(90 * day)) / 1000]);
  });

  it("finds those of a time, oldest first, whatever the hour and the day", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.integer({ min: 0, max: 2 * day }), { minLength: 1, maxLength: 30 }),
        fc.integer({ min: 0, max: 2 * day }),
        fc.integer({ min: 0, max: 2 * day }),
        async (seconds, from, to) => {
          const { store, between } = await emptyStore();
          const decisions = seconds.map((second, index) =>
            decisionRow(`d${index}`, { caseId: `k${index % 3}`, at: at(second) }),
          );
          await Promise.all(decisions.map((one) => store.keepDecision(one)));
          const expected = decisions
            .filter((one) => one.at >= at(from) && one.at < at(to))
            .toSorted((left, right) => (left.at < right.at ? -1 : 1));
          expect(await between(at(from), at(to))).toEqual(expected);
        },
      ),
      { numRuns: kind === "memory" ? 40 : 2 },
    );
  });

  it("includes the first moment and excludes the last", async () => {
    const { store, between } = await emptyStore();
    const hour = 60 * 60;
    const decisions = [0, hour, 2 * hour].map((second) => decisionRow(`d${second}`, { at: at(second) }));
    for (const one of decisions) await store.keepDecision(one);
    expect(await between(at(0), at(2 * hour))).toEqual(decisions.slice(0, 2));
    expect(await between(at(hour), at(hour))).toEqual([]);
  });

  it("reads more than a batch of them", async () => {
    const { store, between } = await emptyStore();
    const decisions = Array.from({ length: 230 }, (_, index) =>
      decisionRow(`d${index}`, { caseId: `k${index % 7}`, at: at(index) }),
    );
    await Promise.all(decisions.map((one) => store.keepDecision(one)));
    expect(await between(at(0), at(1000))).toEqual(decisions);
  });
});
