/** The outbox in the table. */
import type { TransactWriteItem } from "@aws-sdk/client-dynamodb";
import * as z from "zod/mini";
import { ContendedSendError } from "../../domain/errors.ts";
import type { Outbox, Settlement } from "../../domain/outbox/outbox.ts";
import { rungOf } from "../../domain/outbox/status-ladder.ts";
import type { SendDecision } from "../../schemas/api/outbox-shapes.ts";
import type { Send, SendRequest } from "../../schemas/send.ts";
import { checkLedger } from "./consent-ledger.ts";
import { marshalKey, parseItem, queryItems } from "./items.ts";
import { keys, openSendPrefix, openSendsPartition, routingShards } from "./keys.ts";
import { updateWhere } from "./routing/update-where.ts";
import { forgetReason, putOpen, sendIn } from "./sends.ts";
import { markEcho, readSentMessage, type SentMessageId, sentMessageKey } from "./sent-messages.ts";
import type { TableDeps } from "./table-call.ts";
import { writeTogether } from "./transactions.ts";

const openSchema = z.object({ sendId: z.string(), occurredAt: z.string() });
const attempts = 5;

/** Nobody has touched the send since it was read. */
const unchanged = "attempts = :seen AND #state = :was";
const unchangedNames = { "#state": "state" };
const unchangedValues = ({ attempts: seen, state }: Send) => ({
  ":seen": { N: String(seen) },
  ":was": { S: state },
});

export function dynamoOutbox(table: TableDeps): Outbox {
  const { call, tableName } = table;
  const load = async (sendId: string) => {
    const Key = marshalKey(keys.send(sendId));
    const { Item } = await call("GetItem", { TableName: tableName, Key, ConsistentRead: true });
    return Item === undefined ? undefined : sendIn(Item);
  };
  return {
    load,
    async hasEarlier(request) {
      const { PK, SK } = keys.openSend(request);
      const answer = await call("Query", {
        TableName: tableName,
        KeyConditionExpression: "PK = :shard AND SK BETWEEN :first AND :own",
        ExpressionAttributeValues: {
          ":shard": { S: PK },
          ":first": { S: openSendPrefix(request) },
          ":own": { S: SK },
        },
        ConsistentRead: true,
        Limit: 1,
      });
      return (answer.Items ?? []).some((item) => item.SK?.S !== SK);
    },
    async claim(send, { until, receipt, ledger }) {
      const written = await writeTogether(table, [
        {
          Update: {
            TableName: tableName,
            Key: marshalKey(keys.send(send.request.sendId)),
            UpdateExpression:
              "SET #state = :handing, attempts = :next, claimUntil = :until, receipt = :receipt",
            ConditionExpression: `${unchanged} AND claimUntil = :held`,
            ExpressionAttributeNames: unchangedNames,
            ExpressionAttributeValues: {
              ...unchangedValues(send),
              ":held": { N: String(send.claimUntil) },
              ":handing": { S: "handing-over" },
              ":next": { N: String(send.attempts + 1) },
              ":until": { N: String(until.getTime()) },
              ":receipt": { S: JSON.stringify(receipt) },
            },
          },
        },
        ...Array.from(ledger, ([identifierId, version]) => checkLedger(tableName, identifierId, version)),
      ]);
      return written === "written" ? "claimed" : "lost";
    },
    async postpone(send, from, code) {
      await updateWhere(table, {
        Key: marshalKey(keys.send(send.request.sendId)),
        UpdateExpression: "SET #state = :queued, claimUntil = :none, notBefore = :from, code = :code",
        // A claim of its own has counted one attempt more than `queued` had.
        ConditionExpression: "attempts = :seen AND #state IN (:queued, :handing)",
        ExpressionAttributeNames: unchangedNames,
        ExpressionAttributeValues: {
          ":seen": { N: String(send.attempts) },
          ":queued": { S: "queued" },
          ":handing": { S: "handing-over" },
          ":none": { N: "0" },
          ":from": { N: String(from.getTime()) },
          ":code": { S: code },
        },
      });
    },
    async settle(send, settlement) {
      for (let attempt = 0; attempt < attempts; attempt += 1) {
        if ((await writeTogether(table, await settling(table, send, settlement))) === "written") {
          if (settlement.state === "refused" || settlement.state === "suppressed") {
            await forgetReason(table, send.request);
          }
          if (settlement.state === "accepted") await markEcho(table, calledThere(send.request, settlement));
          return;
        }
        const now = await load(send.request.sendId);
        if (now === undefined || !isOpen(now) || now.attempts !== send.attempts) return;
      }
      throw new ContendedSendError(`send ${send.request.sendId}: ${attempts} attempts to settle it lost`);
    },
    async decide(send, decision) {
      const written = await writeTogether(table, [
        decided(tableName, send, decision),
        ...(decision === "resend" ? [putOpen(tableName, send.request)] : []),
        told(tableName, send.request, decidedState[decision], {
          rung: decision === "resend" ? undefined : rungOf(decision === "sent" ? "sent" : "failed"),
        }),
      ]);
      return written === "written" ? "decided" : "lost";
    },
    async openSince(before, limit) {
      const shards = await Promise.all(
        Array.from({ length: routingShards }, (_, shard) =>
          queryItems(table, {
            KeyConditionExpression: "PK = :shard",
            ExpressionAttributeValues: { ":shard": { S: openSendsPartition(shard) } },
          }),
        ),
      );
      return shards
        .flat()
        .map((item) => parseItem(openSchema, item))
        .filter(({ occurredAt }) => occurredAt < before.toISOString())
        .sort((left, right) => (left.occurredAt < right.occurredAt ? -1 : 1))
        .slice(0, limit)
        .map(({ sendId }) => sendId);
    },
  };
}

