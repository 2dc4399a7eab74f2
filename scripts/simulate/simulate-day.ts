/** Lets the real engine serve a day: only customers, agents and time are simulated. */
import { saveAgentProfile } from "../../domain/routing/agents.ts";
import type { RoutingPolicy } from "../../schemas/routing/policy.ts";
import { Centre } from "./centre.ts";
import { customersOf, daySeconds, halfHourSeconds } from "./customers.ts";
import type { Day } from "./day.ts";
import { SimulatedTime } from "./simulated-time.ts";
import { type Employee, staffOf } from "./staff.ts";
import type { Visit } from "./visit.ts";
import { matchedBy } from "./wanted-by.ts";

/** The centre at one minute of the day. */
export interface Sample {
  /** Seconds from the start of the day. */
  readonly at: number;
  readonly waiting: number;
  /** With at least one customer. */
  readonly busyAgents: number;
  /** There, or still busy. */
  readonly agents: number;
}

/** Of the day itself; the days before it only teach. */
export interface SimulatedDay {
  readonly visits: readonly Visit[];
  readonly samples: readonly Sample[];
  /** For each agent: seconds with customers, times the share of the agent that they took. */
  readonly loads: ReadonlyMap<string, number>;
}

/** How soon an agent is back who was away because they missed offers. */
const backAfterSeconds = 120;
const sampleSeconds = 60;

export async function simulateDay(day: Day, policy: RoutingPolicy): Promise<SimulatedDay> {
  const firstDay = -day.daysBefore * daySeconds;
  // Agents are hired before they come: of two statuses of the same instant the older one stands.
  const time = new SimulatedTime(day.startsAt, firstDay - 1);
  const staff = new Map(staffOf(day).map((one) => [one.profile.agentId, one]));
  const loads = new Map([...staff.keys()].map((agentId) => [agentId, 0]));
  const samples: Sample[] = [];
  const centre = new Centre({ seed: day.seed, policy, time, staff }, (agentId, seconds) => {
    if (time.seconds >= 0) loads.set(agentId, (loads.get(agentId) ?? 0) + seconds);
  });

  for (const { profile } of staff.values()) await saveAgentProfile(centre.deps, profile);
  for (let from = firstDay; from <= 0; from += daySeconds)
    for (const employee of staff.values()) planShift(centre, time, employee, from);
  for (const customer of customersOf(day)) {
    const { queueId } = matchedBy(customer, policy);
    time.at(customer.arrivesAt, () => centre.receive({ customer, queueId, transfers: 0 }));
  }
  for (let at = 0; at < daySeconds; at += sampleSeconds)
    time.at(at, async () => {
      samples.push(sampleOf(centre, at));
    });
  await time.runUntil(daySeconds);
  const visits = [...centre.visits.values()].filter(({ customer }) => customer.arrivesAt >= 0);
  return { visits, samples, loads };
}

/** @param from start of the day, in seconds */
function planShift(centre: Centre, time: SimulatedTime, { profile, group }: Employee, from: number): void {
  const { agentId } = profile;
  const begins = from + group.from * halfHourSeconds;
  const ends = from + group.to * halfHourSeconds;
  time.at(begins, () => centre.say(agentId, "available"));
  for (let at = begins + backAfterSeconds; at < ends; at += backAfterSeconds)
    time.at(at, async () => {
      if (centre.agents.get(agentId)?.status === "away") await centre.say(agentId, "available");
    });
  time.at(ends, () => centre.say(agentId, "offline"));
}

function sampleOf(centre: Centre, at: number): Sample {
  const agents = [...centre.agents.values()];
  const isBusy = ({ work }: (typeof agents)[number]) => work.some(({ state }) => state === "accepted");
  return {
    at,
    waiting: centre.waiting.size,
    busyAgents: agents.filter(isBusy).length,
    agents: agents.filter((agent) => agent.status !== "offline" || isBusy(agent)).length,
  };
}
