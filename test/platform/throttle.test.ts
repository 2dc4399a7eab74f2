/** DynamoDB throttles for five seconds: the ingest queue takes over, and nobody notices. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { errorsOnly } from "../../local/log.ts";
import { type Platform, startPlatform } from "../../local/start.ts";
import { synthesiseOmniline } from "../../local/synthesise.ts";
import { freshDataDir } from "../support/platform-process.ts";
import { send, twilioCall } from "../support/senders.ts";
import { eventually, Staff } from "../support/staff.ts";
import { callOf, inParallel, visits } from "../support/visits.ts";

let platform: Platform;

beforeAll(async () => {
  platform = await startPlatform({
    templates: synthesiseOmniline,
    dataDir: freshDataDir(),
    port: 0,
    log: errorsOnly,
  });
});
afterAll(() => platform?.close());

const count = 120;
const throttledMs = 5_000;

it("loses no acknowledged event, doubles none, and puts late ones in their place", async () => {
  const all = visits(count, 1);
  const sms = twilioCall(platform.url, {
    MessageSid: "SM1",
    AccountSid: "AC1",
    From: "+905551112233",
    To: "+1",
    Body: "a",
  });
  await inParallel(all.slice(0, 20), 8, async (visit) => {
    expect((await send(platform.url, callOf(visit))).status).toBe(204);
  });
  platform.faults.throttleDynamoDb(throttledMs);
  const acknowledged: (typeof all)[number][] = [];
  await inParallel(all.slice(20), 8, async (visit) => {
    if ((await send(platform.url, callOf(visit))).ok) acknowledged.push(visit);
  });
  expect((await send(platform.url, sms)).ok).toBe(true);
  expect(acknowledged.length).toBe(count - 20);
  // Sent again while the first copy waits in the queue.
  await inParallel(all.slice(20, 40), 8, async (visit) => {
    expect((await send(platform.url, callOf(visit))).ok).toBe(true);
  });

  const agent = await Staff.signIn(platform.url);
  const customerId = await eventually(() => agent.resolve("loyalty:r-0"), 30_000);
  const timeline = await eventually(async () => {
    const events = await agent.timeline(customerId);
    return events.length >= count ? events : undefined;
  }, 60_000);
  expect(timeline.map(({ occurredAt }) => occurredAt)).toEqual(
    all.map(({ occurredAt }) => occurredAt).toReversed(),
  );
  const texter = await eventually(() => agent.resolve("phone:+905551112233"), 30_000);
  expect(await agent.timeline(texter)).toHaveLength(1);
}, 120_000);