const decidedState = { sent: "accepted", resend: "queued", "give-up": "refused" } as const;

function decided(TableName: string, send: Send, decision: SendDecision): TransactWriteItem {
  return {
    Update: {
      TableName,
      Key: marshalKey(keys.send(send.request.sendId)),
      UpdateExpression:
        "SET #state = :state, reason = :reason, claimUntil = :none, notBefore = :none REMOVE announce",
      ConditionExpression: unchanged,
      ExpressionAttributeNames: unchangedNames,
      ExpressionAttributeValues: {
        ...unchangedValues(send),
        ":state": { S: decidedState[decision] },
        ":reason": { S: `agent-said-${decision}` },
        ":none": { N: "0" },
      },
    },
  };
}

const isOpen = ({ state }: Send) => state === "queued" || state === "handing-over" || state === "uncertain";

/** The send's end, its place among the open ones, and the timeline's word on it. */
async function settling(table: TableDeps, send: Send, settlement: Settlement): Promise<TransactWriteItem[]> {
  const { tableName: TableName } = table;
  const { request } = send;
  return [
    ended(TableName, send, settlement),
    { Delete: { TableName, Key: marshalKey(keys.openSend(request)) } },
    ...(settlement.state === "accepted"
      ? await named(table, request, settlement)
      : [
          told(TableName, request, settlement.state, {
            rung: settlement.state === "uncertain" ? undefined : rungOf("failed"),
            code: settlement.state === "uncertain" ? settlement.code : settlement.reason,
          }),
        ]),
  ];
}

function ended(TableName: string, send: Send, settlement: Settlement): TransactWriteItem {
  const facts = Object.entries(settlement).filter(([name]) => name !== "state" && name !== "status");
  // What was said of an earlier try is no news any more.
  const past = ["code", "reason"].filter((name) => !Object.hasOwn(settlement, name));
  const set = ["#state = :state", "announce = :settled", ...facts.map(([name]) => `#${name} = :${name}`)];
  return {
    Update: {
      TableName,
      Key: marshalKey(keys.send(send.request.sendId)),
      UpdateExpression: `SET ${set.join(", ")}${past.length > 0 ? ` REMOVE ${past.join(", ")}` : ""}`,
      // An answer, or a status, that comes after we had given up to know is better knowledge.
      ConditionExpression: "attempts = :seen AND #state IN (:queued, :handing, :uncertain)",
      ExpressionAttributeNames: {
        ...unchangedNames,
        ...Object.fromEntries(facts.map(([name]) => [`#${name}`, name])),
      },
      ExpressionAttributeValues: {
        ":seen": { N: String(send.attempts) },
        ":queued": { S: "queued" },
        ":handing": { S: "handing-over" },
        ":uncertain": { S: "uncertain" },
        ":state": { S: settlement.state },
        ":settled": { S: "SendSettled" },
        ...Object.fromEntries(facts.map(([name, value]) => [`:${name}`, { S: String(value) }])),
      },
    },
  };
}

const calledThere = (
  { provider, endpointId }: SendRequest,
  { providerMessageId }: Pick<SentMessageId, "providerMessageId">,
): SentMessageId => ({ provider, endpointId, providerMessageId });

/** Statuses may have come before the provider's answer: the event starts where they are. */
async function named(
  table: TableDeps,
  request: SendRequest,
  settlement: Extract<Settlement, { state: "accepted" }>,
): Promise<TransactWriteItem[]> {
  const { tableName: TableName } = table;
  const { providerMessageId, status } = settlement;
  const message = calledThere(request, settlement);
  const { rung } = await readSentMessage(table, message);
  const reached = Math.max(rung, rungOf(status));
  return [
    told(TableName, request, "accepted", { rung: reached, providerMessageId }),
    {
      Update: {
        TableName,
        Key: marshalKey(sentMessageKey(message)),
        UpdateExpression: "SET #type = :type, home = :home, #position = :position, rung = :reached",
        ConditionExpression: rung < 0 ? "attribute_not_exists(rung)" : "rung = :rung",
        ExpressionAttributeNames: { "#type": "type", "#position": "position" },
        ExpressionAttributeValues: {
          ":type": { S: "sent-message" },
          ":home": { S: eventKey(request).PK },
          ":position": { S: eventKey(request).SK },
          ":reached": { N: String(reached) },
          ...(rung < 0 ? {} : { ":rung": { N: String(rung) } }),
        },
      },
    },
  ];
}

const eventKey = ({ identifierId, occurredAt, sendId }: SendRequest) =>
  keys.event(identifierId, { occurredAt, eventId: sendId });

/** What the event on the timeline shows of the send. */
function told(
  TableName: string,
  request: SendRequest,
  state: Send["state"],
  facts: { rung?: number | undefined; code?: string | undefined; providerMessageId?: string | undefined },
): TransactWriteItem {
  const values = {
    sendState: { S: state },
    ...(facts.rung === undefined ? {} : { rung: { N: String(facts.rung) } }),
    ...(facts.code === undefined ? {} : { sendCode: { S: facts.code } }),
    ...(facts.providerMessageId === undefined ? {} : { providerMessageId: { S: facts.providerMessageId } }),
  };
  const names = Object.keys(values);
  return {
    Update: {
      TableName,
      Key: marshalKey(eventKey(request)),
      UpdateExpression: `SET ${names.map((name) => `${name} = :${name}`).join(", ")}`,
      ConditionExpression: "attribute_exists(PK)",
      ExpressionAttributeValues: Object.fromEntries(
        Object.entries(values).map(([name, value]) => [`:${name}`, value]),
      ),
    },
  };
}
