/** What a routing decision costs in a large centre: a case that looks for an agent, an agent who looks for a case. */
import { withoutWork, withWork } from "../domain/routing/agent-state.ts";
import { defaultRoutingPolicy } from "../domain/routing/default-routing-policy.ts";
import { poolIdOf, poolOf } from "../domain/routing/eligibility.ts";
import { type MemoryRouting, memoryRouting } from "../domain/routing/in-memory/memory-routing.ts";
import { matchAgent, matchCase } from "../domain/routing/match.ts";
import type { RoutingDeps } from "../domain/routing/reserve.ts";
import { ended } from "../domain/routing/routing-state.ts";
import type { Agent } from "../schemas/routing/agent.ts";
import type { Routing } from "../schemas/routing/routing.ts";
import { counter } from "../test/support/counter.ts";
import { agentOf, at, caseOf, type Medium, noon, policiesOf } from "../test/world/routing/scene.ts";
import type { Benchmark, Measurement } from "./measurement.ts";
import { median, percentile } from "./statistics.ts";

const abilities = 40;
const queues = 20;
const budgetUs = 100;
const rounds = 100;
const warmUpRounds = 20;
const languages = ["tr", "en"];

export const routingDecision: Benchmark = {
  name: "routing-decision",
  about:
    "a decision in memory, from the first read to the saved reservation, with 10,000 agents of 40 abilities, a quarter with room, and 100,000 cases in line; beside it a scan of all agents, or of all cases",
  run: async (mode) => {
    const [runs, scans] = mode === "full" ? [200, 200] : [100, 20];
    const centre = newCentre(10_000, 100_000);
    const deps = depsOf(centre);
    const cases: number[][] = [];
    const agents: number[][] = [];
    for (let round = 0; round < rounds; round += 1) {
      cases.push(await timesOf(runs, () => caseComes(centre, deps)));
      agents.push(await timesOf(runs, () => agentIsFreed(centre, deps)));
    }
    const caseScan = await timesOf(scans, async () => timed(() => scanForAgent(centre)));
    const agentScan = await timesOf(scans, async () => timed(() => scanForCase(centre)));
    return [
      ...report("case finds an agent", cases, caseScan),
      ...report("agent finds a case", agents, agentScan),
    ];
  },
};

/** All decisions but those of the first rounds, in which the compiler settles. */
function report(name: string, times: readonly number[][], scans: readonly number[]): Measurement[] {
  const settled = times.slice(warmUpRounds).flat();
  const p99 = percentile(settled, 0.99);
  const p50 = median(settled);
  return [
    { name: `${name}: p50`, unit: "us", measured: p50 },
    { name: `${name}: p99`, unit: "us", measured: p99, budget: { kind: "atMost", value: budgetUs } },
    { name: `${name}, by a scan: p50`, unit: "us", measured: median(scans), floor: p50 },
  ];
}

interface Centre {
  readonly store: MemoryRouting;
  /** Who is on a call, in the order in which they hang up. */
  readonly calling: string[];
  readonly nextNumber: () => number;
  /** When the first decisions since were saved, by `performance.now()`. */
  readonly savedAt: number[];
}

/**
 * Agents of an ability serve three of the queues; half of them speak English. Whoever has room has it for chats:
 * all cases in line are calls, as a line of what somebody could take is none.
 */
function newCentre(agents: number, cases: number): Centre {
  const calling: string[] = [];
  const staff = Array.from({ length: agents }, (_, index) => {
    const group = index % abilities;
    const agent = agentOf(`a${index}`, {
      queues: [group % queues, (group + 1) % queues, (group + 7) % queues].map((number) => `q${number}`),
      languages: group < queues ? ["tr"] : languages,
      skills: { card: 1 + (group % 5) },
      idleSince: at(-(index % 600)),
    });
    const chats = Math.floor(index / abilities) % 8;
    if (chats === 1 || chats === 2) return workingOn(agent, chats, "chat");
    calling.push(agent.profile.agentId);
    return workingOn(agent, 1, "voice");
  });
  const line = Array.from({ length: cases }, (_, index) => caseIn("voice", index, -50 + index / 2500));
  const chatLines = Array.from({ length: queues * languages.length }, (_, index) => caseIn("chat", index, 0));
  const pools = new Map(chatLines.map((routing) => [poolIdOf(poolOf(routing)), poolOf(routing)]));
  const directory = { groups: new Map(), pools };
  const savedAt: number[] = [];
  const onDecision = () => savedAt.push(performance.now());
  const store = memoryRouting({ agents: staff, routings: line, directory, onDecision });
  return { store, calling, nextNumber: counter(), savedAt };
}

function workingOn(agent: Agent, count: number, medium: Medium): Agent {
  return Array.from({ length: count }, (_, index) => index).reduce((so, index) => {
    const { caseId, customerId, facts } = caseOf(`${agent.profile.agentId}-${index}`, { medium });
    const work = { caseId, customerId, token: 1, units: facts.units, state: "accepted" as const };
    return { ...withWork(so, { ...work, since: at(-100) }), idleSince: so.idleSince };
  }, agent);
}

