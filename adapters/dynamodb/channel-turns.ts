/** Whose turn it is to change the list of configured channels, and the record of every change. */
import { marshall } from "@aws-sdk/util-dynamodb";
import * as z from "zod/mini";
import type { ChannelTurns } from "../../domain/channels/change-channels.ts";
import { AwsCallError } from "../../domain/errors.ts";
import { parseItem } from "./items.ts";
import { keys } from "./keys.ts";
import type { TableDeps } from "./table-call.ts";

/** Longer than any function that may hold a turn lives (`lib/stacks/channels-stack.ts`). */
const turnMs = 30_000;

const turnSchema = z.object({ version: z.int(), written: z._default(z.int(), 0) });

export function dynamoChannelTurns({ call, tableName }: TableDeps): ChannelTurns {
  const Key = marshall(keys.channelTurn());
  return {
    async take(now) {
      try {
        const { Attributes } = await call("UpdateItem", {
          TableName: tableName,
          Key,
          UpdateExpression: "SET heldUntil = :until, #type = :type ADD version :one",
          ConditionExpression: "attribute_not_exists(heldUntil) OR heldUntil < :now",
          ExpressionAttributeNames: { "#type": "type" },
          ExpressionAttributeValues: marshall({
            ":until": new Date(now.getTime() + turnMs).toISOString(),
            ":now": now.toISOString(),
            ":type": "channel-turn",
            ":one": 1,
          }),
          ReturnValues: "ALL_NEW",
        });
        return parseItem(turnSchema, Attributes ?? {});
      } catch (error) {
        if (error instanceof AwsCallError && error.code === "ConditionalCheckFailedException")
          return undefined;
        throw error;
      }
    },
    async record({ channel, ...facts }) {
      const Item = marshall({
        ...keys.channelVersion(facts.endpointId, facts.version),
        type: "channel-version",
        ...facts,
        ...(channel === undefined ? {} : { active: channel.active, body: JSON.stringify(channel.config) }),
      });
      await call("PutItem", { TableName: tableName, Item });
    },
    async giveBack({ version }, written) {
      await call("UpdateItem", {
        TableName: tableName,
        Key,
        UpdateExpression: written ? "SET written = :version REMOVE heldUntil" : "REMOVE heldUntil",
        ConditionExpression: "version = :version",
        ExpressionAttributeValues: marshall({ ":version": version }),
      });
    },
  };
}
