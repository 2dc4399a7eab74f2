/** Loads a bundle as Lambda does. Imports next to nothing, since it runs in the processes that are measured. */
import { createRequire } from "node:module";

interface Answer {
  readonly statusCode?: number;
}

interface HandlerModule {
  readonly handler: (event: unknown, context: object) => Promise<Answer>;
}

/** Of Lambda's context: what is left of the ten seconds that the function has. */
const context = { getRemainingTimeInMillis: () => 10_000 };

function isHandlerModule(module: unknown): module is HandlerModule {
  return (
    typeof module === "object" &&
    module !== null &&
    "handler" in module &&
    typeof module.handler === "function"
  );
}

/** @returns the handler, which throws unless the answer is a 2xx */
export function loadHandler(bundle: string): (event: unknown) => Promise<void> {
  const module: unknown = createRequire(bundle)(bundle);
  if (!isHandlerModule(module)) throw new Error(`${bundle} exports no handler`);
  return async (event) => {
    const answer = await module.handler(event, context);
    if (answer.statusCode === undefined || answer.statusCode > 299) throw new Error(JSON.stringify(answer));
  };
}
