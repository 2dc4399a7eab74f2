/**
 * Runs a few processes in every order there is of their steps. A step is a call that a process waits for: to the table,
 * or to anybody else. Between two steps of a process the others may do anything.
 */
import type { TableCall, TableDeps } from "../../../adapters/dynamodb/table-call.ts";

/** How a process takes its steps: each waits for its turn. */
export type Step = <Result>(act: () => Promise<Result>) => Promise<Result>;

export type Process = (step: Step) => Promise<void>;

/** The table with every call a step. */
export function stepwise({ call, tableName }: TableDeps, step: Step): TableDeps {
  const held: TableCall = (operation, input) => step(() => call(operation, input));
  return { call: held, tableName };
}

const tick = () => new Promise((resolve) => setImmediate(resolve));

interface Running {
  readonly waiting: (() => void)[];
  isOver: boolean;
  failure?: unknown;
}

function start(process: Process): Running {
  const running: Running = { waiting: [], isOver: false };
  const step: Step = async (act) => {
    await new Promise<void>((resolve) => running.waiting.push(resolve));
    return act();
  };
  process(step)
    .catch((failure: unknown) => {
      running.failure = failure;
    })
    .finally(() => {
      running.isOver = true;
    });
  return running;
}

/** One run: at each turn the choice says whose step is next; the first where it says nothing. */
async function run(processes: readonly Process[], choices: readonly number[]): Promise<number[]> {
  const running = processes.map(start);
  const ways: number[] = [];
  for (let turn = 0; ; turn += 1) {
    do await tick();
    while (running.some(({ waiting, isOver }) => waiting.length === 0 && !isOver));
    const ready = running.filter(({ waiting }) => waiting.length > 0);
    if (ready.length === 0) break;
    ways.push(ready.length);
    ready[choices[turn] ?? 0]?.waiting.shift()?.();
  }
  const failed = running.find(({ failure }) => failure !== undefined);
  if (failed !== undefined) throw failed.failure;
  return ways;
}

/**
 * Every order, each on a world of its own.
 *
 * @param begin makes the world: its processes, and what must hold when all are over
 * @returns how many orders there were
 * @throws with the order in which something did not hold
 */
export async function inEveryOrder(
  begin: () => { readonly processes: readonly Process[]; readonly judge: () => void },
): Promise<number> {
  let choices: number[] = [];
  for (let orders = 1; ; orders += 1) {
    const { processes, judge } = begin();
    const ways = await run(processes, choices);
    try {
      judge();
    } catch (error) {
      throw new Error(`in the order ${choices.join("")}: ${String(error)}`, { cause: error });
    }
    // The next order: the last turn that could have gone to somebody later does.
    const taken = ways.map((_, turn) => choices[turn] ?? 0);
    const last = taken.findLastIndex((choice, turn) => choice + 1 < (ways[turn] ?? 0));
    if (last < 0) return orders;
    choices = [...taken.slice(0, last), (taken[last] ?? 0) + 1];
  }
}
