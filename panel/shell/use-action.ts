/** Does something for a person who waits for it. */
import { useCallback, useState } from "react";
import { useFlashes } from "./flashes.tsx";

interface Action {
  busy: boolean;
  /** @returns whether it worked; what went wrong is flashed, unless `explain` has said it otherwise */
  run(work: () => Promise<void>, explain?: (error: unknown) => boolean): Promise<boolean>;
}

export function useAction(): Action {
  const { showError } = useFlashes();
  const [busy, setBusy] = useState(false);
  const run = useCallback<Action["run"]>(
    async (work, explain) => {
      setBusy(true);
      try {
        await work();
        return true;
      } catch (error) {
        if (explain?.(error) !== true) showError(error);
        return false;
      } finally {
        setBusy(false);
      }
    },
    [showError],
  );
  return { busy, run };
}
