/** Remembers which attribute holds a table's time to live. `ttl-sweeper.ts` does the deleting. */
import * as z from "zod/mini";
import { Refusal } from "../protocol.ts";
import type { LevelStore } from "./packages.ts";
import { existingTable } from "./stored-tables.ts";
import type { WriteLock } from "./write-lock.ts";

const settingSchema = z.object({ AttributeName: z.string(), Enabled: z.boolean() });
const updateInput = z.object({ TableName: z.string(), TimeToLiveSpecification: settingSchema });
const describeInput = z.object({ TableName: z.string() });

export const timeToLiveKey = (tableName: string) => `omniline-ttl~${tableName}`;

export function timeToLiveOperations(level: LevelStore, lock: WriteLock) {
  async function settingOf(tableName: string) {
    await existingTable(level, tableName);
    return z.optional(settingSchema).parse(await level.get(timeToLiveKey(tableName)));
  }

  return {
    async UpdateTimeToLive(input: unknown) {
      const { TableName, TimeToLiveSpecification: wanted } = updateInput.parse(input);
      return lock(async () => {
        const current = await settingOf(TableName);
        if ((current?.Enabled ?? false) === wanted.Enabled) {
          const state = wanted.Enabled ? "enabled" : "disabled";
          throw new Refusal("ValidationException", `TimeToLive is already ${state}`);
        }
        await level.put(timeToLiveKey(TableName), wanted);
        return { TimeToLiveSpecification: wanted };
      });
    },

    async DescribeTimeToLive(input: unknown) {
      const setting = await settingOf(describeInput.parse(input).TableName);
      return {
        TimeToLiveDescription: setting?.Enabled
          ? { TimeToLiveStatus: "ENABLED", AttributeName: setting.AttributeName }
          : { TimeToLiveStatus: "DISABLED" },
      };
    },
  };
}
