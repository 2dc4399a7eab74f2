/** A contact centre in one process: the use cases of production over a store whose every call waits for its turn. */

import type { Policies } from "../../../domain/policies/policies.ts";
import { setAgentStatus } from "../../../domain/routing/agents.ts";
import { acceptOffer, type GivenBackBy, giveBack } from "../../../domain/routing/answer-offer.ts";
import { endRouting, releaseWork } from "../../../domain/routing/end-routing.ts";
import { headStart } from "../../../domain/routing/head-start.ts";
import { type MemoryRouting, memoryRouting } from "../../../domain/routing/in-memory/memory-routing.ts";
import { reap } from "../../../domain/routing/reap.ts";
import type { RoutingChange, RoutingStore } from "../../../domain/routing/routing-store.ts";
import type { Reserved, Signal } from "../../../domain/routing/workflow.ts";
import type { Leg, ReservedLeg, WorkflowStepDeps } from "../../../domain/routing/workflow-steps/deps.ts";
import { noteMissedOffer, widenCircle } from "../../../domain/routing/workflow-steps/move-in-line.ts";
import { offerCase } from "../../../domain/routing/workflow-steps/offer-case.ts";
import { standInLine } from "../../../domain/routing/workflow-steps/stand-in-line.ts";
import type { Agent, AgentStatus } from "../../../schemas/routing/agent.ts";
import type { RoutingPolicy } from "../../../schemas/routing/policy.ts";
import type { Requirement } from "../../../schemas/routing/requirement.ts";
import type { Routing } from "../../../schemas/routing/routing.ts";
import {
  expectConsistent,
  expectInOrder,
  expectNoneLeft,
  isLookAtLines,
  type Looked,
  reservationsIn,
} from "./invariants.ts";
import { at, caseOf, type Medium, noon, policiesOf } from "./scene.ts";

export interface Arrival {
  readonly medium: Medium;
  readonly requirement: Partial<Requirement>;
  readonly highValue: boolean;
  readonly repeat: boolean;
}

interface Pending {
  readonly process: Process;
  answer(): void;
}

interface Process {
  /** Seconds: every computer's clock is a little off. */
  readonly skew: number;
  dead: boolean;
  looked: Looked;
}

interface Wait {
  readonly waiting: Leg;
  /** What is offered, where the answer is waited for. */
  readonly reserved?: ReservedLeg;
}

/** Everything that can go on without an answer has gone on. */
const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Most of it has; a turn of the event loop would cost more than the step itself. */
async function nearlySettled(): Promise<void> {
  for (let hop = 0; hop < 12; hop += 1) await undefined;
}

export class Centre {
  readonly store: MemoryRouting;
  /** Seconds after noon; it moves between steps only. */
  clock = 0;
  reservations = 0;
  readonly #policy: RoutingPolicy;
  readonly #policies: Policies;
  readonly #arrivals = new Map<string, Arrival>();
  readonly #waits = new Map<string, Wait>();
  /** Steps of workflows that have not come to their end. */
  readonly #steps = new Set<{ readonly process: Process; again(): void }>();
  #pending: Pending[] = [];
  #failure: { readonly error: unknown } | undefined;
  #tokens = 0;
  #decisions = 0;
  #processes = 0;

  constructor(policy: RoutingPolicy, agents: readonly Agent[]) {
    this.#policy = policy;
    this.#policies = policiesOf(policy);
    this.store = memoryRouting({ agents });
  }

  arrive(caseId: string, arrival: Arrival): void {
    this.#arrivals.set(caseId, arrival);
    this.#waitInLine({ caseId, leg: 1 });
  }

  accept(caseId: string, agentId: string): void {
    this.#run((deps) => acceptOffer(deps, { caseId, agentId }));
  }

  giveBack(caseId: string, agentId: string, how: GivenBackBy): void {
    this.#run((deps) => giveBack(deps, { caseId, agentId, how }));
  }

  finish(caseId: string): void {
    this.#run((deps) => releaseWork(deps, { caseId }));
  }

