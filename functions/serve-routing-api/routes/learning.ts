/** Routes about what was learned, and about how well Amazon Connect's events arrive. */

import { advantageOf } from "../../../domain/routing/learning/advantage.ts";
import type { RoutingDeps } from "../../../domain/routing/reserve.ts";
import type { LearnedOf } from "../../../domain/routing/routing-store.ts";
import { done, type Input, notFound, ok } from "../../../schemas/api/answer.ts";

interface Page {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

export interface LearningDeps extends Pick<RoutingDeps, "policies" | "now"> {
  readonly contexts: () => Promise<readonly string[]>;
  /** Mean reward there; absent before the first outcome. */
  readonly usualIn: (context: string) => Promise<number | undefined>;
  readonly learnedIn: (
    context: string,
    page: Page,
  ) => Promise<LearnedOf & { readonly nextCursor?: string | undefined }>;
  readonly resetLearned: (context: string) => Promise<void>;
  readonly reconciliation: () => Promise<{
    readonly expected: number;
    readonly seen: number;
    readonly repaired: number;
  }>;
}

type ContextPath = { readonly context: string };

export function learningRoutes(deps: LearningDeps) {
  return {
    listLearned: async () => {
      const contexts = await deps.contexts();
      const items = contexts.map(async (context) => {
        const usual = await deps.usualIn(context);
        return { context, ...(usual === undefined ? {} : { usual }) };
      });
      return ok({ items: await Promise.all(items) });
    },
    readLearned: async ({ path, query }: Input<ContextPath, Page, unknown>) => {
      const [{ agents, usual, nextCursor }, { policy }] = await Promise.all([
        deps.learnedIn(path.context, query),
        deps.policies.current("routing"),
      ]);
      if (usual === undefined) return notFound;
      // What the draw would add to try somebody out is no knowledge.
      const known = { ...policy.learning, exploration: 0 };
      const items = Array.from(agents, ([agentId, learned]) => ({
        agentId,
        trials: learned.trials,
        advantage: advantageOf(agentId, learned, { usual, draw: 0 }, known).value,
      }));
      return ok({ items, ...(nextCursor === undefined ? {} : { nextCursor }) });
    },
    resetLearned: async ({ path }: Input<ContextPath, unknown, unknown>) => {
      await deps.resetLearned(path.context);
      return done;
    },
    readReconciliation: async () => ok(await deps.reconciliation()),
  };
}
