/** Every check of the kit is able to fail: a channel that breaks its promise does not pass it. */
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { channelFolders, loadChannel } from "./channels.ts";
import { type Channel, type Check, fewRuns } from "./check.ts";
import { checks } from "./checks.ts";
import { toyChannel } from "./toy.ts";

const folder = join(import.meta.dirname, "../../adapters/channels");

/** The made-up channel first: most can be broken on it. */
const channels: Channel[] = [await toyChannel()];
for (const name of channelFolders(folder)) {
  const channel = await loadChannel(folder, name).catch(() => undefined);
  if (channel !== undefined) channels.push(channel);
}

const named = checks.map((check) => [check.name, check] as const);

/** @returns what the check says against the channel; `undefined` when it has nothing to say */
async function objection({ run }: Check, channel: Channel): Promise<string | undefined> {
  try {
    await run(channel, fewRuns);
    return undefined;
  } catch (error) {
    return String(error);
  }
}

/** One that keeps the promise, for it to be broken. */
function goodFor({ applies, name }: Check): Channel {
  const good = channels.find((channel) => applies(channel));
  if (good === undefined) throw new Error(`no channel to break: it no longer ${name}`);
  return good;
}

describe("the kit", () => {
  it("has every check once", () => {
    const names = checks.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names.length).toBeGreaterThanOrEqual(40);
  });

  it.each(named)("notices a channel that no longer %s", async (_, check) => {
    const good = goodFor(check);
    expect(await objection(check, good)).toBeUndefined();
    expect(await objection(check, check.broken(good))).toBeDefined();
  });

  // Every check against every broken channel takes longer than all the rest: .ci/run has it.
  describe.runIf(process.env.KIT_RUNS)("does not mistake it for another", () => {
    /** Of some 80: one fault may show in several ways. */
    const mostRelated = 8;

    it.each(named)("%s", async (_, check) => {
      const good = goodFor(check);
      const broken = check.broken(good);
      const others: string[] = [];
      for (const other of checks) {
        if (other === check || !other.applies(good)) continue;
        if ((await objection(other, broken)) !== undefined) others.push(other.name);
      }
      expect(others.length, others.join("\n")).toBeLessThanOrEqual(mostRelated);
    });
  });
});
