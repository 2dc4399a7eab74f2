/** How long a freed agent waits for the next case: from the wrap-up's answer to the offer in the agent's list. */
import { type Colleague, hire, write } from "../test/support/agents.ts";
import type { Benchmark, Measurement, Mode } from "./measurement.ts";
import { startPlatformUnderTest } from "./platform/start.ts";
import { percentile } from "./statistics.ts";
import { until } from "./until.ts";

const budgetMs = 1000;
const agents = 4;
const cases: Readonly<Record<Mode, number>> = { full: 200, smoke: 30 };
/** Before anything is counted, for the compiler to settle. */
const warmUpCases = 10;

interface Freed {
  /** Milliseconds from the agent being free to the next offer. */
  readonly offered: number;
  /** Milliseconds of one more look at the list. */
  readonly look: number;
}

export const offerLatency: Benchmark = {
  name: "offer-latency",
  about: `from a wrap-up's answer to the next case on offer, ${agents} agents with a line before them; floor: one look at the list`,
  async run(mode) {
    const platform = await startPlatformUnderTest();
    try {
      const names = Array.from({ length: agents }, (_, index) => `agent-${index}`);
      // A third of a call: one chat at a time.
      const all = await Promise.all(names.map((name) => hire(platform.url, name, { capacity: 1 / 3 })));
      const count = warmUpCases + cases[mode];
      for (let index = 0; index < count + agents; index += 1) {
        await write(platform.url, `wait-${index}`, "Merhaba, yardım lazım");
      }
      await Promise.all(all.map((agent) => agent.be("available")));
      const freed = (await Promise.all(all.map((agent) => serve(agent, Math.floor(count / agents))))).flat();
      return report(freed.slice(warmUpCases));
    } finally {
      await platform.end();
    }
  },
};

async function serve(agent: Colleague, count: number): Promise<Freed[]> {
  const freed: Freed[] = [];
  let work = await agent.offer();
  for (let index = 0; index < count; index += 1) {
    await agent.accept(work);
    const done = work.caseId;
    const ended = { outcome: "resolved", status: "resolved" };
    await agent.staff.send("POST", `/v1/cases/${done}/wrap-up`, ended);
    const freedAt = performance.now();
    work = await until(async () =>
      (await agent.me()).work.find(({ caseId, state }) => caseId !== done && state === "offered"),
    );
    const offered = performance.now() - freedAt;
    const lookedFrom = performance.now();
    await agent.me();
    freed.push({ offered, look: performance.now() - lookedFrom });
  }
  return freed;
}

function report(freed: readonly Freed[]): Measurement[] {
  const row = (share: number): Measurement => ({
    name: `offer-latency: agent free to case offered, p${share * 100}`,
    unit: "ms",
    measured: percentile(
      freed.map(({ offered }) => offered),
      share,
    ),
    floor: percentile(
      freed.map(({ look }) => look),
      share,
    ),
  });
  return [row(0.5), { ...row(0.99), budget: { kind: "atMost", value: budgetMs } }];
}
