/** A simulated contact centre around the real engine: what customers and agents do, and when. */
import { setAgentStatus } from "../../domain/routing/agents.ts";
import { acceptOffer, giveBack } from "../../domain/routing/answer-offer.ts";
import { endRouting, releaseWork } from "../../domain/routing/end-routing.ts";
import { firstWaitSeconds } from "../../domain/routing/first-wait.ts";
import { type MemoryRouting, memoryRouting } from "../../domain/routing/in-memory/memory-routing.ts";
import type { Reserved } from "../../domain/routing/workflow.ts";
import type { WorkflowStepDeps } from "../../domain/routing/workflow-steps/deps.ts";
import type { RoutingPolicy } from "../../schemas/routing/policy.ts";
import { policiesWith } from "./policies-with.ts";
import { random } from "./random.ts";
import type { SimulatedTime } from "./simulated-time.ts";
import { simulatedWorkflow } from "./simulated-workflow.ts";
import type { Employee } from "./staff.ts";
import type { Visit } from "./visit.ts";
import { wantedBy } from "./wanted-by.ts";

/** Of a contact's time, until it turns out that it is for somebody else. */
const untilPassedOn = 0.25;

export interface CentreOptions {
  readonly seed: number;
  readonly policy: RoutingPolicy;
  readonly time: SimulatedTime;
  readonly staff: ReadonlyMap<string, Employee>;
}

export class Centre {
  readonly visits = new Map<string, Visit>();
  /** With nobody yet, or not any more, after an agent passed them on. */
  readonly waiting = new Set<Visit>();
  readonly deps: WorkflowStepDeps;
  readonly #options: CentreOptions;
  readonly #store: MemoryRouting;
  readonly #onServed: (agentId: string, seconds: number) => void;

  /** @param onServed told when an agent begins with a customer: seconds, times the share of the agent it takes */
  constructor(options: CentreOptions, onServed: (agentId: string, seconds: number) => void) {
    const { policy, time, seed } = options;
    this.#options = options;
    this.#onServed = onServed;
    this.#store = memoryRouting({ halfLifeDays: policy.learning.halfLifeDays });
    const exploration = random(seed, "exploration");
    let decisions = 0;
    this.deps = {
      store: this.#store,
      policies: policiesWith(policy),
      workflow: simulatedWorkflow({
        steps: () => this.deps,
        later: time.later,
        onOffer: (offer) => this.#answer(offer),
        onAssigned: (offer) => this.#serve(offer),
      }),
      now: time.now,
      draw: exploration.next,
      newDecisionId: () => `decision-${decisions++}`,
      lastHeard: async () => undefined,
      pause: async () => {},
      describeCase: async (caseId) =>
        wantedBy(found(this.visits, caseId), await this.#store.directory(), policy, time.now()),
      linkContact: async () => {},
      offerInConnect: async () => {},
      withdrawFromConnect: async () => {},
      noteOnCase: async () => {},
    };
  }

  get agents(): MemoryRouting["agents"] {
    return this.#store.agents;
  }

  /** A customer comes. */
  async receive(visit: Visit): Promise<void> {
    this.visits.set(visit.customer.caseId, visit);
    await this.#route(visit, 1);
  }

  async say(agentId: string, status: "available" | "offline"): Promise<void> {
    await setAgentStatus(this.deps, agentId, status, this.#options.time.now().toISOString());
  }

  /** The customer waits, and leaves when nobody answers for too long. */
  async #route(visit: Visit, leg: number): Promise<void> {
    const { policy, time } = this.#options;
    const { transfers, customer } = visit;
    const { caseId, patienceSeconds } = customer;
    this.waiting.add(visit);
    await this.deps.workflow.start({ caseId, leg, waitSeconds: firstWaitSeconds(policy) });
    time.later(patienceSeconds, async () => {
      // Answered, and perhaps waiting again, for somebody else.
      if (visit.transfers > transfers || !this.waiting.delete(visit)) return;
      visit.leftAt = time.seconds;
      await endRouting(this.deps, caseId, "customer-left");
    });
  }

  /** Agents answer alike whatever the policy: it goes by the case and how often it was offered. */
  #answer({ caseId, agentId, token }: Reserved): void {
    const { seed, staff, time } = this.#options;
    const { declines, misses, answerSeconds } = found(staff, agentId).group;
    const source = random(seed, `answer ${caseId} ${token}`);
    const [seconds, drawn] = [source.exponential(answerSeconds), source.next()];
    if (drawn < misses) return;
    const offer = { caseId, agentId, token };
    time.later(seconds, async () => {
      if (drawn < misses + declines) await giveBack(this.deps, { ...offer, how: "declined" });
      else await acceptOffer(this.deps, offer);
    });
  }

  #serve(offer: Reserved): void {
    const { time } = this.#options;
    const visit = found(this.visits, offer.caseId);
    const { customer } = visit;
    this.waiting.delete(visit);
    visit.answeredAt ??= time.seconds;
    const passes = customer.isPassedOn && visit.transfers === 0;
    const seconds = customer.handleSeconds * (passes ? untilPassedOn : 1);
    const { units } = found(this.#store.routings, offer.caseId).facts;
    const { capacityUnits } = found(this.#store.agents, offer.agentId).profile;
    this.#onServed(offer.agentId, (seconds * units) / capacityUnits);
    time.later(seconds, () => (passes ? this.#passOn(visit, offer) : this.#finish(visit, offer)));
  }

  async #passOn(visit: Visit, { caseId, leg }: Reserved): Promise<void> {
    visit.transfers += 1;
    await endRouting(this.deps, caseId, "transferred");
    await this.#route(visit, leg + 1);
  }

  async #finish(visit: Visit, { caseId, agentId }: Reserved): Promise<void> {
    const { staff, time } = this.#options;
    const { flow, luck } = visit.customer;
    visit.success = luck < found(staff, agentId).chanceOf(flow);
    const { context } = found(this.#store.routings, caseId).facts;
    this.#store.recordOutcome({ agentId, context, reward: visit.success ? 1 : 0, at: time.now() });
    await releaseWork(this.deps, { caseId, agentId });
  }
}

function found<Item>(items: ReadonlyMap<string, Item>, id: string): Item {
  const item = items.get(id);
  if (item === undefined) throw new RangeError(`there is no ${id}`);
  return item;
}
