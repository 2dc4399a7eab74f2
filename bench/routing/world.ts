/** The centre of the routing benchmark: who is how good at what, and who comes when. The same for every policy. */
import { random } from "../../scripts/simulate/random.ts";

/** How much agents differ: standard deviations of their chance of success. */
export interface Spread {
  readonly name: string;
  /** In everything they do. */
  readonly main: number;
  /** In one campaign more than in the others. */
  readonly interaction: number;
}

/** The share of the customers each campaign brings, and the chance of success an average agent has there. */
export const campaigns = [
  { context: "credit-card|-", share: 0.4, usual: 0.3 },
  { context: "loan|-", share: 0.3, usual: 0.4 },
  { context: "pension|-", share: 0.2, usual: 0.5 },
  { context: "insurance|-", share: 0.1, usual: 0.25 },
] as const;

export const agentCount = 40;
export const handleSeconds = 360;
/** Of the logarithm of handle times: the coefficient of variation is 0.8. */
const handleSpread = 0.7;
const [leastChance, mostChance] = [0.02, 0.98];

/** For each agent the chance of success in each campaign. */
export type Chances = readonly (readonly number[])[];

export function chancesOf({ main, interaction }: Spread, seed: number): Chances {
  const source = random(seed, "chances");
  return Array.from({ length: agentCount }, () => {
    const everywhere = main * source.normal();
    return campaigns.map(({ usual }) =>
      Math.min(mostChance, Math.max(leastChance, usual + everywhere + interaction * source.normal())),
    );
  });
}

export interface Arrival {
  /** Seconds. */
  readonly at: number;
  /** Index into `campaigns`. */
  readonly campaign: number;
  /** The customer's, whoever serves them: so every policy has the same work. */
  readonly handleSeconds: number;
  /** From 0 to below 1: the case succeeds with an agent whose chance is above it. */
  readonly luck: number;
}

/** @param occupancy share of the agents' time that the customers take */
export function arrivalsOf(occupancy: number, count: number, seed: number): Arrival[] {
  const source = random(seed, "arrivals");
  const meanGap = handleSeconds / (occupancy * agentCount);
  let at = 0;
  return Array.from({ length: count }, () => {
    at += source.exponential(meanGap);
    return {
      at,
      campaign: campaignFor(source.next()),
      handleSeconds: source.lognormal(handleSeconds, handleSpread),
      luck: source.next(),
    };
  });
}

function campaignFor(drawn: number): number {
  let left = drawn;
  const found = campaigns.findIndex(({ share }) => {
    left -= share;
    return left < 0;
  });
  return found < 0 ? campaigns.length - 1 : found;
}
