/**
 * Runs a few processes over one store in every order there is.
 *
 * A process is a use case of production over a store whose every call is a stop: between any two stops of a process
 * the others may do anything, and the process may die at any stop. Why no order is left out:
 *
 * - What happens between two stops touches nothing but the process itself, so an order of stops is a whole run.
 * - A process has no clock, no chance and no memory but the answers it got, so the answers are its state: of two runs
 *   in which the store holds the same, and all processes have had the same answers, one is followed. (`replay` starts
 *   a process again and gives it the answers it had.)
 * - Calls that change nothing commute with each other, and with every write that does not change their answer. So
 *   each such call may be put off until just before the first write that changes its answer, or until its process
 *   writes: everybody gets the same answers, and the store goes through the same states. What is explored is every
 *   order of writes, and before every write every choice of who has read on, and how far, by calls that the write
 *   would have answered otherwise. Of several calls at once (`Promise.all`) any may be answered before the others.
 * - Who reads late sees the longest line: whoever is skipped in the run as it was is skipped in the one explored too.
 * - A process that is over, or dead, does nothing any more and is forgotten. Where it died between its last write and
 *   the next one makes no difference to anybody.
 */
import { memoryRouting } from "../../../domain/routing/in-memory/memory-routing.ts";
import type { Directory, RoutingChange } from "../../../domain/routing/routing-store.ts";
import type { Reserved, Signal } from "../../../domain/routing/workflow.ts";
import type { Agent } from "../../../schemas/routing/agent.ts";
import type { RoutingPolicy } from "../../../schemas/routing/policy.ts";
import type { Routing } from "../../../schemas/routing/routing.ts";
import { isLookAtLines, type Reservation, reservationsIn } from "./invariants.ts";
import { pathTo } from "./path-to.ts";
import { type Call, type Process, replay, textOf } from "./replay.ts";
import { noon } from "./scene.ts";

/** Beyond it a scenario has become too large for its time. */
const mostStates = 400_000;

export interface Rows {
  readonly agents: readonly Agent[];
  readonly routings: readonly Routing[];
  readonly directory: Directory;
  /** Task tokens of the workflow that nobody waits with any more. */
  readonly over: readonly string[];
}

export interface Scenario {
  readonly policy: RoutingPolicy;
  readonly agents: readonly Agent[];
  readonly routings: readonly Routing[];
  /** Lines that cases have stood in before; every process knows of these and learns of others. */
  readonly directory?: Directory;
  /** The same process for the same name. */
  readonly process: (name: string) => Process;
  /** What runs at once: of each list one after the other. */
  readonly atOnce: readonly (readonly string[])[];
  /** What runs, one stage after the other, when everything before is over. */
  readonly afterwards?: readonly (readonly (readonly string[])[])[];
  /** How many processes may die, of those that run at once. */
  readonly deaths?: number;
  /** What the workflow does when it is told something; each token is told once. */
  readonly onTold?: (taskToken: string, what: Signal | Reserved) => readonly string[];
}

export interface Judge {
  /** At every state. @throws when it must not be */
  rows(rows: Rows): void;
  /** At every reservation. */
  reservation(reservation: Reservation): void;
  /** When nothing runs any more. */
  atRest(rows: Rows): void;
}

export interface Explored {
  /** After every write: what is stored, and where everybody is. */
  readonly states: number;
  readonly ends: number;
}

/** @throws Error with the schedule that leads to what must not be */
export async function explore(scenario: Scenario, judge: Judge): Promise<Explored> {
  return new Explorer(scenario, judge).run();
}

/** A process between two stops; the same answers lead to the same node. */
export interface Node {
  readonly name: string;
  readonly id: number;
  readonly history: readonly (readonly unknown[])[];
  readonly before: readonly Call[];
  readonly parent?: Node | undefined;
  /** None: it is over. */
  readonly calls: readonly Call[];
  readonly next: Map<string, Node>;
}

interface Answer {
  readonly id: number;
  readonly value: unknown;
}

/** Somebody at work: a process, and what comes after it. One object for what is the same. */
interface Slot {
  readonly id: number;
  readonly node: Node;
  /** To the calls of the node, as far as they are answered. */
  readonly answers: readonly (Answer | undefined)[];
  /** Who stood in line when the process read the directory last, and when it read the lines last. */
  readonly atDirectory: number;
  readonly atLines: number;
  readonly then: readonly string[];
}

