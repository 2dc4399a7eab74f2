/** Gives every function its own `process.env`, at import and at each invocation, in one process. */
import { AsyncLocalStorage } from "node:async_hooks";

type Environment = Record<string, string | undefined>;

const current = new AsyncLocalStorage<Environment>();
let installed = false;

/**
 * Runs `work` with `environment` as `process.env`. It follows the asynchronous calls that `work` makes, so that an
 * SDK client which reads region, endpoint or credentials at its first request finds those of its function.
 */
export function withEnvironment<T>(environment: Environment, work: () => T): T {
  install();
  return current.run(environment, work);
}

function install() {
  if (installed) return;
  installed = true;
  const real = process.env;
  const now = () => current.getStore() ?? real;
  process.env = new Proxy(real, {
    get: (_, name) => Reflect.get(now(), name),
    set: (_, name, value) => Reflect.set(now(), name, String(value)),
    has: (_, name) => Reflect.has(now(), name),
    deleteProperty: (_, name) => Reflect.deleteProperty(now(), name),
    ownKeys: () => Reflect.ownKeys(now()),
    getOwnPropertyDescriptor: (_, name) => {
      const found = Reflect.getOwnPropertyDescriptor(now(), name);
      return found && { ...found, configurable: true };
    },
    defineProperty: (_, name, descriptor) => Reflect.defineProperty(now(), name, descriptor),
  });
}
