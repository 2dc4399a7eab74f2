/** `kill -9` under load: what was acknowledged is there once, after the sender has sent the rest again. */
import { afterEach, expect, it } from "vitest";
import { freshDataDir, type PlatformProcess, startProcess } from "../support/platform-process.ts";
import { type SignedCall, send, twilioCall } from "../support/senders.ts";
import { eventually, Staff } from "../support/staff.ts";
import { callOf, inParallel, visits } from "../support/visits.ts";

let platform: PlatformProcess | undefined;
afterEach(() => platform?.stop());

const count = 400;
const customers = 4;

/** SMS carry no event time: their receive time must survive too. */
function messages(base: string): SignedCall[] {
  return Array.from({ length: 50 }, (_, index) =>
    twilioCall(base, {
      MessageSid: `SM${index}`,
      AccountSid: "AC1",
      From: "+905551112233",
      To: "+1",
      Body: `${index}`,
    }),
  );
}

it("loses nothing that was acknowledged, and doubles nothing", async () => {
  const dataDir = freshDataDir();
  let running = await startProcess(dataDir);
  platform = running;
  const port = Number(new URL(running.url).port);
  const calls = [...visits(count, customers).map(callOf), ...messages(running.url)].sort(
    () => 0.5 - Math.random(),
  );
  const unacknowledged = new Set(calls);
  const deliver = async (call: SignedCall) => {
    try {
      if ((await send(running.url, call)).ok) unacknowledged.delete(call);
    } catch {
      // The connection died with the platform: not acknowledged, so it is sent again.
    }
  };
  for (const survivors of [300, 150]) {
    const killed = eventually(async () => {
      if (unacknowledged.size > survivors) return undefined;
      await running.kill();
      return true;
    });
    await inParallel([...unacknowledged], 16, deliver);
    await killed;
    running = await startProcess(dataDir, port);
    platform = running;
  }
  await inParallel([...unacknowledged], 16, deliver);
  expect(unacknowledged.size).toBe(0);

  const agent = await Staff.signIn(running.url);
  const timelineOf = async (identifier: string, length: number) => {
    const customerId = await eventually(() => agent.resolve(identifier));
    const timeline = await agent.timeline(customerId);
    expect(timeline).toHaveLength(length);
    return timeline;
  };
  for (let customer = 0; customer < customers; customer += 1) {
    const timeline = await timelineOf(`loyalty:r-${customer}`, count / customers);
    expect(new Set(timeline.map(({ occurredAt }) => occurredAt)).size).toBe(count / customers);
  }
  const texts = (await timelineOf("phone:+905551112233", 50)).map(({ text }) => text);
  expect(new Set(texts).size).toBe(50);
}, 90_000);
