/** What contact events add to their customer, written all or nothing: cases, digest, and the events' own cases. */
import type { TransactWriteItem } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import * as z from "zod/mini";
import type { UnderstoodEvent } from "../../domain/cases/request.ts";
import type {
  Attachment,
  Attachments,
  ChangedCase,
  Fence,
  WrittenEvent,
} from "../../domain/timeline/attach-events.ts";
import type { Case } from "../../schemas/case.ts";
import { bodyOf, eventItem } from "./event-item.ts";
import { getItems, marshalKey, parseItem } from "./items.ts";
import { eventIdIn, type Key, keys } from "./keys.ts";
import { putSend } from "./sends.ts";
import type { TableDeps } from "./table-call.ts";
import { writeTogether } from "./transactions.ts";

const assignedSchema = z.object({ SK: z.string(), caseId: z.optional(z.string()) });

export function dynamoAttachments(table: TableDeps): Attachments {
  const { tableName } = table;
  return {
    async save(attachment) {
      const written = await writeTogether(table, [
        ...attachment.locks.map((lock) => nextVersion(tableName, lock)),
        ...(attachment.fences ?? []).map((fence) => checkFence(tableName, fence)),
        ...digestPut(tableName, attachment),
        ...attachment.cases.map((change) => putCase(tableName, change)),
        ...attachment.archived.flatMap((found) => archive(tableName, found)),
        ...attachment.assignments.map(({ understood, caseId }) => assign(tableName, understood, caseId)),
        ...(attachment.written ?? []).map((written) => putEvent(tableName, written)),
        ...(attachment.sends ?? []).flatMap((send) => putSend(tableName, send)),
      ]);
      return written === "written" ? "saved" : "lost";
    },
    async casesOf(events) {
      const items = await getItems(
        table,
        events.map(({ home, event }) => keys.event(home, event)),
      );
      const rows = items.map((item) => parseItem(assignedSchema, item));
      return new Map(
        rows.flatMap(({ SK, caseId }) => (caseId === undefined ? [] : [[eventIdIn(SK), caseId]])),
      );
    },
  };
}

function nextVersion(
  TableName: string,
  { customerId, version }: { customerId: string; version: number },
): TransactWriteItem {
  const seen = version === 0 ? "attribute_not_exists(version)" : "version = :seen";
  return {
    Update: {
      TableName,
      Key: marshalKey(keys.customer(customerId)),
      UpdateExpression: "SET version = :next",
      ConditionExpression: `attribute_exists(PK) AND ${seen}`,
      ExpressionAttributeValues: {
        ":next": { N: String(version + 1) },
        ...(version === 0 ? {} : { ":seen": { N: String(version) } }),
      },
    },
  };
}

function checkFence(TableName: string, { caseId, token }: Fence): TransactWriteItem {
  return {
    ConditionCheck: {
      TableName,
      Key: marshalKey(keys.routing(caseId)),
      ConditionExpression: "#token = :token",
      ExpressionAttributeNames: { "#token": "token" },
      ExpressionAttributeValues: { ":token": { N: String(token) } },
    },
  };
}

const putDocument = (TableName: string, key: Key, facts: Record<string, string>, document: object) => ({
  Put: { TableName, Item: marshall({ ...key, ...facts, body: JSON.stringify(document) }) },
});

function digestPut(TableName: string, { customerId, digest }: Attachment): TransactWriteItem[] {
  return digest === undefined
    ? []
    : [putDocument(TableName, keys.digest(customerId), { type: "digest" }, digest)];
}

/** `announce` makes the stream say it; the next write of the case, which says something else or nothing, clears it. */
function putCase(TableName: string, { found, announce }: ChangedCase): TransactWriteItem {
  const facts = { type: "case", status: found.status, ...(announce === undefined ? {} : { announce }) };
  return putDocument(TableName, keys.case(found.customerId, found.caseId), facts, found);
}

function archive(TableName: string, found: Case): TransactWriteItem[] {
  const { customerId, caseId } = found;
  const facts = { type: "archived-case", status: found.status };
  return [
    putDocument(TableName, keys.archivedCase(customerId, caseId), facts, found),
    { Delete: { TableName, Key: marshalKey(keys.case(customerId, caseId)) } },
  ];
}

function assign(
  TableName: string,
  { home, event, understanding }: UnderstoodEvent,
  caseId: string,
): TransactWriteItem {
  const understood = understanding === undefined ? {} : { ":u": { S: JSON.stringify(understanding) } };
  return {
    Update: {
      TableName,
      Key: marshalKey(keys.event(home, event)),
      UpdateExpression:
        understanding === undefined ? "SET caseId = :c" : "SET caseId = :c, understanding = :u",
      ConditionExpression: "attribute_exists(PK) AND attribute_not_exists(caseId)",
      ExpressionAttributeValues: { ":c": { S: caseId }, ...understood },
    },
  };
}

function putEvent(
  TableName: string,
  { event, home, caseId, claimIds = [] }: WrittenEvent,
): TransactWriteItem {
  const identified = { event, home, identifierIds: [home], previousIds: [], claimIds };
  return {
    Put: {
      TableName,
      Item: marshall({
        ...eventItem(identified, { body: bodyOf(identified) }),
        ...(caseId === undefined ? {} : { caseId }),
      }),
      ConditionExpression: "attribute_not_exists(PK)",
    },
  };
}
