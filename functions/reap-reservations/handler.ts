/** Every minute: reservations that nobody answered are released, and lines that nobody looked at are looked at. */
import { type ReapDeps, reap } from "../../domain/routing/reap.ts";

export interface ReaperDeps extends ReapDeps {
  readonly report: (found: { readonly released: number; readonly rematched: number }) => void;
}

export function createHandler(deps: ReaperDeps) {
  return async (): Promise<void> => {
    const found = await reap(deps);
    if (found.released > 0 || found.rematched > 0) deps.report(found);
  };
}
