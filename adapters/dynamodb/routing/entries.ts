/** Where agents and cases are found: items that follow from one row, and from nothing else. Pure. */
import { isDeepStrictEqual } from "node:util";
import type { TransactWriteItem } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { freeUnits, groupIdOf, type Pool, poolOf } from "../../../domain/routing/eligibility.ts";
import type { Agent } from "../../../schemas/routing/agent.ts";
import type { Routing } from "../../../schemas/routing/routing.ts";
import { marshalKey } from "../items.ts";
import { type Key, keys } from "../keys.ts";
import { isPersonal } from "./lines.ts";

/** An item before it is marshalled. */
export type Entry = Key & Readonly<Record<string, string | number>>;

/** The list of all agents, and those with room. */
export function agentEntries(agent: Agent): Entry[] {
  const { agentId } = agent.profile;
  const room = freeUnits(agent);
  const listed = { ...keys.listedAgent(agentId), type: "listed-agent" };
  if (room === 0) return [listed];
  const place = {
    groupId: groupIdOf(agent.profile),
    freeUnits: room,
    idleSince: agent.idleSince,
    agentId,
  };
  return [listed, { ...keys.freeAgent(place), type: "free-agent", body: JSON.stringify(agent) }];
}

/** @param lineOf the line in which cases of a pool stand */
export function routingEntries(routing: Routing, lineOf: (pool: Pool) => string): Entry[] {
  const { caseId, rank, status, reservation } = routing;
  if (status === "waiting") {
    const pool = poolOf(routing);
    const place = { poolId: lineOf(pool), isPersonal: isPersonal(pool), rank, caseId };
    return [{ ...keys.waitingCase(place), type: "waiting-case", body: JSON.stringify(routing) }];
  }
  if (status !== "offered" || reservation?.leaseUntil === undefined) return [];
  const { agentId, token, leaseUntil } = reservation;
  return [{ ...keys.lease(leaseUntil, caseId), type: "lease", caseId, agentId, token, leaseUntil }];
}

const nameOf = ({ PK, SK }: Key) => `${PK} ${SK}`;

/** Writes that turn some entries into others. No two of them name one item, as DynamoDB has it. */
export function entryWrites(
  TableName: string,
  before: readonly Entry[],
  after: readonly Entry[],
): TransactWriteItem[] {
  const known = new Map(before.map((entry) => [nameOf(entry), entry]));
  const kept = new Set(after.map(nameOf));
  const puts = after
    .filter((entry) => !isDeepStrictEqual(entry, known.get(nameOf(entry))))
    .map((entry) => ({ Put: { TableName, Item: marshall(entry) } }));
  const deletes = before
    .filter((entry) => !kept.has(nameOf(entry)))
    .map((entry) => ({ Delete: { TableName, Key: marshalKey(entry) } }));
  return [...puts, ...deletes];
}
