/** Turns at the list of configured channels on the embedded engines: admins who save at the same moment. */
import { describe, expect, it, onTestFinished } from "vitest";
import { dynamoChannelTurns } from "../../../adapters/dynamodb/channel-turns.ts";
import { changeChannels } from "../../../domain/channels/change-channels.ts";
import { startDynamoEngine } from "../../../local/dynamodb/engine.ts";
import { type ConfiguredChannels, channelConfigSchema } from "../../../schemas/channel-config.ts";
import {
  clientFor,
  contentOf,
  createTable,
  installedEngines,
  tableAt,
  temporaryFolder,
} from "../../local/dynamodb/fixture.ts";

const now = new Date("2026-11-22T09:00:00.000Z");
const later = (ms: number) => new Date(now.getTime() + ms);
const config = channelConfigSchema.parse({
  displayName: {},
  channel: "store",
  verification: { kind: "basic" },
  reading: { kind: "contact-events" },
});

describe.each(installedEngines)("turns on %s", (engine) => {
  async function setUp() {
    const { url, close } = await startDynamoEngine({ dataDir: temporaryFolder(), engine });
    onTestFinished(close);
    const client = clientFor(url);
    await createTable(client);
    client.destroy();
    return { url, turns: dynamoChannelTurns(tableAt(url)) };
  }

  it("are given to one at a time, each with a version of its own, and end by themselves", async () => {
    const { turns } = await setUp();
    expect(await turns.take(now)).toEqual({ version: 1, written: 0 });
    expect(await turns.take(later(29_000))).toBeUndefined();
    // The first one never came back.
    const second = await turns.take(later(30_001));
    expect(second).toEqual({ version: 2, written: 0 });
    await turns.giveBack({ version: 2, written: 0 }, true);
    expect(await turns.take(later(30_002))).toEqual({ version: 3, written: 2 });
    await expect(turns.giveBack({ version: 2, written: 0 }, true), "not theirs any more").rejects.toThrow();
    await turns.giveBack({ version: 3, written: 2 }, false);
    expect(await turns.take(later(30_003))).toEqual({ version: 4, written: 2 });
  });

  it("lose no admin's channel, though all save at once; every change is on record without secrets", async () => {
    const { url, turns } = await setUp();
    let stored: ConfiguredChannels = { version: 0, channels: [] };
    const deps = {
      turns,
      channels: {
        read: async () => structuredClone(stored),
        write: async (list: ConfiguredChannels) => {
          await new Promise(setImmediate);
          stored = list;
          return "written" as const;
        },
      },
      now: () => now,
      untilSeen: async () => {},
    };
    const save = async (endpointId: string): Promise<void> => {
      const to = { active: false, config, secrets: ["user:password-of-shop"] };
      const changed = await changeChannels(deps, { endpointId, by: "a" }, () => ({
        kind: "change",
        act: "saved",
        to,
      }));
      return changed.kind === "busy" ? save(endpointId) : undefined;
    };
    const names = ["s1", "s2", "s3", "s4", "s5"];
    await Promise.all(names.map(save));
    expect(stored.channels.map(({ endpointId }) => endpointId).sort()).toEqual(names);
    const content = [...(await contentOf(url))].map(([key, item]) => [key, JSON.stringify(item)] as const);
    const records = content.filter(([key]) => key.startsWith("Y#channel#"));
    expect(records).toHaveLength(names.length);
    for (const [key, text] of records) {
      expect(key).toMatch(/^Y#channel#s\d V#\d{6}$/);
      expect(text).toContain("saved");
      expect(text).not.toContain("password");
    }
  });
});
