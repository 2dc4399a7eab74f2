/** Groups of agents with the same abilities: listed by the very write that brings the first agent into one. */
import type { TransactWriteItem } from "@aws-sdk/client-dynamodb";
import { TooManyAbilitiesError } from "../../../domain/errors.ts";
import { groupIdOf } from "../../../domain/routing/eligibility.ts";
import type { Change, Directory } from "../../../domain/routing/routing-store.ts";
import type { Agent } from "../../../schemas/routing/agent.ts";
import { marshalKey } from "../items.ts";
import { keys } from "../keys.ts";
import type { TableDeps } from "../table-call.ts";
import { abilityOf, agentsOf, type Directories, edition } from "./directory.ts";
import { updateWhere } from "./update-where.ts";

/** A case looks for agents in every group that could take it: so there must not be too many. */
export const mostGroups = 200;

/** DynamoDB's limit of 4 KB for an expression leaves room for as many. */
const mostForgotten = 100;

/** An agent who comes into a group, and out of another one. */
interface Move {
  readonly agent: Agent;
  readonly to: string;
  readonly from: string | undefined;
}

/**
 * The write that keeps the directory in step with agents who are new or whose abilities change; none for others.
 *
 * @throws TooManyAbilitiesError
 */
export async function groupWrites(
  table: TableDeps,
  directories: Directories,
  agents: readonly Change<Agent>[],
): Promise<TransactWriteItem[]> {
  const moves = agents.map(moveOf).filter(({ to, from }) => to !== from);
  if (moves.length === 0) return [];
  await makeRoom(table, directories, moves);
  return [{ Update: { TableName: table.tableName, ...updateOf(moves) } }];
}

const moveOf = ({ before, after }: Change<Agent>): Move => ({
  agent: after,
  to: groupIdOf(after.profile),
  from: before === undefined ? undefined : groupIdOf(before.profile),
});

/** Refuses one group too many; groups that nobody is in any more are forgotten before they are as many. */
async function makeRoom(table: TableDeps, directories: Directories, moves: readonly Move[]): Promise<void> {
  const isListed = ({ groups }: Directory) => moves.every(({ to }) => groups.has(to));
  if (isListed(await directories.kept())) return;
  const directory = await directories.read();
  if (directory.groups.size >= mostGroups && !isListed(directory)) {
    throw new TooManyAbilitiesError(`agents have ${mostGroups} different combinations of abilities already`);
  }
  const empty = Array.from(directory.agents).flatMap(([groupId, count]) => (count === 0 ? [groupId] : []));
  if (empty.length >= mostForgotten) await forget(table, empty.slice(0, mostForgotten));
}

/** Changes nothing if somebody has come into one of them meanwhile. */
async function forget(table: TableDeps, groupIds: readonly string[]): Promise<void> {
  const names = groupIds.flatMap((groupId, index) => [
    [`#a${index}`, abilityOf(groupId)],
    [`#n${index}`, agentsOf(groupId)],
  ]);
  await updateWhere(table, {
    Key: marshalKey(keys.groups()),
    UpdateExpression: `REMOVE ${names.map(([name]) => name).join(", ")} ADD #edition :one`,
    ConditionExpression: groupIds.map((_, index) => `#n${index} = :nobody`).join(" AND "),
    ExpressionAttributeNames: { ...Object.fromEntries(names), "#edition": edition },
    ExpressionAttributeValues: { ":nobody": { N: "0" }, ":one": { N: "1" } },
  });
}

function updateOf(moves: readonly Move[]) {
  const abilities = new Map(moves.map(({ to, agent }) => [to, agent.profile]));
  const counts = new Map<string, number>();
  for (const { to, from } of moves) {
    counts.set(to, (counts.get(to) ?? 0) + 1);
    if (from !== undefined) counts.set(from, (counts.get(from) ?? 0) - 1);
  }
  const listed = Array.from(abilities, ([groupId, { queues, skills, languages }], index) => ({
    name: [`#a${index}`, abilityOf(groupId)],
    value: [`:a${index}`, { S: JSON.stringify({ queues, skills, languages }) }],
    term: `#a${index} = :a${index}`,
  }));
  const counted = Array.from(counts, ([groupId, count], index) => ({
    name: [`#n${index}`, agentsOf(groupId)],
    value: [`:n${index}`, { N: String(count) }],
    term: `#n${index} :n${index}`,
  }));
  const parts = [...listed, ...counted];
  return {
    Key: marshalKey(keys.groups()),
    UpdateExpression: `SET #type = :type, ${termsOf(listed)} ADD #edition :one, ${termsOf(counted)}`,
    ExpressionAttributeNames: {
      "#type": "type",
      "#edition": edition,
      ...Object.fromEntries(parts.map(({ name }) => name)),
    },
    ExpressionAttributeValues: {
      ":type": { S: "groups" },
      ":one": { N: "1" },
      ...Object.fromEntries(parts.map(({ value }) => value)),
    },
  };
}

const termsOf = (parts: readonly { readonly term: string }[]) => parts.map(({ term }) => term).join(", ");
