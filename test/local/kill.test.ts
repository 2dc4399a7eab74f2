import { SendMessageCommand } from "@aws-sdk/client-sqs";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type Killable, killable } from "./support/killable.ts";
import { miniTemplates, names } from "./support/mini-app.ts";
import { eventually, lookInto } from "./support/platform.ts";

let runtime: Killable;

beforeEach(() => {
  runtime = killable(miniTemplates);
});
afterEach(() => runtime.remove());

it("delivers after a kill -9 what was stored, queued or under way before it", async () => {
  const ids = Array.from({ length: 30 }, (_, index) => `k${String(index).padStart(2, "0")}`);
  const first = await runtime.start({ HOLD: "1" });
  const looks = lookInto(first);
  await Promise.all(
    ids.map(async (id) => {
      const stored = await fetch(`${first.url}/v1/notes/${id}`, { method: "POST", body: "x" });
      expect(stored.status).toBe(201);
      await looks.sqs.send(new SendMessageCommand({ QueueUrl: looks.queueUrl(names.work), MessageBody: id }));
    }),
  );
  expect(await looks.keys("WORKED")).toEqual([]);
  await runtime.kill();

  const after = lookInto(await runtime.start());
  await eventually(async () => ((await after.keys("KEPT")).length === ids.length ? true : undefined), 15_000);
  expect(await after.keys("KEPT")).toEqual(ids);
  await eventually(
    async () => ((await after.keys("WORKED")).length === ids.length ? true : undefined),
    15_000,
  );
  expect(await after.keys("WORKED")).toEqual(ids);
}, 40_000);
