/** The commands for Amazon Connect that wait in the table, one line for each API, and their wake-ups in SQS. */
import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import * as z from "zod/mini";
import {
  apiOf,
  type Claim,
  type CommandLines,
  type ConnectCommand,
  commandIdOf,
  type WakeUp,
  type WakeUps,
} from "../../domain/connect/commands.ts";
import { agentStatusSchema } from "../../schemas/routing/agent.ts";
import type { JsonCall } from "../aws/json-call.ts";
import { marshalKey, parseItem } from "../dynamodb/items.ts";
import { commandsPartition, keys } from "../dynamodb/keys.ts";
import { updateWhere } from "../dynamodb/routing/update-where.ts";
import type { TableDeps } from "../dynamodb/table-call.ts";

const modeSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.enum(["steer", "assign"]), contactId: z.string() }),
  z.object({ kind: z.enum(["queue-task", "task"]) }),
]);

const commandSchema = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("offer"),
    rank: z.string(),
    caseId: z.string(),
    agentId: z.string(),
    userId: z.string(),
    token: z.int(),
    offerSeconds: z.int(),
    callback: z.boolean(),
    mode: modeSchema,
    own: z.optional(z.boolean()),
  }),
  z.object({ kind: z.literal("withdraw"), rank: z.string(), caseId: z.string(), token: z.int() }),
  z.object({
    kind: z.literal("status"),
    rank: z.string(),
    agentId: z.string(),
    userId: z.string(),
    status: agentStatusSchema,
  }),
  z.object({
    kind: z.literal("call"),
    rank: z.string(),
    callId: z.string(),
    caseId: z.string(),
    identifierId: z.string(),
    agentId: z.string(),
    userId: z.string(),
    relatedContactId: z.optional(z.string()),
  }),
]);

/** `claimedUntil` is in milliseconds since 1970; 0 where nobody has claimed it. */
const itemSchema = z.object({ body: z.string(), claimedUntil: z.int(), claims: z.int() });

/** Longer than a function may run. */
const leaseMs = 30_000;

/** So many commands of a line are looked at together: more than can be claimed at once. */
const pageSize = 50;

export function dynamoCommandLines(table: TableDeps): CommandLines {
  const { call, tableName } = table;
  const keyOf = (command: ConnectCommand) =>
    marshalKey(keys.connectCommand(apiOf(command), command.rank, commandIdOf(command)));
  return {
    async add(command, from) {
      await updateWhere(table, {
        Key: keyOf(command),
        UpdateExpression: "SET #type = :type, body = :body, claimedUntil = :from, claims = :none",
        ConditionExpression: "attribute_not_exists(PK)",
        ExpressionAttributeNames: { "#type": "type" },
        ExpressionAttributeValues: {
          ":type": { S: "connect-command" },
          ":body": { S: JSON.stringify(command) },
          ":from": { N: String(from?.getTime() ?? 0) },
          ":none": { N: "0" },
        },
      });
    },
    claim: (api, now) => claimFirst(table, api, now),
    async release(command, from) {
      await updateWhere(table, {
        Key: keyOf(command),
        UpdateExpression: "SET claimedUntil = :from",
        ConditionExpression: "attribute_exists(PK)",
        ExpressionAttributeValues: { ":from": { N: String(from.getTime()) } },
      });
    },
    async remove(command) {
      await call("DeleteItem", { TableName: tableName, Key: keyOf(command) });
    },
  };
}

/** Reads as of now; whoever loses the race for a command tries the next. */
async function claimFirst(table: TableDeps, api: string, now: Date): Promise<Claim> {
  let after: Record<string, AttributeValue> | undefined;
  let freeAt = Number.POSITIVE_INFINITY;
  do {
    const page = await table.call("Query", {
      TableName: table.tableName,
      KeyConditionExpression: "PK = :line",
      ExpressionAttributeValues: { ":line": { S: commandsPartition(api) } },
      ConsistentRead: true,
      Limit: pageSize,
      ...(after === undefined ? {} : { ExclusiveStartKey: after }),
    });
    for (const item of page.Items ?? []) {
      const { body, claimedUntil, claims } = parseItem(itemSchema, item);
      if (claimedUntil <= now.getTime() && (await claimItem(table, item, now, claims))) {
        return { kind: "claimed", command: commandSchema.parse(JSON.parse(body)), claims: claims + 1 };
      }
      freeAt = Math.min(freeAt, Math.max(claimedUntil, now.getTime()));
    }
    after = page.LastEvaluatedKey;
  } while (after !== undefined);
  return freeAt === Number.POSITIVE_INFINITY ? { kind: "empty" } : { kind: "taken", until: new Date(freeAt) };
}

async function claimItem(
  table: TableDeps,
  { PK, SK }: Record<string, AttributeValue>,
  now: Date,
  claims: number,
): Promise<boolean> {
  if (PK === undefined || SK === undefined) return false;
  const claimed = await updateWhere(table, {
    Key: { PK, SK },
    UpdateExpression: "SET claimedUntil = :until, claims = :claims",
    // Every claim counts up: whoever has claimed it since, has changed this.
    ConditionExpression: "claims = :known",
    ExpressionAttributeValues: {
      ":until": { N: String(now.getTime() + leaseMs) },
      ":claims": { N: String(claims + 1) },
      ":known": { N: String(claims) },
    },
  });
  return claimed === "updated";
}

export const wakeUpSchema: z.ZodMiniType<WakeUp> = z.object({
  api: z.enum([
    "AssociateContactWithUser",
    "StartTaskContact",
    "CreateContact",
    "UpdateContactRoutingData",
    "StopContact",
    "PutUserStatus",
    "StartOutboundVoiceContact",
  ]),
  slot: z.optional(z.string()),
});

export const sqsWakeUps = (call: JsonCall, QueueUrl: string): WakeUps => ({
  async send(wakeUp, DelaySeconds) {
    await call("SendMessage", { QueueUrl, MessageBody: JSON.stringify(wakeUp), DelaySeconds });
  },
});
