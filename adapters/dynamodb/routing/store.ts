/** Routing's store in the table: rows with an optimistic lock, and the entries by which they are found. */
import type { TransactWriteItem } from "@aws-sdk/client-dynamodb";
import { poolOf } from "../../../domain/routing/eligibility.ts";
import type { RoutingChange, RoutingStore } from "../../../domain/routing/routing-store.ts";
import { putItems } from "../items.ts";
import type { TableDeps } from "../table-call.ts";
import { writeTogether } from "../transactions.ts";
import { decisionItems } from "./decisions.ts";
import { type Directories, dynamoDirectories } from "./directory.ts";
import { agentEntries, entryWrites, routingEntries } from "./entries.ts";
import { groupWrites } from "./groups.ts";
import { readFreeAgents, readWaitingCases } from "./index-reads.ts";
import { type HalfLife, readLearnedOf } from "./learned.ts";
import { openLines } from "./lines.ts";
import { putAgent, putRouting, readAgent, readRouting } from "./rows.ts";

/** @param halfLife of what is learned, by the policy in force */
export function dynamoRoutingStore(table: TableDeps, halfLife: HalfLife): RoutingStore {
  const directories = dynamoDirectories(table);
  return {
    readAgent: (agentId) => readAgent(table, agentId),
    readRouting: (caseId) => readRouting(table, caseId),
    directory: directories.kept,
    readDirectory: directories.read,
    freeAgents: (groupIds, units, most) => readFreeAgents(table, groupIds, units, most),
    waitingCases: (poolIds, most) => readWaitingCases(table, poolIds, most),
    learned: (context, agentIds, now) => readLearnedOf(table, halfLife, { context, agentIds, now }),
    async save(change) {
      const written = await writeTogether(table, await writesOf(table, directories, change));
      return written === "written" ? "saved" : "lost";
    },
    keepDecision: (decision) => putItems(table, decisionItems(decision)),
  };
}

/**
 * Entries are written without a condition: they follow their row, whose condition holds for all. A reservation is
 * 8 writes; DynamoDB takes 100, so a change may be of some 30 cases.
 */
async function writesOf(
  table: TableDeps,
  directories: Directories,
  { agents, routings, decision }: RoutingChange,
): Promise<TransactWriteItem[]> {
  const { tableName } = table;
  const waiting = routings
    .flatMap(({ before, after }) => (before === undefined ? [after] : [before, after]))
    .filter(({ status }) => status === "waiting");
  const lineOf = await openLines(table, directories, waiting.map(poolOf));
  return [
    ...agents.map((change) => putAgent(tableName, change)),
    ...routings.map((change) => putRouting(tableName, change)),
    ...(await groupWrites(table, directories, agents)),
    ...entryWrites(
      tableName,
      [
        ...agents.flatMap(({ before }) => (before === undefined ? [] : agentEntries(before))),
        ...routings.flatMap(({ before }) => (before === undefined ? [] : routingEntries(before, lineOf))),
      ],
      [
        ...agents.flatMap(({ after }) => agentEntries(after)),
        ...routings.flatMap(({ after }) => routingEntries(after, lineOf)),
      ],
    ),
    ...(decision === undefined ? [] : decisionItems(decision)).map((Item) => ({
      Put: { TableName: tableName, Item },
    })),
  ];
}
