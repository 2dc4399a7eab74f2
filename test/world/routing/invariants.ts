/** What must hold whatever happens; written down again from scratch, so as not to repeat a mistake of the engine. */
import type { RoutingChange } from "../../../domain/routing/routing-store.ts";
import type { Agent } from "../../../schemas/routing/agent.ts";
import type { RoutingPolicy } from "../../../schemas/routing/policy.ts";
import type { Routing } from "../../../schemas/routing/routing.ts";

class BrokenInvariantError extends Error {
  override readonly name = "BrokenInvariantError";
}

function must(holds: boolean, rule: string): void {
  if (!holds) throw new BrokenInvariantError(rule);
}

interface Rows {
  readonly agents: Iterable<Agent>;
  readonly routings: Iterable<Routing>;
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
export const roomOf = ({ profile, work }: Agent): number =>
  profile.capacityUnits - sum(work.map(({ units }) => units));

/** Nobody has too much, and both sides of every reservation say the same. */
export function expectConsistent(rows: Rows): void {
  const routings = new Map(Array.from(rows.routings, (routing) => [routing.caseId, routing]));
  const held = new Map<string, string>();
  for (const agent of rows.agents) {
    const { agentId } = agent.profile;
    must(roomOf(agent) >= 0, `${agentId} has more than they can carry`);
    for (const { caseId, token, state, units } of agent.work) {
      const routing = routings.get(caseId);
      must(!held.has(caseId), `${caseId} is with ${held.get(caseId)} and with ${agentId}`);
      held.set(caseId, agentId);
      must(routing?.reservation?.agentId === agentId, `${agentId} has ${caseId}, which knows nothing of it`);
      must(routing?.reservation?.token === token, `the tokens of ${caseId} differ`);
      must(routing?.facts.units === units, `${caseId} takes another room than ${agentId} gives it`);
      const status = state === "offered" ? "offered" : "assigned";
      must(routing?.status === status, `${caseId} is ${routing?.status} and with ${agentId} ${state}`);
    }
  }
  for (const { caseId, status, reservation, token } of routings.values()) {
    const isHeld = status === "offered" || status === "assigned";
    must(isHeld === held.has(caseId), `${caseId} is ${status}, and with ${held.get(caseId) ?? "nobody"}`);
    must(!isHeld || reservation?.token === token, `${caseId} is held by an old token`);
  }
}

/** The lines of all, not of one agent alone: these are looked at again for every candidate. */
export const isLookAtLines = (poolIds: readonly string[]): boolean =>
  poolIds.some((poolId) => !poolId.startsWith("agent:"));

/** A case that comes to be held by an agent. */
export interface Reservation {
  readonly agent: Agent;
  readonly routing: Routing;
  /** Who stood in line all the time from the decision's first look until its write, except the case itself. */
  readonly line: readonly Routing[];
  readonly after: Routing;
  readonly now: number;
}

/** Who stood in line when a process read the directory last, and when it read the lines last. */
export interface Looked {
  readonly atDirectory?: ReadonlyMap<string, Routing> | undefined;
  readonly atLines?: ReadonlyMap<string, Routing> | undefined;
}

export function reservationsIn(
  { agents, routings }: RoutingChange,
  rows: Rows,
  { atDirectory, atLines }: Looked,
  now: number,
): Reservation[] {
  const line = Array.from(rows.routings).filter(
    ({ caseId, status, version }) =>
      status === "waiting" &&
      atDirectory?.get(caseId)?.version === version &&
      atLines?.get(caseId)?.version === version,
  );
  return routings.flatMap(({ before: routing, after }) => {
    if (routing?.status !== "waiting" || after.status !== "offered") return [];
    const agent = agents.find(
      ({ after: { profile } }) => profile.agentId === after.reservation?.agentId,
    )?.before;
    must(agent !== undefined, `${after.caseId} is offered, and the agent does not know`);
    const others = line.filter(({ caseId }) => caseId !== routing.caseId);
    return agent === undefined ? [] : [{ agent, routing, after, line: others, now }];
  });
}

export const precedes = (one: Routing, other: Routing): boolean =>
  one.rank < other.rank || (one.rank === other.rank && one.caseId < other.caseId);

/** Whether the agent is one whom the case may be offered to, were there room. */
export function suits({ profile, status, declined }: Agent, routing: Routing, now: number): boolean {
  const { requirement } = routing.steps[routing.step] ?? { requirement: undefined };
  if (status !== "available" || requirement === undefined) return false;
  if (declined.some(({ caseId, until }) => caseId === routing.caseId && Date.parse(until) > now))
    return false;
  if (requirement.agentId !== undefined) return requirement.agentId === profile.agentId;
  const { queueId, language, skills } = requirement;
  return (
    profile.queues.includes(queueId) &&
    (language === undefined || profile.languages.includes(language)) &&
    Object.entries(skills).every(([skill, level]) => (profile.skills[skill] ?? 0) >= level)
  );
}

/** Whether the agent keeps room for this case by leaving smaller ones behind it alone. */
export function holdsRoomOf(agent: Agent, routing: Routing, policy: RoutingPolicy, now: number): boolean {
  return (
    suits(agent, routing, now) &&
    now - Date.parse(routing.enqueuedAt) > policy.holdRoomAfterSeconds * 1000 &&
    routing.facts.units > roomOf(agent) &&
    routing.facts.units <= agent.profile.capacityUnits
  );
}

export function fits(agent: Agent, routing: Routing, now: number): boolean {
  return suits(agent, routing, now) && routing.facts.units <= roomOf(agent);
}

/** Free capacity skips nobody who is in line before, and no head start is worth more than the policy says. */
export function expectInOrder(made: Reservation, policy: RoutingPolicy): void {
  const { agent, routing, line, after, now } = made;
  const who = `${agent.profile.agentId} is offered ${routing.caseId}`;
  must(after.token > routing.token, `${who} with a token that was used before`);
  must(fits(agent, routing, now), `${who} and may not take it`);
  for (const other of line.filter((one) => precedes(one, routing))) {
    must(!fits(agent, other, now), `${who} before ${other.caseId}`);
    must(!holdsRoomOf(agent, other, policy, now), `${who}, and ${other.caseId} has waited too long for that`);
  }
  const latest = Date.parse(routing.enqueuedAt) - policy.priority.mostSeconds * 1000;
  for (const other of line.filter(({ enqueuedAt }) => Date.parse(enqueuedAt) < latest)) {
    must(!fits(agent, other, now), `${who}, which came too long after ${other.caseId}`);
  }
}

/** Whose clock is ahead keeps room a little sooner. */
const mostSkewMs = 200;

/** Nobody is free for whom a case waits, and nobody is waited for who will not answer. */
export function expectNoneLeft({ agents, routings }: Rows, policy: RoutingPolicy, now: number): void {
  const all = Array.from(routings);
  for (const { caseId, reservation } of all) {
    const isOver = Date.parse(reservation?.leaseUntil ?? "9999-12-31") < now;
    must(!isOver, `${caseId} is offered to ${reservation?.agentId} for ever`);
  }
  const line = all.filter(({ status }) => status === "waiting");
  for (const agent of agents) {
    for (const routing of line.filter((one) => fits(agent, one, now))) {
      const isHeldFor = line.some(
        (other) => precedes(other, routing) && holdsRoomOf(agent, other, policy, now + mostSkewMs),
      );
      must(isHeldFor, `${routing.caseId} waits and ${agent.profile.agentId} is free`);
    }
  }
}
