/** LINE's webhooks as captured calls. */
import { readdirSync, readFileSync } from "node:fs";

const folder = new URL("../../../../adapters/channels/line/fixtures/", import.meta.url);

export const webhook = (name: string) => JSON.parse(readFileSync(new URL(`${name}.json`, folder), "utf8"));

export const webhookNames = readdirSync(folder).map((name) => name.replace(".json", ""));
