/** How long after its acknowledgement an event is seen: on the customer's timeline, and in the live list. */
import { send, standardCall } from "../test/support/senders.ts";
import { Staff } from "../test/support/staff.ts";
import type { Benchmark, Measurement, Mode } from "./measurement.ts";
import { startPlatformUnderTest } from "./platform/start.ts";
import { percentile } from "./statistics.ts";
import { until } from "./until.ts";

const budget = { kind: "atMost", value: 300 } as const;
const events: Readonly<Record<Mode, number>> = { full: 200, smoke: 30 };
/** Before anything is counted, for the compiler to settle. */
const warmUpEvents = 10;

interface Seen {
  /** Milliseconds from the acknowledgement to the first timeline that shows the event. */
  readonly onTimeline: number;
  /** Milliseconds from the acknowledgement to the message on the WebSocket. */
  readonly pushed: number;
  /** Milliseconds of one more read of that timeline. */
  readonly read: number;
}

export const liveLatency: Benchmark = {
  name: "live-latency",
  about:
    "from a webhook's acknowledgement to its event being seen, one event at a time; floor: one timeline read",
  async run(mode) {
    const platform = await startPlatformUnderTest();
    try {
      const watcher = await watch(platform.url);
      const newCustomer: Seen[] = [];
      const knownCustomer: Seen[] = [];
      for (let index = 0; index < warmUpEvents + events[mode]; index += 1) {
        const card = `live-${Math.floor(index / 2)}`;
        const seen = await watcher.follow(`event ${index}`, card);
        if (index >= warmUpEvents) (index % 2 === 0 ? newCustomer : knownCustomer).push(seen);
      }
      watcher.close();
      return [...report("new customer", newCustomer), ...report("known customer", knownCustomer)];
    } finally {
      await platform.end();
    }
  },
};

async function watch(url: string) {
  const staff = await Staff.signIn(url);
  const pushedAt = new Map<string | undefined, number>();
  const socket = await staff.live((message) => {
    if (message.type === "ContactReceived") pushedAt.set(message.event.text, performance.now());
  });
  return {
    close: () => socket.close(),
    async follow(text: string, card: string): Promise<Seen> {
      const acknowledgedAt = await acknowledge(url, text, card);
      const customerId = await until(() => staff.resolve(`loyalty:${card}`));
      const isShown = async () =>
        (await staff.timeline(customerId)).some((event) => event.text === text) || undefined;
      await until(isShown);
      const shownAt = performance.now();
      const pushed = await until(async () => pushedAt.get(text));
      const readFrom = performance.now();
      await isShown();
      const read = performance.now() - readFrom;
      return { onTimeline: shownAt - acknowledgedAt, pushed: Math.max(0, pushed - acknowledgedAt), read };
    },
  };
}

async function acknowledge(url: string, text: string, card: string): Promise<number> {
  const call = standardCall({
    id: text,
    occurredAt: new Date().toISOString(),
    channel: "chat",
    direction: "inbound",
    kind: "message.received",
    identifiers: [{ kind: "loyalty", value: card, level: "verified" }],
    text,
  });
  const answer = await send(url, call);
  if (!answer.ok) throw new Error(`${call.path} answered ${answer.status}`);
  return performance.now();
}

function report(who: string, seen: readonly Seen[]): Measurement[] {
  const row = (what: string, figure: "onTimeline" | "pushed", share: number): Measurement => ({
    name: `live-latency: ${who}, ${what}, p${share * 100}`,
    unit: "ms",
    measured: percentile(
      seen.map((one) => one[figure]),
      share,
    ),
    floor: percentile(
      seen.map(({ read }) => read),
      share,
    ),
  });
  return [
    row("on the timeline", "onTimeline", 0.5),
    { ...row("on the timeline", "onTimeline", 0.95), budget },
    row("pushed", "pushed", 0.5),
    { ...row("pushed", "pushed", 0.95), budget },
  ];
}
