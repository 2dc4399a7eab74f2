/** The made-up channel that `npm run channel:new` starts from: good in all that it does. */
import { join } from "node:path";
import { loadChannel } from "./channels.ts";
import type { Channel } from "./check.ts";

export async function toyChannel(): Promise<Channel> {
  const template = await loadChannel(join(import.meta.dirname, "../../scripts/new-channel"), "template");
  return { ...template, folder: "acme-chat" };
}