interface Stored {
  readonly id: number;
  readonly rows: Rows;
  readonly answered: Map<string, Answered>;
  readonly writes: Map<Slot, Write | undefined>;
  readonly ahead: Map<string, readonly (Slot | undefined)[]>;
}

interface Answered {
  readonly answer: Answer;
  /** The same as before, where the call has changed nothing. */
  readonly stored: Stored;
}

interface Write {
  /** The process when it has read all it reads before. */
  readonly from: Slot;
  readonly stored: Stored;
  /** Who goes on then: the process or what comes after it, and what the workflow does. */
  readonly slots: readonly Slot[];
}

export interface State {
  readonly stored: Stored;
  readonly slots: readonly Slot[];
  readonly deaths: number;
  readonly stage: number;
  readonly from?: State | undefined;
  readonly by?: Slot | string;
}

class Explorer {
  readonly #scenario: Scenario;
  readonly #judge: Judge;
  readonly #directory: Directory;
  readonly #stored = new Map<string, Stored>();
  readonly #answers = new Map<string, Answer>();
  readonly #slots = new Map<string, Slot>();
  readonly #lines = new Map<string, number>();
  /** 0: nobody has looked yet. */
  readonly #linesById: (ReadonlyMap<string, Routing> | undefined)[] = [undefined];
  readonly #roots = new Map<string, Node>();
  #nodes = 0;

  constructor(scenario: Scenario, judge: Judge) {
    this.#scenario = scenario;
    this.#judge = judge;
    this.#directory = scenario.directory ?? { groups: new Map(), pools: new Map() };
  }

