/** Routing at any size, written straight into a table, and what a decision on it costs. */
import { marshall } from "@aws-sdk/util-dynamodb";
import { putItems } from "../../../../adapters/dynamodb/items.ts";
import { agentEntries, type Entry, routingEntries } from "../../../../adapters/dynamodb/routing/entries.ts";
import { putAgent, putRouting } from "../../../../adapters/dynamodb/routing/rows.ts";
import { dynamoRoutingStore } from "../../../../adapters/dynamodb/routing/store.ts";
import type { TableCall, TableDeps } from "../../../../adapters/dynamodb/table-call.ts";
import { defaultPolicies } from "../../../../domain/policies/policies.ts";
import { poolIdOf } from "../../../../domain/routing/eligibility.ts";
import type { RoutingDeps } from "../../../../domain/routing/reserve.ts";
import type { Agent } from "../../../../schemas/routing/agent.ts";
import type { Routing } from "../../../../schemas/routing/routing.ts";
import { at, halfLife } from "./rows.ts";

const atOnce = 500;

/** The first of them goes the usual way, so that the directory has what they have in common. */
export async function seed(
  table: TableDeps,
  {
    agents = [],
    routings = [],
  }: { readonly agents?: readonly Agent[]; readonly routings?: readonly Routing[] },
): Promise<void> {
  const first = <Row>(rows: readonly Row[]) => rows.slice(0, 1).map((after) => ({ after }));
  await dynamoRoutingStore(table, halfLife).save({ agents: first(agents), routings: first(routings) });
  const items = [
    ...agents
      .slice(1)
      .flatMap((after) => [putAgent("", { after }).Put?.Item, ...marshalled(agentEntries(after))]),
    ...routings
      .slice(1)
      .flatMap((after) => [
        putRouting("", { after }).Put?.Item,
        ...marshalled(routingEntries(after, poolIdOf)),
      ]),
  ].filter((item) => item !== undefined);
  for (let from = 0; from < items.length; from += atOnce)
    await putItems(table, items.slice(from, from + atOnce));
}

const marshalled = (entries: readonly Entry[]) => entries.map((entry) => marshall(entry));

export interface Cost {
  requests: number;
  /** Requests in the longest chain in which each was sent after the answer to the one before. */
  rounds: number;
  /** Of the items in the answers. */
  bytes: number;
}

/** A table that keeps what is asked of it from the last `restart` on. */
export function measured({ call, tableName }: TableDeps) {
  const cost: Cost = { requests: 0, rounds: 0, bytes: 0 };
  let answered = 0;
  async function measuredCall(...[operation, input]: Parameters<TableCall>) {
    const round = answered + 1;
    cost.requests += 1;
    cost.rounds = Math.max(cost.rounds, round);
    const answer = await call(operation, input);
    // A table in memory answers at once; all that are sent together are one round there, too.
    await new Promise((resolve) => setImmediate(resolve));
    answered = Math.max(answered, round);
    const { Item, Items, Responses } = answer as { Item?: object; Items?: object[]; Responses?: object };
    cost.bytes += Buffer.byteLength(JSON.stringify(Item ?? Items ?? Responses ?? []));
    return answer;
  }
  const table: TableDeps = { call: measuredCall as TableCall, tableName };
  const restart = () => {
    answered = 0;
    Object.assign(cost, { requests: 0, rounds: 0, bytes: 0 });
  };
  return { table, cost, restart };
}

/**
 * All that a decision needs besides the table; nobody waits for a workflow.
 *
 * @param waitedSeconds of cases that came into line at `at(0)`; after a minute agents keep room for them
 */
export function routingDeps(table: TableDeps, waitedSeconds = 30): RoutingDeps {
  let decisions = 0;
  const over = async (): Promise<never> => {
    throw new Error("no workflow waits here");
  };
  return {
    store: dynamoRoutingStore(table, halfLife),
    policies: { current: async (name) => ({ version: 0, policy: defaultPolicies[name] }) },
    workflow: { start: over, resume: over, interrupt: over },
    now: () => new Date(at(waitedSeconds)),
    draw: () => 0.5,
    lastHeard: async () => undefined,
    newDecisionId: () => {
      decisions += 1;
      return `d${decisions}`;
    },
    pause: async () => undefined,
  };
}
