/** A thousand events in any order, doubled and at once: each on its timeline once, in its place. */
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { freshDataDir, type PlatformProcess, startProcess } from "../support/platform-process.ts";
import { send } from "../support/senders.ts";
import { eventually, Staff } from "../support/staff.ts";
import { callOf, inParallel, visits } from "../support/visits.ts";

let platform: PlatformProcess;

beforeAll(async () => {
  platform = await startProcess(freshDataDir());
});
afterAll(() => platform?.stop());

const events = 1000;
const customers = 10;

it("puts a thousand events, a fifth of them twice and half of those at once, each in its place once", async () => {
  const all = visits(events, customers);
  const seed = Date.now();
  const shuffle = <Item>(items: readonly Item[]) =>
    fc.sample(fc.shuffledSubarray([...items], { minLength: items.length }), { seed, numRuns: 1 })[0] ?? [];
  const order = shuffle(all);
  const doubled = order.slice(0, events / 5);
  const atOnce = new Set(doubled.slice(0, doubled.length / 2));
  const later = doubled.slice(doubled.length / 2);
  const deliver = async (visit: object) => {
    const copies = atOnce.has(visit as never) ? 2 : 1;
    const answers = await Promise.all(
      Array.from({ length: copies }, () => send(platform.url, callOf(visit))),
    );
    for (const { status } of answers) expect(status, `seed ${seed}`).toBe(204);
  };
  await inParallel([...order, ...shuffle(later)], 16, deliver);

  const agent = await Staff.signIn(platform.url);
  for (let customer = 0; customer < customers; customer += 1) {
    const customerId = await eventually(() => agent.resolve(`loyalty:r-${customer}`));
    const timeline = await agent.timeline(customerId, 30);
    const expected = all
      .filter((_, index) => index % customers === customer)
      .map(({ occurredAt }) => occurredAt);
    expect(
      timeline.map(({ occurredAt }) => occurredAt),
      `seed ${seed}`,
    ).toEqual(expected.toReversed());
  }
}, 60_000);
