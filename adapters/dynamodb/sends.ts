/** A send as items of the table: itself, and its place among those that are open. */
import type { AttributeValue, TransactWriteItem } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import * as z from "zod/mini";
import { receiptSchema, type Send, type SendRequest, sendRequestSchema } from "../../schemas/send.ts";
import { sendStateSchema } from "../../schemas/send-state.ts";
import { getItems, marshalKey, parseItem } from "./items.ts";
import { keys } from "./keys.ts";
import { updateWhere } from "./routing/update-where.ts";
import type { TableDeps } from "./table-call.ts";

const json = <Value>(schema: z.ZodMiniType<Value>) =>
  z.pipe(
    z.pipe(
      z.string(),
      z.transform((text: string) => JSON.parse(text)),
    ),
    schema,
  );

export const sendItemSchema = z.object({
  body: json(sendRequestSchema),
  state: sendStateSchema,
  attempts: z.int(),
  claimUntil: z.int(),
  notBefore: z.int(),
  code: z.optional(z.string()),
  reason: z.optional(z.string()),
  providerMessageId: z.optional(z.string()),
  receipt: z.optional(json(receiptSchema)),
});

export function sendIn(item: Record<string, AttributeValue>): Send {
  const { body, ...facts } = parseItem(sendItemSchema, item);
  return { request: body, ...facts };
}

interface NewSend {
  readonly request: SendRequest;
  /** What was sent for the same reason before then is forgotten. */
  readonly freeBefore: string;
}

/** Fails when there is a send of that id already, or one of the same reason was a short time ago. */
export function putSend(TableName: string, { request, freeBefore }: NewSend): TransactWriteItem[] {
  const state: Send["state"] = "queued";
  const facts = { state, attempts: 0, claimUntil: 0, notBefore: 0, body: JSON.stringify(request) };
  return [
    {
      Put: {
        TableName,
        Item: marshall({ ...keys.send(request.sendId), type: "send", ...facts }),
        ConditionExpression: "attribute_not_exists(PK)",
      },
    },
    putOpen(TableName, request),
    ...putReason(TableName, request, freeBefore),
  ];
}

/** Two who write for one reason at the same moment meet here: one of them loses. */
function putReason(TableName: string, request: SendRequest, freeBefore: string): TransactWriteItem[] {
  const { customerId, reason, sendId, occurredAt } = request;
  if (reason === undefined) return [];
  const item = {
    ...keys.sendReason(customerId, reason),
    type: "send-reason",
    sendId,
    reason,
    at: occurredAt,
  };
  return [
    {
      Put: {
        TableName,
        Item: marshall(item),
        ConditionExpression: "attribute_not_exists(PK) OR #at < :free",
        ExpressionAttributeNames: { "#at": "at" },
        ExpressionAttributeValues: { ":free": { S: freeBefore } },
      },
    },
  ];
}

const reasonSchema = z.object({ sendId: z.string(), reason: z.string(), at: z.string() });

/** The newest send for the reason to each of these customers. */
export async function readReasons(table: TableDeps, customerIds: readonly string[], reason: string) {
  const items = await getItems(
    table,
    customerIds.map((customerId) => keys.sendReason(customerId, reason)),
    { ConsistentRead: true },
  );
  return items.map((item) => parseItem(reasonSchema, item));
}

/** What was not sent was for no reason. */
export async function forgetReason(
  table: TableDeps,
  { customerId, reason, sendId }: SendRequest,
): Promise<void> {
  if (reason === undefined) return;
  await updateWhere(table, {
    Key: marshalKey(keys.sendReason(customerId, reason)),
    UpdateExpression: "SET #at = :never",
    ConditionExpression: "sendId = :send",
    ExpressionAttributeNames: { "#at": "at" },
    ExpressionAttributeValues: { ":never": { S: "" }, ":send": { S: sendId } },
  });
}

export function putOpen(TableName: string, request: SendRequest): TransactWriteItem {
  const { sendId, occurredAt } = request;
  return {
    Put: { TableName, Item: marshall({ ...keys.openSend(request), type: "open-send", sendId, occurredAt }) },
  };
}