  leave(caseId: string): void {
    this.#run((deps) => endRouting(deps, caseId, "customer-left"));
  }

  setStatus(agentId: string, status: AgentStatus): void {
    this.#run((deps) => setAgentStatus(deps, agentId, status, at(this.clock + 0.001)));
  }

  reap(): void {
    this.#run((deps) =>
      reap({
        ...deps,
        expiredOffers: (now) => this.#turn(deps.process, () => this.store.expiredOffers(now)),
      }),
    );
  }

  /** The workflows have waited long enough, and look again: wider, where it is time for that. */
  timeOut(): void {
    for (const { process, again } of [...this.#steps]) if (process.dead) again();
    for (const [token, { waiting, reserved }] of this.#waits) {
      // Whoever answers from now on is too late.
      this.#waits.delete(token);
      this.#runStep(async (deps) => {
        if (reserved !== undefined) await noteMissedOffer(deps, reserved);
        else await widenCircle(deps, waiting);
        this.#waitInLine(waiting);
      });
    }
  }

  /** @param choice of the processes that can go on, this one does */
  async step(choice: number): Promise<void> {
    const [next] = this.#pending.splice(choice % Math.max(1, this.#pending.length), 1);
    next?.answer();
    await nearlySettled();
    if (this.#failure !== undefined) throw this.#failure.error;
  }

  /** A process stops for ever, between two steps. */
  crash(choice: number): void {
    const chosen = this.#pending[choice % Math.max(1, this.#pending.length)];
    if (chosen === undefined) return;
    chosen.process.dead = true;
    this.#pending = this.#pending.filter(({ process }) => !process.dead);
  }

  /** All processes run to their ends, in the order that the choices give. */
  async rest(choose: () => number): Promise<void> {
    for (await settled(); this.#pending.length > 0; await settled()) {
      while (this.#pending.length > 0) await this.step(choose());
    }
    if (this.#failure !== undefined) throw this.#failure.error;
  }

  expectAtRest(): void {
    const rows = { agents: this.store.agents.values(), routings: this.store.routings.values() };
    expectNoneLeft(rows, this.#policy, noon + this.clock * 1000);
  }

  /** A step of the workflow, which is run again when it dies. */
  #runStep(run: (deps: WorkflowStepDeps) => Promise<unknown>): void {
    const process = this.#run(async (deps) => {
      await run(deps);
      this.#steps.delete(step);
    });
    const step = {
      process,
      again: () => {
        this.#steps.delete(step);
        this.#runStep(run);
      },
    };
    this.#steps.add(step);
  }

  #run(run: (deps: WorkflowStepDeps & { readonly process: Process }) => Promise<unknown>): Process {
    this.#processes += 1;
    const process: Process = { skew: (this.#processes % 3) / 10, dead: false, looked: {} };
    run({ ...this.#depsOf(process), process }).catch((error: unknown) => {
      this.#failure = { error };
    });
    return process;
  }

  #turn<Value>(process: Process, perform: () => Promise<Value>): Promise<Value> {
    return new Promise((resolve) => {
      if (process.dead) return;
      this.#pending.push({ process, answer: () => resolve(perform()) });
    });
  }

  #depsOf(process: Process): WorkflowStepDeps {
    return {
      store: this.#storeFor(process),
      policies: this.#policies,
      workflow: {
        start: ({ caseId, leg }) => this.#turn(process, async () => this.#waitInLine({ caseId, leg })),
        resume: (token, reserved) => this.#turn(process, async () => this.#tell(token, reserved)),
        interrupt: (token, signal) => this.#turn(process, async () => this.#tell(token, signal)),
      },
      now: () => new Date(this.#nowOf(process)),
      draw: () => 0.5,
      lastHeard: async () => undefined,
      newDecisionId: () => {
        this.#decisions += 1;
        return `d${this.#decisions}`;
      },
      pause: async () => {},
      describeCase: async (caseId) => ({ kind: "agent", arrived: this.#arrivedOf(caseId) }),
      linkContact: async () => {},
      offerInConnect: async () => {},
      withdrawFromConnect: async () => {},
      noteOnCase: async () => {},
    };
  }

  #nowOf = ({ skew }: Process): number => noon + (this.clock + skew) * 1000;

  #storeFor(process: Process): RoutingStore {
    const { store } = this;
    return {
      readAgent: (agentId) => this.#turn(process, () => store.readAgent(agentId)),
      readRouting: (caseId) => this.#turn(process, () => store.readRouting(caseId)),
      directory: () => store.directory(),
      readDirectory: () =>
        this.#turn(process, () => {
          process.looked = { ...process.looked, atDirectory: this.#line() };
          return store.readDirectory();
        }),
      freeAgents: (...ask) => this.#turn(process, () => store.freeAgents(...ask)),
      waitingCases: (poolIds, most) =>
        this.#turn(process, () => {
          if (isLookAtLines(poolIds)) process.looked = { ...process.looked, atLines: this.#line() };
          return store.waitingCases(poolIds, most);
        }),
      learned: (...ask) => store.learned(...ask),
      save: (change) => this.#turn(process, () => this.#save(process, change)),
      keepDecision: (decision) => store.keepDecision(decision),
    };
  }

  #line(): ReadonlyMap<string, Routing> {
    const line = new Map<string, Routing>();
    for (const routing of this.store.routings.values()) {
      if (routing.status === "waiting") line.set(routing.caseId, routing);
    }
    return line;
  }

  async #save(process: Process, change: RoutingChange): Promise<"saved" | "lost"> {
    const rows = { agents: this.store.agents.values(), routings: [...this.store.routings.values()] };
    const made = reservationsIn(change, rows, process.looked, this.#nowOf(process));
    const saved = await this.store.save(change);
    if (saved === "lost") return saved;
    for (const reservation of made) expectInOrder(reservation, this.#policy);
    this.reservations += made.length;
    expectConsistent({ agents: this.store.agents.values(), routings: this.store.routings.values() });
    return saved;
  }

  #waitInLine(waiting: Leg): void {
    this.#tokens += 1;
    const taskToken = `t${this.#tokens}`;
    this.#waits.set(taskToken, { waiting });
    this.#runStep((deps) => standInLine(deps, waiting, taskToken));
  }

  /** The workflow goes on from where it waits: to the offer, back to the line, or to its end. */
  #tell(taskToken: string, what: Reserved | Signal): "told" | "over" {
    const wait = this.#waits.get(taskToken);
    if (wait === undefined) return "over";
    this.#waits.delete(taskToken);
    if (typeof what === "string") {
      if (what !== "CustomerLeft" && what !== "CaseResolved") this.#waitInLine(wait.waiting);
    } else if (wait.reserved === undefined) this.#waitForAnswer(wait.waiting, what);
    return "told";
  }

  #waitForAnswer(waiting: Leg, { agentId, token }: Reserved): void {
    this.#tokens += 1;
    const taskToken = `t${this.#tokens}`;
    const reserved = { ...waiting, agentId, token };
    this.#waits.set(taskToken, { waiting, reserved });
    this.#runStep((deps) => offerCase(deps, reserved, taskToken));
  }

  #arrivedOf(caseId: string) {
    const { medium, requirement, highValue, repeat } = this.#arrivals.get(caseId) ?? nobody;
    const { facts, steps, customerId } = caseOf(caseId, { medium, requirement });
    const known = { ...facts, highValue, repeat };
    const { holdSeconds } = this.#policy.stickiness;
    const everybody = caseOf(caseId).steps.map((step) => ({ ...step, afterSeconds: holdSeconds }));
    return {
      caseId,
      customerId,
      facts: known,
      steps: requirement.agentId === undefined ? steps : [...steps, ...everybody],
      headStart: headStart(known, undefined, false, this.#policy),
      callback: false,
    };
  }
}

const nobody: Arrival = { medium: "voice", requirement: {}, highValue: false, repeat: false };
