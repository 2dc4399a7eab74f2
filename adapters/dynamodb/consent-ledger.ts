/**
 * The consent ledger in the table: entries on the identifier that they are about, written once, and a head that counts
 * them. Whoever sends proves by the count that nothing was said since they read.
 */
import type { TransactWriteItem } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import type { ConsentLedger } from "../../domain/consent/consent-ledger.ts";
import { concernsIys } from "../../domain/consent/iys/iys-names.ts";
import type { ListedConsent } from "../../domain/consent/iys/listed-consents.ts";
import { ContendedConsentsError } from "../../domain/errors.ts";
import { type ConsentEntry, consentEntrySchema } from "../../schemas/consents.ts";
import { getItems, marshalKey, parseItem, queryItems } from "./items.ts";
import { consentPrefix, keys } from "./keys.ts";
import type { TableDeps } from "./table-call.ts";
import { writeTogether } from "./transactions.ts";

const attempts = 6;
const firstPauseMs = 10;
/** A transaction takes a hundred writes: two for an entry, and one for the head. */
const entriesPerWrite = 49;

interface LedgerTable extends TableDeps {
  readonly now: () => Date;
}

export function dynamoConsentLedger(deps: TableDeps, now = () => new Date()): ConsentLedger {
  const table = { ...deps, now };
  return {
    async append(entries) {
      const ofEach = Map.groupBy(entries, ({ identifierId }) => identifierId);
      await Promise.all(Array.from(ofEach, ([identifierId, own]) => appendTo(table, identifierId, own)));
    },
    async read(identifierIds) {
      const found = await Promise.all(
        [...new Set(identifierIds)].map(async (id) => [id, await entriesAt(table, id)] as const),
      );
      return {
        entries: found.flatMap(([, entries]) => entries),
        // Counted, not read off the head: of a transaction that is being written a query may show a part.
        versions: new Map(found.map(([id, entries]) => [id, entries.length])),
      };
    },
  };
}

/** Holds as long as the identifier has as many entries as were read: `version` of `read`. */
export function checkLedger(tableName: string, identifierId: string, version: number): TransactWriteItem {
  const head = { TableName: tableName, Key: marshalKey(keys.consentHead(identifierId)) };
  return {
    ConditionCheck:
      version === 0
        ? { ...head, ConditionExpression: "attribute_not_exists(PK)" }
        : {
            ...head,
            ConditionExpression: "version = :version",
            ExpressionAttributeValues: { ":version": { N: String(version) } },
          },
  };
}

async function entriesAt(table: TableDeps, identifierId: string): Promise<ConsentEntry[]> {
  const items = await queryItems(table, {
    KeyConditionExpression: "PK = :partition AND begins_with(SK, :prefix)",
    ExpressionAttributeValues: {
      ":partition": { S: keys.identifier(identifierId).PK },
      ":prefix": { S: consentPrefix },
    },
    ConsistentRead: true,
  });
  return items.map((item) => parseItem(consentEntrySchema, item));
}

async function appendTo(table: LedgerTable, identifierId: string, entries: readonly ConsentEntry[]) {
  const byKey = [...new Map(entries.map((entry) => [keys.consentEntry(entry).SK, entry])).values()];
  for (let from = 0; from < byKey.length; from += entriesPerWrite) {
    await appendTogether(table, identifierId, byKey.slice(from, from + entriesPerWrite));
  }
}

/** The new ones and their count in one write: neither is ever seen to be without the other by who checks. */
async function appendTogether(table: LedgerTable, identifierId: string, entries: readonly ConsentEntry[]) {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    // Who lost to the same words said twice finds them at once.
    if (attempt > 1) await new Promise((resolve) => setTimeout(resolve, firstPauseMs * 2 ** attempt));
    const fresh = await unknownOf(table, entries);
    if (fresh.length === 0) return;
    const listedAt = table.now().toISOString();
    const writes = [
      ...fresh.map((entry) => putOf(table, entry)),
      ...fresh.filter(concernsIys).map((entry) => listOf(table, { listedAt, ...entry })),
      countOf(table, identifierId, fresh.length),
    ];
    if ((await writeTogether(table, writes)) === "written") return;
  }
  throw new ContendedConsentsError(`consents of ${identifierId}: ${attempts} attempts to write lost`);
}

async function unknownOf(table: TableDeps, entries: readonly ConsentEntry[]): Promise<ConsentEntry[]> {
  const there = await getItems(table, entries.map(keys.consentEntry), { ConsistentRead: true });
  const known = new Set(there.map(({ SK }) => SK?.S));
  return entries.filter((entry) => !known.has(keys.consentEntry(entry).SK));
}

function putOf({ tableName }: TableDeps, entry: ConsentEntry): TransactWriteItem {
  return {
    Put: {
      TableName: tableName,
      Item: marshall(
        { ...keys.consentEntry(entry), type: "consent-entry", ...entry },
        { removeUndefinedValues: true },
      ),
      ConditionExpression: "attribute_not_exists(PK)",
    },
  };
}

/** With the entry itself, so that who goes through a list opens no ledger; no address is in it. */
function listOf({ tableName }: TableDeps, listed: ListedConsent): TransactWriteItem {
  return {
    Put: {
      TableName: tableName,
      Item: marshall(
        { ...keys.listedConsent(listed), type: "listed-consent", ...listed },
        { removeUndefinedValues: true },
      ),
    },
  };
}

function countOf({ tableName }: TableDeps, identifierId: string, more: number): TransactWriteItem {
  return {
    Update: {
      TableName: tableName,
      Key: marshalKey(keys.consentHead(identifierId)),
      UpdateExpression: "SET #type = :type ADD version :more",
      ExpressionAttributeNames: { "#type": "type" },
      ExpressionAttributeValues: { ":type": { S: "consent-head" }, ":more": { N: String(more) } },
    },
  };
}
