/** Whatever is saved in whatever order: the indexes say what the rows say, no more and no less. */
import { unmarshall } from "@aws-sdk/util-dynamodb";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseItem } from "../../../../adapters/dynamodb/items.ts";
import { agentEntries, routingEntries } from "../../../../adapters/dynamodb/routing/entries.ts";
import { agentItemSchema, routingItemSchema } from "../../../../adapters/dynamodb/routing/rows.ts";
import { dynamoRoutingStore } from "../../../../adapters/dynamodb/routing/store.ts";
import { freeUnits, groupIdOf, poolIdOf, poolOf } from "../../../../domain/routing/eligibility.ts";
import type { RoutingStore } from "../../../../domain/routing/routing-store.ts";
import { type Agent, agentStatuses } from "../../../../schemas/routing/agent.ts";
import { type Routing, routingStatuses } from "../../../../schemas/routing/routing.ts";
import type { Item } from "../../../local/dynamodb/fixture.ts";
import { agentRow, at, general, halfLife, next, routingRow } from "./rows.ts";
import { emptyTable, kindsOfTable } from "./tables.ts";

const agentChange = fc.record({
  agentId: fc.constantFrom("a1", "a2", "a3"),
  status: fc.constantFrom(...agentStatuses),
  used: fc.constantFrom([], [20], [20, 40], [60]),
  idleSince: fc.integer({ min: 0, max: 3 }).map(at),
  skills: fc.constantFrom({}, { card: 1 }, { card: 3 }),
});
const routingChange = fc.record({
  caseId: fc.constantFrom("k1", "k2", "k3", "k4"),
  status: fc.constantFrom(...routingStatuses),
  step: fc.nat(2),
  rank: fc.integer({ min: 0, max: 3 }).map(at),
  leaseUntil: fc.integer({ min: 0, max: 3 }).map(at),
});
/** Some are decided on a version that is not what is stored any more. */
const save = fc.record({
  agents: fc.uniqueArray(agentChange, { selector: ({ agentId }) => agentId, maxLength: 2 }),
  routings: fc.uniqueArray(routingChange, { selector: ({ caseId }) => caseId, maxLength: 2 }),
  stale: fc.boolean(),
});
type Save = typeof save extends fc.Arbitrary<infer Value> ? Value : never;

const steps = [{ ...general, agentId: "a1" }, { ...general, skills: { card: 2 } }, general].map(
  (requirement) => ({ afterSeconds: 0, requirement, reason: "exact" }),
);

function nextAgent(before: Agent | undefined, { agentId, used, skills, ...changes }: Save["agents"][number]) {
  const row = before ?? agentRow(agentId);
  const work = used.map((units, index) => ({
    caseId: `w${index}`,
    customerId: "c1",
    token: 1,
    units,
    state: "accepted" as const,
    since: at(0),
  }));
  return next({ ...row, profile: { ...row.profile, skills } }, { ...changes, work });
}

function nextRouting(before: Routing | undefined, change: Save["routings"][number]): Routing {
  const { caseId, leaseUntil, ...changes } = change;
  const reservation = { agentId: "a1", token: 1, since: at(0), leaseUntil };
  return next(before ?? routingRow(caseId, { steps }), { ...changes, reservation });
}

/** What is stored of each row, and what was before. */
type Versions<Row> = Map<string, { readonly stored: Row; readonly older: Row | undefined }>;

interface Model {
  readonly agents: Versions<Agent>;
  readonly routings: Versions<Routing>;
}

/** Saves, and keeps what is stored; what was decided on an older version is lost. */
async function perform(store: RoutingStore, model: Model, { agents, routings, stale }: Save) {
  const seen = <Row>(versions: Versions<Row>, id: string) => {
    const known = versions.get(id);
    return stale ? known?.older : known?.stored;
  };
  const ofAgents = agents.map((change) => {
    const before = seen(model.agents, change.agentId);
    return { before, after: nextAgent(before, change) };
  });
  const ofRoutings = routings.map((change) => {
    const before = seen(model.routings, change.caseId);
    return { before, after: nextRouting(before, change) };
  });
  if (ofAgents.length + ofRoutings.length === 0) return;
  const isCurrent =
    ofAgents.every(({ before, after }) => before === model.agents.get(after.profile.agentId)?.stored) &&
    ofRoutings.every(({ before, after }) => before === model.routings.get(after.caseId)?.stored);
  const saved = await store.save({ agents: ofAgents, routings: ofRoutings });
  expect(saved).toBe(isCurrent ? "saved" : "lost");
  if (!isCurrent) return;
  for (const { before, after } of ofAgents)
    model.agents.set(after.profile.agentId, { stored: after, older: before });
  for (const { before, after } of ofRoutings)
    model.routings.set(after.caseId, { stored: after, older: before });
}

