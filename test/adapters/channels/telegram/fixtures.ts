/** Telegram's updates as captured calls. */
import { readdirSync, readFileSync } from "node:fs";

const folder = new URL("../../../../adapters/channels/telegram/fixtures/", import.meta.url);

export const update = (name: string) => JSON.parse(readFileSync(new URL(`${name}.json`, folder), "utf8"));

export const updateNames = readdirSync(folder).map((name) => name.replace(".json", ""));
