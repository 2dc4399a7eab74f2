import { beforeAll, describe, expect, it } from "vitest";
import { customersOf } from "../../../scripts/simulate/customers.ts";
import { type SimulatedDay, simulateDay } from "../../../scripts/simulate/simulate-day.ts";
import { smallDay } from "./small-day.ts";

const day = smallDay();
const half = 1800;

describe("a simulated day", () => {
  let simulated: SimulatedDay;
  beforeAll(async () => {
    simulated = await simulateDay(day, day.policy);
  });

  it("accounts for every customer: answered, gone, or left over when the agents go home", () => {
    const { visits } = simulated;
    expect(visits.map(({ customer }) => customer.caseId)).toEqual(
      customersOf(day).map(({ caseId }) => caseId),
    );
    const answered = visits.filter(({ answeredAt }) => answeredAt !== undefined);
    const left = visits.filter(({ leftAt }) => leftAt !== undefined);
    expect(answered.length).toBeGreaterThan(70);
    expect(left.length).toBeGreaterThan(0);
    for (const { customer, answeredAt, leftAt, transfers } of visits) {
      if (answeredAt !== undefined && leftAt !== undefined) {
        expect(transfers).toBe(1);
        expect(leftAt - answeredAt).toBeGreaterThan(customer.patienceSeconds);
      }
      if (transfers === 0 && answeredAt !== undefined)
        expect(answeredAt - customer.arrivesAt).toBeLessThanOrEqual(customer.patienceSeconds);
      if (answeredAt === undefined && leftAt !== undefined)
        expect(leftAt - customer.arrivesAt).toBeCloseTo(customer.patienceSeconds, 6);
    }
  });

  it("finds the queue by the policy, and passes on who came to the wrong place", () => {
    const queueIds = new Set(simulated.visits.map(({ queueId }) => queueId));
    expect(queueIds).toEqual(new Set(["kartlar", "genel"]));
    const passedOn = simulated.visits.filter(({ transfers }) => transfers > 0);
    expect(passedOn.length).toBeGreaterThan(5);
    expect(passedOn.every(({ customer }) => customer.isPassedOn)).toBe(true);
  });

  it("is the same whenever it is run", async () => {
    const again = await simulateDay(day, day.policy);
    expect(again).toEqual(simulated);
  });

  it("never has more agents busy than are there, and none after the shift but to finish", () => {
    const { samples } = simulated;
    expect(samples).toHaveLength(1440);
    expect(Math.max(...samples.map(({ busyAgents }) => busyAgents))).toBe(6);
    for (const { busyAgents, agents } of samples) expect(busyAgents).toBeLessThanOrEqual(agents);
    expect(samples.filter(({ at }) => at > 4 * half && at < 8 * half).at(-1)?.agents).toBe(0);
    expect(samples.filter(({ at }) => at < 4 * half).every(({ agents }) => agents >= 5)).toBe(true);
  });

  it("gives nobody more work than time", () => {
    for (const seconds of simulated.loads.values()) {
      expect(seconds).toBeGreaterThan(0);
      expect(seconds).toBeLessThan(5 * half);
    }
  });

  it("counts the day alone, and not the days that taught it", async () => {
    const taught = await simulateDay({ ...day, daysBefore: 1 }, day.policy);
    expect(taught.visits.map(({ customer }) => customer)).toEqual(
      simulated.visits.map(({ customer }) => customer),
    );
    expect(taught.visits).not.toEqual(simulated.visits);
    for (const seconds of taught.loads.values()) expect(seconds).toBeLessThan(5 * half);
  });
});
