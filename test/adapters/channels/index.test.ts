import { readdirSync } from "node:fs";
import { expect, it } from "vitest";
import { adapters } from "../../../adapters/channels/listed/adapters.ts";
import { business } from "../../../adapters/channels/listed/business.ts";
import { conversations } from "../../../adapters/channels/listed/conversations.ts";
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

it("parts systems' events from customers' messages, as the channels themselves say", () => {
  expect({ ...conversations, ...business }).toEqual({ ...adapters });
  expect(Object.keys(business)).toEqual(folders.filter((name) => adapters[name]?.business));
  expect(Object.keys(conversations)).toEqual(folders.filter((name) => !adapters[name]?.business));
});

it.each(["__proto__", "constructor", "toString", "hasOwnProperty", ""])(
  "serves no provider called %j",
  (name) => {
    expect(adapters[name]).toBeUndefined();
  },
);