const rowTypes = ["agent", "routing", "groups", "pools"];
const typeOf = (item: Item) => String(item.type?.S);

/** What the entries of the stored rows come to. */
function entriesOfRows(content: ReadonlyMap<string, Item>) {
  const items = [...content.values()];
  const agents = items
    .filter((item) => typeOf(item) === "agent")
    .map((item) => parseItem(agentItemSchema, item));
  const routings = items
    .filter((item) => typeOf(item) === "routing")
    .map((item) => parseItem(routingItemSchema, item));
  return [
    ...agents.flatMap(agentEntries),
    ...routings.flatMap((routing) => routingEntries(routing, poolIdOf)),
  ];
}

describe.each(kindsOfTable)("on %s", (kind) => {
  it("the entries are those of the rows, and answer as a look at every row would", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(save, { minLength: 1, maxLength: 14 }), async (saves) => {
        const { table, content } = await emptyTable(kind);
        const store = dynamoRoutingStore(table, halfLife);
        const model: Model = { agents: new Map(), routings: new Map() };
        for (const one of saves) await perform(store, model, one);
        const stored = await content();
        expect(entriesIn(stored)).toEqual(sorted(entriesOfRows(stored)));
        await expectAnswers(store, current(model.agents), current(model.routings));
        await expectGroups(store, stored, current(model.agents));
      }),
      { numRuns: kind === "memory" ? 150 : 6 },
    );
  });
});

const current = <Row>(versions: Versions<Row>): Row[] =>
  Array.from(versions.values(), ({ stored }) => stored);

const entriesIn = (content: ReadonlyMap<string, Item>) =>
  sorted(
    [...content.values()].filter((item) => !rowTypes.includes(typeOf(item))).map((item) => unmarshall(item)),
  );

/** By key, and documents as what they say: the order of their fields means nothing. */
const sorted = (entries: readonly Record<string, unknown>[]) =>
  entries
    .toSorted((left, right) => (`${left.PK} ${left.SK}` < `${right.PK} ${right.SK}` ? -1 : 1))
    .map(({ body, ...entry }) => (body === undefined ? entry : { ...entry, body: JSON.parse(String(body)) }));

/** Free agents and lines, against a look at every row. */
async function expectAnswers(store: RoutingStore, agents: readonly Agent[], routings: readonly Routing[]) {
  for (const skills of [{}, { card: 1 }, { card: 3 }]) {
    const groupId = groupIdOf(agentRow("x", { skills }).profile);
    for (const units of [1, 40, 60]) {
      const fitting = agents.filter(
        (agent) => groupIdOf(agent.profile) === groupId && freeUnits(agent) >= units,
      );
      const best = fitting.toSorted(
        (left, right) =>
          freeUnits(right) - freeUnits(left) ||
          Date.parse(left.idleSince) - Date.parse(right.idleSince) ||
          (left.profile.agentId < right.profile.agentId ? -1 : 1),
      );
      expect(await store.freeAgents([groupId], units, 2)).toEqual(best.slice(0, 2));
    }
  }
  for (const { requirement } of steps) {
    const poolId = poolIdOf({ requirement, units: 60 });
    const line = routings
      .filter((routing) => routing.status === "waiting" && poolIdOf(poolOf(routing)) === poolId)
      .toSorted((left, right) => (`${left.rank} ${left.caseId}` < `${right.rank} ${right.caseId}` ? -1 : 1));
    expect(await store.waitingCases([poolId], 2)).toEqual(line.slice(0, 2));
  }
}

/** The directory has every group with an agent in it, and knows how many there are. */
async function expectGroups(
  store: RoutingStore,
  stored: ReadonlyMap<string, Item>,
  agents: readonly Agent[],
) {
  const counts = Map.groupBy(agents, ({ profile }) => groupIdOf(profile));
  const { groups } = await store.readDirectory();
  for (const groupId of counts.keys()) expect(groups.has(groupId)).toBe(true);
  for (const [name, { N }] of Object.entries(stored.get("G#groups @") ?? {})) {
    if (!name.startsWith("agents:")) continue;
    expect(Number(N)).toBe(counts.get(name.slice("agents:".length))?.length ?? 0);
  }
}