  async run(): Promise<Explored> {
    const { agents, routings, deaths = 0, atOnce } = this.#scenario;
    const directory = await memoryRouting({ agents, routings, directory: this.#directory }).readDirectory();
    const stored = this.#intern({ agents, routings, directory, over: [] });
    const known = new Set<string>();
    const open: State[] = [{ stored, slots: await this.#startAll(atOnce), deaths, stage: 0 }];
    let ends = 0;
    for (let state = open.pop(); state !== undefined; state = open.pop()) {
      const key = keyOf(state);
      if (known.has(key)) continue;
      known.add(key);
      if (known.size > mostStates) throw new Error(`more than ${mostStates} states`);
      try {
        const next = await this.#successors(state);
        if (next.length === 0) {
          ends += 1;
          this.#judge.atRest(state.stored.rows);
        }
        open.push(...next);
      } catch (error) {
        throw new Error(`${String(error)}\n${pathTo(state).join("\n")}`, { cause: error });
      }
    }
    return { states: known.size, ends };
  }

  async #successors(state: State): Promise<State[]> {
    const { stored, slots, deaths, stage } = state;
    const next: State[] = [];
    for (const [index, slot] of slots.entries()) {
      if (!stored.writes.has(slot)) stored.writes.set(slot, await this.#writeOf(slot, stored));
      const write = stored.writes.get(slot);
      if (write === undefined) continue;
      next.push(...(await this.#after(state, index, write)));
      if (stage === 0 && deaths > 0) {
        const left = [...slots.toSpliced(index, 1), ...(await this.#start(slot.then))];
        next.push({ ...state, slots: left, deaths: deaths - 1, from: state, by: `${slot.node.name} dies` });
      }
    }
    const following = this.#scenario.afterwards?.[stage];
    if (next.length > 0 || following === undefined) return next;
    return [{ ...state, slots: await this.#startAll(following), stage: stage + 1, from: state, by: "then" }];
  }

  /** What the process writes next, when nobody else does before; `undefined` when nothing. */
  async #writeOf(slot: Slot, stored: Stored): Promise<Write | undefined> {
    for (let reading: Slot | undefined = slot; reading !== undefined; ) {
      let writing: Write | undefined;
      for (const [place, call] of reading.node.calls.entries()) {
        if (reading.answers[place] !== undefined) continue;
        const answered = await this.#answer(stored, call);
        if (answered.stored !== stored) {
          if (reading.node.calls.length > 1) throw new Error(`${call.key}: writes while it reads`);
          writing = await this.#written(reading, call, stored, answered);
        } else reading = this.#withAnswer(reading, place, answered.answer, stored);
      }
      if (writing !== undefined) return writing;
      [reading] = await this.#goOn(reading);
    }
    return undefined;
  }

  async #written(from: Slot, call: Call, before: Stored, { answer, stored }: Answered): Promise<Write> {
    this.#judgeWrite(from, call, before);
    const [taskToken, what] = call.args;
    const told =
      answer.value === "told"
        ? this.#scenario.onTold?.(String(taskToken), what as Signal | Reserved)
        : undefined;
    const own = await this.#goOn(this.#slot({ ...from, atDirectory: 0, atLines: 0, answers: [answer] }));
    const started = await this.#startAll((told ?? []).map((name) => [name]));
    return { from, stored, slots: [...own, ...started] };
  }

  async #after(state: State, index: number, { from, stored, slots }: Write): Promise<State[]> {
    let choices: (readonly Slot[])[] = [slots];
    for (const [other, slot] of state.slots.entries()) {
      if (other === index) continue;
      const key = `${slot.id} ${stored.id}`;
      const ahead = state.stored.ahead.get(key) ?? (await this.#readAhead(slot, state.stored, stored, true));
      state.stored.ahead.set(key, ahead);
      choices = choices.flatMap((chosen) =>
        ahead.map((one) => (one === undefined ? chosen : [...chosen, one])),
      );
    }
    return choices.map((chosen) => ({ ...state, stored, slots: chosen, from: state, by: from }));
  }

  /**
   * How far the process may have read when the write comes: not at all, or up to a call whose answer the write
   * changes; any other may as well be answered later. `undefined`: it is over.
   */
  async #readAhead(slot: Slot, before: Stored, after: Stored, orNot: boolean): Promise<(Slot | undefined)[]> {
    const changed: { place: number; answer: Answer }[] = [];
    let all: Slot | undefined = slot;
    const open = slot.node.calls.flatMap((call, place) =>
      slot.answers[place] === undefined ? [{ call, place }] : [],
    );
    for (const { call, place } of open) {
      const now = await this.#answer(before, call);
      if (now.stored !== before) return orNot ? [slot] : [];
      all = this.#withAnswer(all, place, now.answer, before);
      const then = await this.#answer(after, call);
      if (then.stored !== after || then.answer !== now.answer) changed.push({ place, answer: now.answer });
    }
    const mustBeNow = changed.length === open.length;
    const partly = subsetsOf(changed)
      .filter((some) => some.length > 0 && some.length < open.length)
      .map((some) =>
        some.reduce((so, { place, answer }) => this.#withAnswer(so, place, answer, before), slot),
      );
    const next = await this.#goOn(all);
    const further = await Promise.all(next.map((one) => this.#readAhead(one, before, after, mustBeNow)));
    return [
      ...(orNot ? [slot] : []),
      ...partly,
      ...further.flat(),
      ...(next.length === 0 && mustBeNow ? [undefined] : []),
    ];
  }

  /** Once all calls are answered the process goes on, or what comes after it; none: it is over. */
  async #goOn(slot: Slot): Promise<Slot[]> {
    const { node, answers, then } = slot;
    const given = answers.flatMap((answer) => answer ?? []);
    if (given.length < node.calls.length) return [slot];
    const key = given.map(({ id }) => id).join();
    const values = given.map(({ value }) => value);
    const next = node.next.get(key) ?? (await this.#nodeOf(node.name, [...node.history, values], node));
    node.next.set(key, next);
    if (next.calls.length === 0) return this.#start(then);
    return [this.#slot({ ...slot, node: next, answers: next.calls.map(() => undefined) })];
  }

  async #startAll(lists: readonly (readonly string[])[]): Promise<Slot[]> {
    const slots: Slot[] = [];
    for (const names of lists) slots.push(...(await this.#start(names)));
    return slots;
  }

  async #start([name, ...then]: readonly string[]): Promise<Slot[]> {
    if (name === undefined) return [];
    const node = this.#roots.get(name) ?? (await this.#nodeOf(name, []));
    this.#roots.set(name, node);
    if (node.calls.length === 0) return this.#start(then);
    return [this.#slot({ node, answers: node.calls.map(() => undefined), atDirectory: 0, atLines: 0, then })];
  }

  async #nodeOf(name: string, history: Node["history"], parent?: Node): Promise<Node> {
    this.#nodes += 1;
    const id = this.#nodes;
    const { process, policy } = this.#scenario;
    const calls = await replay(process(name), history, { policy, directory: this.#directory });
    return { id, name, history, parent, before: parent?.calls ?? [], calls, next: new Map() };
  }

  #slot({ node, answers, atDirectory, atLines, then }: Omit<Slot, "id">): Slot {
    const given = answers.map((answer) => answer?.id ?? 0);
    const key = `${node.id} ${atDirectory} ${atLines} ${given.join()} ${then.join()}`;
    const slot = this.#slots.get(key) ?? { id: this.#slots.size, node, answers, atDirectory, atLines, then };
    this.#slots.set(key, slot);
    return slot;
  }

  #withAnswer(slot: Slot, place: number, answer: Answer, stored: Stored): Slot {
    const { method, args } = slot.node.calls[place] ?? {};
    const looked =
      method === "readDirectory"
        ? { atDirectory: this.#lineIn(stored.rows) }
        : method === "waitingCases" && isLookAtLines(args?.[0] as string[])
          ? { atLines: this.#lineIn(stored.rows) }
          : {};
    return this.#slot({ ...slot, answers: slot.answers.with(place, answer), ...looked });
  }

  #lineIn({ routings }: Rows): number {
    const line = routings.filter(({ status }) => status === "waiting");
    const key = line.map(({ caseId, version }) => `${caseId}.${version}`).join();
    const id =
      this.#lines.get(key) ?? this.#linesById.push(new Map(line.map((one) => [one.caseId, one]))) - 1;
    this.#lines.set(key, id);
    return id;
  }

  #judgeWrite({ node, ...slot }: Slot, { method, args }: Call, { rows }: Stored): void {
    if (method !== "save") return;
    const now = noon + this.#scenario.process(node.name).clock * 1000;
    const looked = {
      atDirectory: this.#linesById[slot.atDirectory],
      atLines: this.#linesById[slot.atLines],
    };
    for (const made of reservationsIn(args[0] as RoutingChange, rows, looked, now)) {
      this.#judge.reservation(made);
    }
  }

  async #answer(stored: Stored, call: Call): Promise<Answered> {
    const found = stored.answered.get(call.key) ?? (await this.#perform(stored, call));
    stored.answered.set(call.key, found);
    return found;
  }

  async #perform(stored: Stored, { method, args }: Call): Promise<Answered> {
    const { rows } = stored;
    if (method === "resume" || method === "interrupt") {
      const taskToken = String(args[0]);
      if (rows.over.includes(taskToken)) return { answer: this.#internAnswer("over"), stored };
      const over = [...rows.over, taskToken].sort();
      return { answer: this.#internAnswer("told"), stored: this.#intern({ ...rows, over }) };
    }
    if (method === "start") return { answer: this.#internAnswer(undefined), stored };
    const store = memoryRouting(rows);
    const perform = Reflect.get(store, method) as (...args: readonly unknown[]) => Promise<unknown>;
    const answer = this.#internAnswer(await perform(...args));
    if (method !== "save" || answer.value === "lost") return { answer, stored };
    const after = {
      agents: [...store.agents.values()],
      routings: [...store.routings.values()].sort((left, right) => (left.caseId < right.caseId ? -1 : 1)),
      directory: await store.readDirectory(),
      over: rows.over,
    };
    return { answer, stored: this.#intern(after) };
  }

  #intern(rows: Rows): Stored {
    const key = textOf(rows);
    const known = this.#stored.get(key);
    if (known !== undefined) return known;
    this.#judge.rows(rows);
    const [id, answered] = [this.#stored.size, new Map()];
    const stored: Stored = { id, rows, answered, writes: new Map(), ahead: new Map() };
    this.#stored.set(key, stored);
    return stored;
  }

  #internAnswer(value: unknown): Answer {
    const key = textOf(value);
    const answer = this.#answers.get(key) ?? { id: this.#answers.size + 1, value };
    this.#answers.set(key, answer);
    return answer;
  }
}

function subsetsOf<Item>(items: readonly Item[]): Item[][] {
  const [first, ...others] = items;
  if (first === undefined) return [[]];
  const without = subsetsOf(others);
  return [...without, ...without.map((some) => [first, ...some])];
}

function keyOf({ stored, slots, deaths, stage }: State): string {
  const ids = slots.map(({ id }) => id).sort((left, right) => left - right);
  return `${stored.id} ${deaths} ${stage} ${ids.join()}`;
}
