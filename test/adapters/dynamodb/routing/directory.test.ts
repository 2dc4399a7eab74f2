/** The directory of groups and lines: always complete, bounded, and cheap to read again. */
import { describe, expect, it } from "vitest";
import { mostGroups } from "../../../../adapters/dynamodb/routing/groups.ts";
import { mostPools } from "../../../../adapters/dynamodb/routing/lines.ts";
import { dynamoRoutingStore } from "../../../../adapters/dynamodb/routing/store.ts";
import { TooManyAbilitiesError } from "../../../../domain/errors.ts";
import { groupIdOf, poolIdOf, poolOf } from "../../../../domain/routing/eligibility.ts";
import type { RoutingStore } from "../../../../domain/routing/routing-store.ts";
import type { Agent } from "../../../../schemas/routing/agent.ts";
import { agentRow, halfLife, next, routingRow } from "./rows.ts";
import { emptyTable, kindsOfTable } from "./tables.ts";

const skilled = (agentId: string, skill: number): Agent =>
  agentRow(agentId, { skills: { [`s${skill}`]: 1 } });
const inLine = (caseId: string, skill: number) =>
  routingRow(caseId, { requirement: { queueId: "general", skills: { [`s${skill}`]: 1 } } });

async function saveAgents(store: RoutingStore, agents: readonly Agent[]) {
  for (let from = 0; from < agents.length; from += 20) {
    const some = agents.slice(from, from + 20).map((after) => ({ after }));
    expect(await store.save({ agents: some, routings: [] })).toBe("saved");
  }
}

describe.each(kindsOfTable)("on %s", (kind) => {
  async function emptyStores() {
    const { table, content } = await emptyTable(kind);
    const newStore = () => dynamoRoutingStore(table, halfLife);
    return { table, content, newStore };
  }

  it("lists the groups of all agents, and the lines of all cases", async () => {
    const { newStore } = await emptyStores();
    const store = newStore();
    const agents = [skilled("a1", 1), skilled("a2", 1), skilled("a3", 2)];
    await saveAgents(store, agents);
    const held = routingRow("k3", { requirement: { queueId: "general", skills: {}, agentId: "a1" } });
    const routings = [inLine("k1", 1), inLine("k2", 2), held].map((after) => ({ after }));
    await store.save({ agents: [], routings });
    const { groups, pools } = await newStore().directory();
    const { queues, languages } = agents[0]?.profile ?? {};
    expect(Object.fromEntries(groups)).toEqual({
      [groupIdOf(skilled("x", 1).profile)]: { queues, languages, skills: { s1: 1 } },
      [groupIdOf(skilled("x", 2).profile)]: { queues, languages, skills: { s2: 1 } },
    });
    const expected = [inLine("x", 1), inLine("x", 2)].map(poolOf);
    expect(pools).toEqual(new Map(expected.map((pool) => [poolIdOf(pool), pool])));
  });

  it("keeps what it read, reads anew when told, and is the same object while nothing has changed", async () => {
    const { newStore } = await emptyStores();
    const [ours, theirs] = [newStore(), newStore()];
    const empty = await ours.directory();
    await saveAgents(theirs, [skilled("a1", 1)]);
    expect(await ours.directory()).toBe(empty);
    const grown = await ours.readDirectory();
    expect(grown.groups.size).toBe(1);
    await theirs.save({
      agents: [{ before: skilled("a1", 1), after: next(skilled("a1", 1), { status: "away" }) }],
      routings: [],
    });
    expect(await ours.readDirectory()).toBe(grown);
    expect(await ours.directory()).toBe(grown);
  });

  it("refuses an agent of one more group than there may be, and takes others", async () => {
    const { newStore } = await emptyStores();
    const store = newStore();
    await saveAgents(
      store,
      Array.from({ length: mostGroups }, (_, index) => skilled(`a${index}`, index)),
    );
    const another = { agents: [{ after: skilled("b1", mostGroups) }], routings: [] };
    await expect(newStore().save(another)).rejects.toBeInstanceOf(TooManyAbilitiesError);
    await expect(store.save(another)).rejects.toBeInstanceOf(TooManyAbilitiesError);
    await saveAgents(store, [skilled("b2", 7)]);
    expect((await store.readDirectory()).groups.size).toBe(mostGroups);
  });

  it("has no groups that nobody is in, and forgets them before long", async () => {
    const { newStore, content } = await emptyStores();
    const store = newStore();
    const agents = Array.from({ length: mostGroups }, (_, index) => skilled(`a${index}`, index));
    await saveAgents(store, agents);
    const together = agents.slice(0, 150).map((before) => {
      const { agentId } = before.profile;
      return { before, after: next(before, { profile: skilled(agentId, 199).profile }) };
    });
    for (let from = 0; from < together.length; from += 20) {
      expect(await store.save({ agents: together.slice(from, from + 20), routings: [] })).toBe("saved");
    }
    const left = agents.slice(150).map(({ profile }) => groupIdOf(profile));
    const { groups } = await store.readDirectory();
    expect([...groups.keys()].sort()).toEqual(left.sort());

    const [another, again] = [skilled("b1", mostGroups), skilled("b2", 0)];
    await saveAgents(newStore(), [another, again]);
    const all = [...left, ...[another, again].map(({ profile }) => groupIdOf(profile))];
    expect([...(await store.readDirectory()).groups.keys()].sort()).toEqual(all.sort());
    const listed = Object.keys((await content()).get("G#groups @") ?? {});
    expect(listed.filter((name) => name.startsWith("ability:")).length).toBeLessThan(110);
  });

  it("lists a line once, however many cases come to it at once", async () => {
    const { newStore, content } = await emptyStores();
    const stores = Array.from({ length: 8 }, newStore);
    await Promise.all(
      stores.map((store, index) => store.save({ agents: [], routings: [{ after: inLine(`k${index}`, 1) }] })),
    );
    expect((await newStore().directory()).pools.size).toBe(1);
    expect((await content()).get("G#pools @")?.edition?.N).toBe("1");
  });

  it("puts cases of new pools into their queue's own line when there are too many lines", async () => {
    const { newStore, content } = await emptyStores();
    const store = newStore();
    const cases = Array.from({ length: mostPools + 2 }, (_, index) => inLine(`k${index}`, index));
    // The last of them are more than there is room for: how many fit is known to the table alone.
    for (let from = 0; from < cases.length; from += 19) {
      const routings = cases.slice(from, from + 19).map((after) => ({ after }));
      expect(await store.save({ agents: [], routings })).toBe("saved");
    }
    const { pools } = await store.readDirectory();
    // Those that came together were listed in any order: which two were too many is open.
    const outside = cases.filter((routing) => !pools.has(poolIdOf(poolOf(routing))));
    expect(outside).toHaveLength(2);
    expect(pools.size).toBe(mostPools + 1);
    const own = poolIdOf({ requirement: { queueId: "general", skills: {} }, units: 60 });
    expect(await store.waitingCases([own], 9)).toEqual(outside);

    // A process that knows nothing yet takes them off the line where they are, and leaves the others alone.
    const size = (await content()).size;
    const routings = outside.map((before) => ({ before, after: next(before, { status: "ended" }) }));
    expect(await newStore().save({ agents: [], routings })).toBe("saved");
    expect(await store.waitingCases([own], 9)).toEqual([]);
    expect((await content()).size).toBe(size - 2);
  });
});