function caseIn(medium: Medium, index: number, came: number): Routing {
  const language = languages[Math.floor(index / queues) % 2] ?? "tr";
  const requirement = { queueId: `q${index % queues}`, language, skills: {} };
  return caseOf(`${medium}-${index}-${came}`, { medium, came, requirement });
}

function depsOf({ store }: Centre): RoutingDeps {
  const nextDecision = counter();
  const nobody = async () => "told" as const;
  return {
    store,
    policies: policiesOf(defaultRoutingPolicy),
    workflow: { start: async () => {}, resume: nobody, interrupt: nobody },
    now: () => new Date(noon),
    draw: () => 0.5,
    lastHeard: async () => undefined,
    newDecisionId: () => `d${nextDecision()}`,
    pause: async () => {},
  };
}

/** A chat comes; when it has its agent it is over, and everything is as before. */
async function caseComes({ store, nextNumber, savedAt }: Centre, deps: RoutingDeps): Promise<number> {
  const after = caseIn("chat", nextNumber(), 0);
  await store.save({ agents: [], routings: [{ after }] });
  savedAt.length = 0;
  const startedAt = performance.now();
  const found = await matchCase(deps, after);
  const us = ((savedAt[0] ?? Number.NaN) - startedAt) * 1000;
  if (found !== "reserved") throw new Error(`${after.caseId} finds nobody`);
  await finish(store, after.caseId);
  return us;
}

/** Whoever hangs up takes the next call; another customer comes into line. */
async function agentIsFreed(
  { store, calling, nextNumber, savedAt }: Centre,
  deps: RoutingDeps,
): Promise<number> {
  const agentId = calling.shift() ?? "";
  const before = store.agents.get(agentId);
  if (before === undefined) throw new Error("nobody calls");
  await store.save({
    agents: [{ before, after: withoutWork(before, before.work[0]?.caseId ?? "", at(0)) }],
    routings: [],
  });
  savedAt.length = 0;
  const startedAt = performance.now();
  await matchAgent(deps, agentId);
  const us = ((savedAt[0] ?? Number.NaN) - startedAt) * 1000;
  if (store.agents.get(agentId)?.work.length !== 1) throw new Error(`${agentId} finds no case`);
  calling.push(agentId);
  const number = nextNumber();
  await store.save({ agents: [], routings: [{ after: caseIn("voice", number, number / 2500) }] });
  return us;
}

async function finish(store: MemoryRouting, caseId: string): Promise<void> {
  const before = store.routings.get(caseId);
  const agent = store.agents.get(before?.reservation?.agentId ?? "");
  if (before === undefined || agent === undefined) throw new Error(`${caseId} is with nobody`);
  await store.save({
    agents: [{ before: agent, after: { ...withoutWork(agent, caseId, at(0)), idleSince: agent.idleSince } }],
    routings: [{ before, after: ended(before, { at: at(0), how: "handled" }) }],
  });
}

async function timesOf(count: number, run: () => Promise<number>): Promise<number[]> {
  const times: number[] = [];
  for (let index = 0; index < count; index += 1) times.push(await run());
  return times;
}

function timed(run: () => unknown): number {
  const startedAt = performance.now();
  if (run() === undefined) throw new Error("a scan finds nothing");
  return (performance.now() - startedAt) * 1000;
}

/** What one would write first: whoever is able, has most room and has been idle longest. */
function scanForAgent({ store, nextNumber }: Centre): Agent | undefined {
  const requirement = caseIn("chat", nextNumber(), 0).steps[0]?.requirement;
  const room = ({ profile, work }: Agent) =>
    profile.capacityUnits - work.reduce((sum, { units }) => sum + units, 0);
  return [...store.agents.values()]
    .filter(
      ({ status, profile }) =>
        status === "available" &&
        profile.queues.includes(requirement?.queueId ?? "") &&
        profile.languages.includes(requirement?.language ?? ""),
    )
    .filter((agent) => room(agent) >= 20)
    .sort((left, right) => room(right) - room(left) || (left.idleSince < right.idleSince ? -1 : 1))[0];
}

/** What one would write first: of all cases in line that the agent may take, the first. */
function scanForCase({ store, calling }: Centre): Routing | undefined {
  const profile = store.agents.get(calling[0] ?? "")?.profile;
  let best: Routing | undefined;
  for (const routing of store.routings.values()) {
    const requirement = routing.steps[routing.step]?.requirement;
    if (routing.status !== "waiting" || requirement === undefined) continue;
    if (!profile?.queues.includes(requirement.queueId)) continue;
    if (!profile.languages.includes(requirement.language ?? "")) continue;
    if (best === undefined || routing.rank < best.rank) best = routing;
  }
  return best;
}
