/** Learns from outcomes: one transaction each, and each once. */
import type { TransactWriteItem } from "@aws-sdk/client-dynamodb";
import { usualIn } from "../../../domain/routing/learning/fade.ts";
import { memoryAt } from "../../../domain/routing/learning/memory.ts";
import { outcomeIncrements } from "../../../domain/routing/learning/outcome-increments.ts";
import type { LearnedOutcome } from "../../../domain/routing/learning/rows.ts";
import { marshalKey } from "../items.ts";
import { type Key, keys } from "../keys.ts";
import type { TableDeps } from "../table-call.ts";
import { writeTogether } from "../transactions.ts";
import { contextTally, type HalfLife } from "./learned.ts";
import { additionOf, type Increment } from "./weighted-sums.ts";

/** Longer than any delivery of an outcome can come late. */
const rememberedSeconds = 30 * 24 * 60 * 60;
const attempts = 6;
const firstPauseMs = 20;

export interface Learning {
  /**
   * @param outcomeId the same for every delivery of the outcome
   * @returns `known` when it was learned before, and nothing changed
   */
  learn(outcomeId: string, outcome: LearnedOutcome): Promise<"learned" | "known">;
}

export function dynamoLearning(table: TableDeps, halfLife: HalfLife): Learning {
  return {
    async learn(outcomeId, outcome) {
      const policy = await halfLife();
      for (let attempt = 0; attempt < attempts; attempt += 1) {
        if (attempt > 0) await new Promise((resolve) => setTimeout(resolve, firstPauseMs * 2 ** attempt));
        const writes = await writesOf(table, outcomeId, outcome, policy.halfLifeDays);
        if ((await writeTogether(table, writes)) === "written") return "learned";
        // Lost to its own repetition, or to another outcome in the context that was being written at that moment.
        if ((await readRow(table, keys.learnedOutcome(outcomeId))) !== undefined) return "known";
      }
      throw new Error(`outcome ${outcomeId}: ${attempts} attempts to learn from it lost`);
    },
  };
}

async function writesOf(
  table: TableDeps,
  outcomeId: string,
  outcome: LearnedOutcome,
  halfLifeDays: number,
): Promise<TransactWriteItem[]> {
  const { context, agentId, at } = outcome;
  const { memoryId } = memoryAt(at, halfLifeDays);
  const contextKey = keys.learnedContext(memoryId, context);
  const usual = usualIn(contextTally(await readRow(table, contextKey)));
  const { memory, inContext, overall } = outcomeIncrements(outcome, usual, { halfLifeDays });
  const add = (key: Key, type: string, increment: Increment): TransactWriteItem => ({
    Update: { TableName: table.tableName, Key: marshalKey(key), ...additionOf(type, increment) },
  });
  return [
    markerPut(table.tableName, outcomeId, at),
    add(contextKey, "learned-context", { ...inContext }),
    add(keys.learnedAgent(memory, context, agentId), "learned-agent", { ...inContext }),
    add(keys.learnedOverall(memory, agentId), "learned-overall", { ...overall }),
  ];
}

function markerPut(TableName: string, outcomeId: string, at: Date): TransactWriteItem {
  const expiresAt = Math.floor(at.getTime() / 1000) + rememberedSeconds;
  return {
    Put: {
      TableName,
      Item: {
        ...marshalKey(keys.learnedOutcome(outcomeId)),
        type: { S: "learned-outcome" },
        expiresAt: { N: String(expiresAt) },
      },
      ConditionExpression: "attribute_not_exists(PK)",
    },
  };
}

async function readRow({ call, tableName }: TableDeps, key: Key) {
  const { Item } = await call("GetItem", {
    TableName: tableName,
    Key: marshalKey(key),
    ConsistentRead: true,
  });
  return Item;
}
