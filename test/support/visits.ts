/** Many branch visits of a few customers, each with an event time of its own. */
import { type SignedCall, standardCall } from "./senders.ts";

const start = Date.UTC(2026, 10, 20);

/** `count` visits, a second apart, dealt out to `customers` loyalty cards. */
export function visits(count: number, customers: number, run = "r") {
  return Array.from({ length: count }, (_, index) => ({
    id: `${run}-${index}`,
    occurredAt: new Date(start + index * 1000).toISOString(),
    channel: "store",
    direction: "inbound",
    kind: "visit.checked-in",
    identifiers: [{ kind: "loyalty", value: `${run}-${index % customers}`, level: "verified" }],
    attributes: { index },
  }));
}

export const callOf = (visit: object): SignedCall => standardCall(visit);

/** Runs the jobs with so many under way at once. */
export async function inParallel<Job>(jobs: readonly Job[], lanes: number, run: (job: Job) => Promise<void>) {
  const waiting = jobs.values();
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      for (const job of waiting) await run(job);
    }),
  );
}
