/** What a benchmark reports, and whether it is within its budget. Pure. */

/** Smoke: as short as it can be and still run everything. */
export type Mode = "full" | "smoke";

/** A share is a number from 0 to 1, shown in percent. */
export type Unit = "bytes" | "ms" | "us" | "perSecond" | "requests" | "items" | "share";

export type Budget =
  | { readonly kind: "atMost"; readonly value: number }
  | { readonly kind: "atLeast"; readonly value: number }
  | { readonly kind: "ratioAtMost"; readonly value: number }
  | { readonly kind: "ratioAtLeast"; readonly value: number };

export interface Measurement {
  readonly name: string;
  readonly unit: Unit;
  readonly measured: number;
  /** What it is compared with, measured in the same run: mostly the least this could be. */
  readonly floor?: number;
  /** Where something better is known than measured / floor. */
  readonly ratio?: number;
  readonly budget?: Budget;
  /** Does not depend on the machine's speed: a smoke run fails when it is broken. */
  readonly isHard?: boolean;
}

export interface Benchmark {
  readonly name: string;
  /** What is measured and what the floor is, in a sentence or two. */
  readonly about: string;
  run(mode: Mode): Promise<readonly Measurement[]>;
}

export function ratioOf({ measured, floor, ratio }: Measurement): number | undefined {
  return ratio ?? (floor === undefined ? undefined : measured / floor);
}

/** `undefined` when there is no budget. */
export function isWithinBudget(measurement: Measurement): boolean | undefined {
  const { budget, measured } = measurement;
  switch (budget?.kind) {
    case undefined:
      return undefined;
    case "atMost":
      return measured <= budget.value;
    case "atLeast":
      return measured >= budget.value;
    case "ratioAtMost":
      return (ratioOf(measurement) ?? Number.POSITIVE_INFINITY) <= budget.value;
    case "ratioAtLeast":
      return (ratioOf(measurement) ?? 0) >= budget.value;
  }
}

/** Whether a run fails on it: in smoke runs only where speed plays no part. */
export function fails(measurement: Measurement, mode: Mode): boolean {
  return isWithinBudget(measurement) === false && (mode === "full" || measurement.isHard === true);
}
