/** Brings customers together and takes them apart; each merge comes with a way to undo it. */
import { useMemo } from "react";
import type { MergeSuggestion } from "../../schemas/api/shapes.ts";
import type { Api } from "../api/api.ts";
import { useFlashes } from "../shell/flashes.tsx";
import { customerHref } from "../shell/routes.ts";

export interface Merging {
  /** The two of a suggestion are one person: `customerId` survives. */
  accept(suggestion: MergeSuggestion, customerId: string): Promise<void>;
  dismiss(suggestion: MergeSuggestion): Promise<void>;
  /** Makes `otherId` part of `customerId`. */
  merge(customerId: string, otherId: string, reason: string): Promise<void>;
  undo(merge: UndoableMerge): Promise<void>;
}

interface UndoableMerge {
  mergeId: string;
  customerId: string;
  mergedCustomerId: string;
}

/** @param changed called after anything that makes the page show something else */
export function useMerging(api: Api, changed: () => void): Merging {
  const { showDone, showError } = useFlashes();
  return useMemo(() => {
    function tellMerged(merge: UndoableMerge) {
      showDone({
        title: "merge.done",
        detail: "merge.doneHint",
        action: { text: "merge.undo", run: () => void undo(merge).catch(showError) },
      });
      changed();
    }

    async function undo(merge: UndoableMerge) {
      await api.unmerge(merge.customerId, merge.mergeId);
      showDone({
        title: "merge.undone",
        detail: "merge.undoneHint",
        action: {
          text: "merge.openOther",
          run: () => {
            location.hash = customerHref(merge.mergedCustomerId);
          },
        },
      });
      changed();
    }

    return {
      undo,
      async accept({ suggestionId, customers }, customerId) {
        const { mergeId } = await api.decideSuggestion(suggestionId, { decision: "accept", customerId });
        const other = customers.find((one) => one.customerId !== customerId);
        if (mergeId === undefined || other === undefined) return changed();
        tellMerged({ mergeId, customerId, mergedCustomerId: other.customerId });
      },
      async dismiss({ suggestionId }) {
        await api.decideSuggestion(suggestionId, { decision: "dismiss" });
        changed();
      },
      async merge(customerId, otherId, reason) {
        const { mergeId } = await api.merge(customerId, otherId, reason);
        tellMerged({ mergeId, customerId, mergedCustomerId: otherId });
      },
    };
  }, [api, changed, showDone, showError]);
}
