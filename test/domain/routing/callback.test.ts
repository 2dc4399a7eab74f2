import { expect, it } from "vitest";
import { offersCallback } from "../../../domain/routing/callback.ts";
import type { Channel } from "../../../schemas/contact-event.ts";
import { aPolicy } from "./cases-to-route.ts";

const policy = aPolicy({ callback: { offerAfterSeconds: 180, followUpAbandoned: true } });

it.each<[Channel, number | undefined, boolean]>([
  ["voice", 0, false],
  ["voice", 180, false],
  ["voice", 180.5, true],
  ["voice", undefined, true],
  ["chat", 999, false],
  ["email", undefined, false],
])("on %s with %s s to wait, a call back is offered: %s (R51)", (channel, estimate, offered) => {
  expect(offersCallback(channel, estimate, policy)).toBe(offered);
});
