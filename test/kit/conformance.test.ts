/** Every channel keeps every promise that applies to it: whatever folders there are. */
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { channelFolders, loadChannel } from "./channels.ts";
import { type Channel, fewRuns } from "./check.ts";
import { checks } from "./checks.ts";

const folder = join(import.meta.dirname, "../../adapters/channels");
const channels = channelFolders(folder);
/** `.ci/run` has more. */
const runs = Number(process.env.KIT_RUNS ?? fewRuns);

it("finds the channels", () => {
  expect(channels.length).toBeGreaterThan(2);
});

describe.each(channels)("%s", async (name) => {
  const loaded = await load(name);
  if (typeof loaded === "string") {
    it("is a channel with samples", () => expect.fail(loaded));
    return;
  }
  for (const check of checks.filter(({ applies }) => applies(loaded))) {
    it(check.name, () => check.run(loaded, runs));
  }
});

/** A folder that cannot be loaded fails alone. */
async function load(name: string): Promise<Channel | string> {
  try {
    return await loadChannel(folder, name);
  } catch (error) {
    return String(error);
  }
}
