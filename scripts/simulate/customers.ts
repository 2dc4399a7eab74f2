/** Who comes on a day, when, for what, and how patient they are: the same for every policy. */
import type { Day, Flow } from "./day.ts";
import { type Random, random } from "./random.ts";

export const halfHourSeconds = 1800;
export const daySeconds = 48 * halfHourSeconds;
/** Of the logarithm: handle times vary by 65 %. */
const handleSpread = 0.6;

export interface Customer {
  readonly caseId: string;
  readonly flow: Flow;
  /** Seconds from the start of the day; below 0 on days before. */
  readonly arrivesAt: number;
  readonly handleSeconds: number;
  readonly patienceSeconds: number;
  readonly highValue: boolean;
  /** Success needs an agent whose chance is above it. */
  readonly luck: number;
  readonly isPassedOn: boolean;
}

/** In the order in which they come. */
export function customersOf(day: Day): Customer[] {
  const days = Array.from({ length: day.daysBefore + 1 }, (_, index) => index - day.daysBefore);
  return days
    .flatMap((index) => day.flows.flatMap((flow, at) => ofFlow(day, flow, `${at}`, index)))
    .sort((left, right) => left.arrivesAt - right.arrivesAt);
}

function ofFlow(day: Day, flow: Flow, name: string, index: number): Customer[] {
  const source = random(day.seed, `customers ${name} ${index}`);
  return flow.arrivals.flatMap((mean, halfHour) => {
    const from = index * daySeconds + halfHour * halfHourSeconds;
    return timesIn(source, mean).map((within, count) =>
      customer(source, flow, from + within, `case-${index}-${name}-${halfHour}-${count}`),
    );
  });
}

/** A Poisson process: so many come in a half hour on average. */
function timesIn(source: Random, mean: number): number[] {
  const times: number[] = [];
  if (mean === 0) return times;
  for (let at = source.exponential(1 / mean); at < 1; at += source.exponential(1 / mean))
    times.push(at * halfHourSeconds);
  return times;
}

function customer(source: Random, flow: Flow, arrivesAt: number, caseId: string): Customer {
  return {
    caseId,
    flow,
    arrivesAt,
    handleSeconds: source.lognormal(flow.handleSeconds, handleSpread),
    patienceSeconds: source.exponential(flow.patienceSeconds),
    highValue: source.next() < flow.highValue,
    luck: source.next(),
    isPassedOn: source.next() < (flow.passedOn?.share ?? 0),
  };
}
