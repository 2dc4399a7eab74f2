/** Asked by the flows of Amazon Connect: who has come, how to greet them, and how long they will wait. */
import {
  type CallerAnswer,
  type IdentifyDeps,
  identifyCaller,
  type Question,
  unknownCaller,
} from "../../domain/connect/identify-caller.ts";

export interface IdentifyCallerDeps extends IdentifyDeps {
  readonly read: (event: unknown) => Question;
  readonly onUnreadable: () => void;
}

/** Whatever goes wrong: there is an answer, and the caller is queued. */
export function createHandler(deps: IdentifyCallerDeps) {
  return async (event: unknown): Promise<CallerAnswer> => {
    const question = readable(deps, event);
    return question === undefined ? unknownCaller(deps.defaultLanguage) : identifyCaller(deps, question);
  };
}

/** The error is not logged: it may quote the caller's number. */
function readable({ read, onUnreadable }: IdentifyCallerDeps, event: unknown): Question | undefined {
  try {
    return read(event);
  } catch {
    onUnreadable();
    return undefined;
  }
}
