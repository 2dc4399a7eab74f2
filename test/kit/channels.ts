/** Finds channels by their folders and loads what is in them; no channel's name is known here. */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Channel } from "./check.ts";

/** Every folder but the generated lists: one that is no channel fails for having nothing to load. */
export function channelFolders(channels: string): string[] {
  return readdirSync(channels, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== "listed")
    .map(({ name }) => name)
    .sort();
}

/** @throws when `index.ts` or `samples.ts` is missing: without samples nothing is proven */
export async function loadChannel(channels: string, folder: string): Promise<Channel> {
  const load = async (file: string, isNeeded: boolean) => {
    const path = join(channels, folder, `${file}.ts`);
    if (existsSync(path)) return import(pathToFileURL(path).href);
    if (isNeeded) throw new Error(`adapters/channels/${folder} has no ${file}.ts`);
    return {};
  };
  const [{ adapter }, { samples }] = [await load("index", true), await load("samples", true)];
  const [{ sender }, { mediaSource }, { reader }] = [
    await load("send", false),
    await load("media", false),
    await load("later", false),
  ];
  return { folder, adapter, samples, sender, mediaSource, reader };
}
