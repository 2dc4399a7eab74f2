import { expect, it } from "vitest";
import { channelAdapters } from "../../../adapters/channels/index.ts";

it("serves each adapter under its provider's name", () => {
  expect(Object.keys(channelAdapters).sort()).toEqual(["meta", "standard", "twilio"]);
  for (const [name, adapter] of Object.entries(channelAdapters)) expect(adapter.provider).toBe(name);
});

it.each(["__proto__", "constructor", "toString", "hasOwnProperty", ""])(
  "serves no provider called %j",
  (name) => {
    expect(channelAdapters[name]).toBeUndefined();
  },
);
