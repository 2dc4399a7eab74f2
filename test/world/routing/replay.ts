/** A use case that can be stopped at every call of the store, and be taken up again from the answers it had. */
import type { ReapDeps } from "../../../domain/routing/reap.ts";
import type { Directory } from "../../../domain/routing/routing-store.ts";
import type { RoutingPolicy } from "../../../schemas/routing/policy.ts";
import { noon, policiesOf } from "./scene.ts";

export type ProcessDeps = ReapDeps;

export interface Process {
  /** Seconds after noon: all that the process does, it does at that instant. */
  readonly clock: number;
  run(deps: ProcessDeps): Promise<unknown>;
}

export interface Call {
  readonly key: string;
  readonly method: string;
  readonly args: readonly unknown[];
}

const calls = [
  "readAgent",
  "readRouting",
  "freeAgents",
  "waitingCases",
  "learned",
  "save",
  "keepDecision",
] as const;

/**
 * Starts the process, gives it the answers it had, and says what it asks next; nothing: it is over.
 *
 * @param history the answers to all calls made at once, for each time it stopped
 * @throws what the process throws
 */
export async function replay(
  process: Process,
  history: readonly (readonly unknown[])[],
  { policy, directory }: { readonly policy: RoutingPolicy; readonly directory: Directory },
): Promise<Call[]> {
  let asked: { call: Call; answer: (value: unknown) => void }[] = [];
  let failure: { error: unknown } | undefined;
  const ask =
    (method: string) =>
    (...args: unknown[]) =>
      new Promise<never>((resolve) => {
        const call = { key: `${method} ${textOf(args)}`, method, args };
        asked.push({ call, answer: resolve as (value: unknown) => void });
      });
  process.run(depsOf(process.clock, policy, directory, ask)).catch((error: unknown) => {
    failure = { error };
  });
  for (const answers of history) {
    await settled();
    const answering = asked;
    asked = [];
    for (const [index, { answer }] of answering.entries()) {
      if (asked.length > 0) throw new Error("a process went on before all its calls were answered");
      answer(answers[index]);
      if (answering.length > 1) await settled();
    }
  }
  await settled();
  if (failure !== undefined) throw failure.error;
  return asked.map(({ call }) => call);
}

function depsOf(
  clock: number,
  policy: RoutingPolicy,
  directory: Directory,
  ask: (method: string) => (...args: unknown[]) => Promise<never>,
): ProcessDeps {
  let known = directory;
  let decisions = 0;
  return {
    store: {
      ...Object.fromEntries(calls.map((method) => [method, ask(method)])),
      // As in production: what this process read last, however old.
      directory: async () => known,
      readDirectory: async () => {
        known = await ask("readDirectory")();
        return known;
      },
    },
    expiredOffers: ask("expiredOffers"),
    policies: policiesOf(policy),
    workflow: { start: ask("start"), resume: ask("resume"), interrupt: ask("interrupt") },
    now: () => new Date(noon + clock * 1000),
    draw: () => 0.5,
    lastHeard: async () => undefined,
    newDecisionId: () => {
      decisions += 1;
      return `d${decisions}`;
    },
    pause: async () => {},
  } as unknown as ProcessDeps;
}

/** Everything that can go on without an answer has gone on. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

/** The same for what is the same. Of maps the keys say all: what they lead to follows from them. */
export const textOf = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) => (part instanceof Map ? [...part.keys()] : part)) ?? "-";
