import { join } from "node:path";
import { SendMessageCommand } from "@aws-sdk/client-sqs";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type Platform, startPlatform } from "../../../local/start.ts";
import { miniTemplates, names } from "../support/mini-app.ts";
import { eventually, lookInto, memoryLog, temporaryDirectory } from "../support/platform.ts";

let directory: ReturnType<typeof temporaryDirectory>;
let platform: Platform;

const start = () =>
  startPlatform({
    templates: miniTemplates(join(directory.path, "assembly")),
    dataDir: join(directory.path, "data"),
    port: 0,
    log: memoryLog(),
  });
beforeEach(async () => {
  directory = temporaryDirectory();
  platform = await start();
});
afterEach(async () => {
  await platform.close();
  directory.remove();
});

/** @returns when it was sent, epoch milliseconds */
async function send(MessageBody: string, DelaySeconds: number): Promise<number> {
  const { sqs, queueUrl } = lookInto(platform);
  const sentAt = Date.now();
  await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl(names.work), MessageBody, DelaySeconds }));
  return sentAt;
}

async function arrival(body: string): Promise<number> {
  const { keys } = lookInto(platform);
  await eventually(async () => ((await keys("WORKED")).includes(body) ? true : undefined));
  return Date.now();
}

it("delivers a delayed message after its delay, and others before it", async () => {
  const sentAt = await send("later", 2);
  await send("now", 0);
  expect(await arrival("now")).toBeLessThan(await arrival("later"));
  expect((await arrival("later")) - sentAt).toBeGreaterThanOrEqual(2000);
});

it("delivers it after a restart, no sooner", async () => {
  const sentAt = await send("kept", 3);
  await platform.close();
  platform = await start();
  expect((await arrival("kept")) - sentAt).toBeGreaterThanOrEqual(3000);
});
