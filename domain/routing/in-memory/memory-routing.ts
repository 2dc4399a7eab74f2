/** Routing without a database: the same conditions on every write, for simulations, replays and proofs. */
import type { Agent } from "../../../schemas/routing/agent.ts";
import type { Decision } from "../../../schemas/routing/decision.ts";
import type { Reservation, Routing } from "../../../schemas/routing/routing.ts";
import { poolOf } from "../eligibility.ts";
import type { LearnedOutcome } from "../learning/rows.ts";
import type { ExpiredOffer } from "../reap.ts";
import type { Change, Directory, RoutingStore } from "../routing-store.ts";
import { FreeAgents } from "./free-agents.ts";
import { LearnedOutcomes } from "./learned-outcomes.ts";
import { WaitingCases } from "./waiting-cases.ts";

export interface MemoryRouting extends RoutingStore {
  readonly agents: ReadonlyMap<string, Agent>;
  readonly routings: ReadonlyMap<string, Routing>;
  recordOutcome(outcome: LearnedOutcome): void;
  /** Offers whose lease is over. */
  expiredOffers(now: Date): Promise<ExpiredOffer[]>;
}

export interface MemoryRoutingOptions {
  readonly agents?: Iterable<Agent>;
  readonly routings?: Iterable<Routing>;
  /** What is known beforehand; it grows by the abilities and pools of what is written. */
  readonly directory?: Directory;
  /** Decisions are not kept: whoever wants them takes them here. */
  readonly onDecision?: (decision: Decision) => void;
  /** As the learning policy has it. */
  readonly halfLifeDays?: number;
}

export function memoryRouting(options: MemoryRoutingOptions = {}): MemoryRouting {
  const agents = new Map<string, Agent>();
  const routings = new Map<string, Routing>();
  const outcomes = new LearnedOutcomes(options.halfLifeDays ?? 30);
  const free = new FreeAgents();
  const waiting = new WaitingCases();
  const offers = new Map<string, Routing>();
  let directory = options.directory ?? { groups: new Map(), pools: new Map() };

  function putAgent(agent: Agent): void {
    agents.set(agent.profile.agentId, agent);
    const groupId = free.put(agent);
    const { groups } = directory;
    // Copied, so that who has read it keeps what they have read.
    if (!groups.has(groupId))
      directory = { ...directory, groups: new Map(groups).set(groupId, agent.profile) };
  }

  function putRouting(routing: Routing): void {
    routings.set(routing.caseId, routing);
    if (routing.status === "offered") offers.set(routing.caseId, routing);
    else offers.delete(routing.caseId);
    const poolId = waiting.put(routing);
    const pool = poolOf(routing);
    const { pools } = directory;
    // Who a case is held for knows their own line.
    if (poolId === undefined || pool.requirement.agentId !== undefined || pools.has(poolId)) return;
    directory = { ...directory, pools: new Map(pools).set(poolId, pool) };
  }

  for (const agent of options.agents ?? []) putAgent(agent);
  for (const routing of options.routings ?? []) putRouting(routing);

  return {
    agents,
    routings,
    readAgent: async (agentId) => agents.get(agentId),
    readRouting: async (caseId) => routings.get(caseId),
    directory: async () => directory,
    readDirectory: async () => directory,
    freeAgents: async (groupIds, units, most) => {
      const found: Agent[] = [];
      for (const groupId of groupIds) free.first(groupId, units, most, found);
      return found;
    },
    waitingCases: async (poolIds, most) => {
      const found: Routing[] = [];
      for (const poolId of poolIds) waiting.first(poolId, most, found);
      return found;
    },
    learned: async (context, agentIds, now) => outcomes.read(context, agentIds, now),
    expiredOffers: async (now) =>
      [...offers.values()].flatMap(({ caseId, reservation }) => expiredOffer(caseId, reservation, now)),
    recordOutcome: (outcome) => outcomes.add(outcome),
    save: async ({ agents: ofAgents, routings: ofRouting, decision }) => {
      const holds =
        ofAgents.every((change) => isCurrent(change, agents.get(change.after.profile.agentId))) &&
        ofRouting.every((change) => isCurrent(change, routings.get(change.after.caseId)));
      if (!holds) return "lost";
      for (const { after } of ofAgents) putAgent(after);
      for (const { after } of ofRouting) putRouting(after);
      if (decision !== undefined) options.onDecision?.(decision);
      return "saved";
    },
    keepDecision: async (decision) => options.onDecision?.(decision),
  };
}

/** What the table's conditions ask: a new item is nowhere yet, any other is still as it was read. */
function isCurrent<Item extends { readonly version: number }>(
  { before }: Change<Item>,
  stored: Item | undefined,
): boolean {
  return before?.version === stored?.version;
}

function expiredOffer(caseId: string, reservation: Reservation | undefined, now: Date): ExpiredOffer[] {
  if (reservation?.leaseUntil === undefined || new Date(reservation.leaseUntil) >= now) return [];
  const { agentId, token } = reservation;
  return [{ caseId, agentId, token }];
}
