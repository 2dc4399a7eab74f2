/** What routing keeps, and how it is read and changed: the port of `domain/routing`. */
import type { Agent } from "../../schemas/routing/agent.ts";
import type { Decision, Learned } from "../../schemas/routing/decision.ts";
import type { Ability } from "../../schemas/routing/requirement.ts";
import type { Routing } from "../../schemas/routing/routing.ts";
import type { Pool } from "./eligibility.ts";

/** All abilities that agents have, and all pools that cases have stood in: as many as admins make different. */
export interface Directory {
  readonly groups: ReadonlyMap<string, Ability>;
  readonly pools: ReadonlyMap<string, Pool>;
}

/** A new version of an item; `before` is the version it was decided on, absent for a new item. */
export interface Change<Item> {
  readonly before?: Item | undefined;
  readonly after: Item;
}

/** Written all or nothing, where every `before` is still what is stored. */
export interface RoutingChange {
  readonly agents: readonly Change<Agent>[];
  readonly routings: readonly Change<Routing>[];
  readonly decision?: Decision | undefined;
}

/** What is learned in one context: of each agent asked for, and how often anybody succeeds there. */
export interface LearnedOf {
  readonly agents: ReadonlyMap<string, Learned>;
  /** Mean reward in the context, from 0 to 1; absent before the first outcome. */
  readonly usual?: number | undefined;
}

/**
 * Reads are consistent: whoever writes and then reads sees what others wrote before they read. That is why no
 * wake-up is lost: of a case that comes into line and an agent who becomes free, one at least sees the other.
 */
export interface RoutingStore {
  readAgent(agentId: string): Promise<Agent | undefined>;
  readRouting(caseId: string): Promise<Routing | undefined>;
  /** As it was read last by this process, if ever. */
  directory(): Promise<Directory>;
  /** As it is now: the very same object when nothing has changed since. */
  readDirectory(): Promise<Directory>;
  /**
   * Agents of these groups with room for so many units: the emptiest first, then the longest idle.
   *
   * @param most of each group
   */
  freeAgents(groupIds: readonly string[], units: number, most: number): Promise<Agent[]>;
  /** The first cases in each of these lines, best rank first. */
  waitingCases(poolIds: readonly string[], most: number): Promise<Routing[]>;
  /** @param now outcomes fade until then */
  learned(context: string, agentIds: readonly string[], now: Date): Promise<LearnedOf>;
  save(change: RoutingChange): Promise<"saved" | "lost">;
  /** Keeps a decision that changed nothing: nobody was free. */
  keepDecision(decision: Decision): Promise<void>;
}
