import { readdirSync } from "node:fs";
import { expect, it } from "vitest";
import { adapters } from "../../../adapters/channels/listed/adapters.ts";
import { senders } from "../../../adapters/channels/listed/senders.ts";

const folders = readdirSync(new URL("../../../adapters/channels/", import.meta.url), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== "listed")
  .map(({ name }) => name)
  .sort();

it("serves every channel's folder under its name, and nothing else", () => {
  expect(Object.keys(adapters).sort()).toEqual(folders);
  for (const [name, adapter] of Object.entries(adapters)) expect(adapter.provider).toBe(name);
  for (const [name, sender] of Object.entries(senders)) expect(sender.provider).toBe(name);
});

it.each(["__proto__", "constructor", "toString", "hasOwnProperty", ""])(
  "serves no provider called %j",
  (name) => {
    expect(adapters[name]).toBeUndefined();
  },
);
