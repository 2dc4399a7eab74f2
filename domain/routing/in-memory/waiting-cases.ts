/** Who waits, as the index of the table has it: one line for each pool, best rank first. */
import type { Routing } from "../../../schemas/routing/routing.ts";
import { inRankOrder } from "../best-case.ts";
import { poolIdOf, poolOf } from "../eligibility.ts";
import { SortedBlocks } from "./sorted-blocks.ts";

interface Place {
  readonly routing: Routing;
  readonly poolId: string;
}

export class WaitingCases {
  readonly #places = new Map<string, Place>();
  readonly #lines = new Map<string, SortedBlocks<Routing>>();

  /** @returns the pool the case waits in now, if it waits */
  put(routing: Routing): string | undefined {
    const before = this.#places.get(routing.caseId);
    if (before !== undefined) this.#line(before.poolId).delete(before.routing);
    if (routing.status !== "waiting") {
      this.#places.delete(routing.caseId);
      return undefined;
    }
    const poolId = poolIdOf(poolOf(routing));
    this.#places.set(routing.caseId, { routing, poolId });
    this.#line(poolId).add(routing);
    return poolId;
  }

  /** @param found where they are added */
  first(poolId: string, most: number, found: Routing[]): void {
    this.#lines.get(poolId)?.first(most, (routing) => found.push(routing));
  }

  #line(poolId: string): SortedBlocks<Routing> {
    const line = this.#lines.get(poolId) ?? new SortedBlocks(inRankOrder);
    this.#lines.set(poolId, line);
    return line;
  }
}
