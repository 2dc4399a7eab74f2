/** Something the page shows of the API: read at once, and again whenever there is reason to. */
import { useEffect, useMemo, useRef, useState } from "react";
import { isForbidden, isMissing, isUnreachable } from "../api/api-error.ts";
import { useFlashes } from "./flashes.tsx";
import { type Answer, newerAnswer } from "./newer-answer.ts";

export interface Reading<Value> {
  /** The newest answer, also while a newer one is awaited; nothing before the first. */
  value: Value | undefined;
  /** Why there is no answer yet. */
  failure: unknown;
  /** `value` answers what was asked before. */
  stale: boolean;
}

/**
 * Reads with `read` (which must keep its identity while it reads the same) once per `revision`.
 * What does not exist or is not allowed is no trouble to flash.
 */
export function useReading<Value>(read: () => Promise<Value>, revision: number): Reading<Value> {
  const { showError } = useFlashes();
  const turns = useRef(0);
  const [answer, setAnswer] = useState<Answer<Value>>();
  const asked = useMemo(() => ({ read, revision }), [read, revision]);

  useEffect(() => {
    turns.current += 1;
    const turn = turns.current;
    const { read } = asked;
    const accept = (next: Answer<Value>) => setAnswer((before) => newerAnswer(before, next));
    read().then(
      (value) => accept({ value, failure: undefined, turn, read }),
      (failure: unknown) => {
        accept({ value: undefined, failure, turn, read });
        // While the network is gone, the live indicator says so once for all that is shown.
        const known = isForbidden(failure) || isMissing(failure) || (turn > 1 && isUnreachable(failure));
        if (!known) showError(failure);
      },
    );
  }, [asked, showError]);

  return {
    value: answer?.value,
    failure: answer?.failure,
    stale: answer !== undefined && answer.read !== read,
  };
}
