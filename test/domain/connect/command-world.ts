/** A small world with a clock of its own: lines, buckets, a queue that is late and repeats itself, and Connect. */
import { answerWakeUp, type WakeUpDeps } from "../../../domain/connect/answer-wake-up.ts";
import type { CallAnswer, MadeOffer, Standing } from "../../../domain/connect/carry-out-command.ts";
import {
  addCommand,
  apiOf,
  type ConnectCommand,
  commandIdOf,
  type OfferCommand,
  type WakeUp,
} from "../../../domain/connect/commands.ts";
import { drainedMs, intervalMs, type Quota, slotOf } from "../../../domain/rate/token-bucket.ts";

const start = Date.parse("2026-11-22T09:00:00.000Z");
const leaseMs = 30_000;
const visibilityMs = 10_000;

/** A process that was killed: nothing it does from then on has an effect. */
class Killed extends Error {}

interface Row {
  command: ConnectCommand;
  claimedUntil: number;
  claims: number;
}

export interface WorldOptions {
  readonly quota: Quota;
  /** Invocations at once. */
  readonly concurrency?: number;
  /** From 0 to below 1; the only chance there is. */
  readonly draw?: () => number;
  readonly lateMs?: number;
  /** In seconds: nothing is delivered between. */
  readonly outage?: { readonly from: number; readonly to: number };
  /** Kills the process of the n-th effect, before or after it. */
  readonly killAt?: { readonly effect: number; readonly when: "before" | "after" };
  readonly answer?: (command: ConnectCommand, tries: number) => CallAnswer | "trouble" | undefined;
}

export class CommandWorld {
  readonly calls: { at: number; command: ConnectCommand }[] = [];
  readonly failed: OfferCommand[] = [];
  readonly offers: MadeOffer[] = [];
  readonly rows = new Map<string, Row>();
  readonly counted: string[] = [];
  /** Calls to customers: what became of each, and by which number. */
  readonly dialled: string[] = [];
  number: string | undefined = "+905551112233";
  /** Contacts that have ended. */
  readonly over = new Set<string>();
  standing = (_offer: Pick<OfferCommand, "caseId" | "token">): Standing => "offered";
  effects = 0;
  messages = 0;
  wakeUpsSent = 0;

  readonly #options: WorldOptions;
  readonly #fullAt = new Map<string, number>();
  readonly #tasks = new Map<string, string>();
  readonly #tries = new Map<string, number>();
  #queue: { at: number; wakeUp: WakeUp }[] = [];
  #sleepers: { at: number; wake: () => void }[] = [];
  #running = 0;
  #now = start;

  constructor(options: WorldOptions) {
    this.#options = options;
  }

  get seconds(): number {
    return (this.#now - start) / 1000;
  }

  now = () => new Date(this.#now);

  /** Outside of any process: nobody kills this. */
  add(command: ConnectCommand): Promise<void> {
    return addCommand(this.#deps({ dead: false, immortal: true }), command);
  }

  /** Runs until nothing is left to happen, or until then. */
  async run(untilSeconds = Number.POSITIVE_INFINITY): Promise<void> {
    for (;;) {
      this.#deliver();
      await settled();
      if (this.#due().length > 0 && this.#running < this.#concurrency) continue;
      const waking = this.#sleepers.map(({ at }) => at);
      const coming = this.#running < this.#concurrency ? this.#queue.map(({ at }) => at) : [];
      const next = Math.min(...waking, ...coming);
      if (next === Number.POSITIVE_INFINITY || next > start + untilSeconds * 1000) return;
      this.#now = Math.max(this.#now, next);
      const awake = this.#sleepers.filter(({ at }) => at <= this.#now);
      this.#sleepers = this.#sleepers.filter(({ at }) => at > this.#now);
      for (const { wake } of awake) wake();
    }
  }

  get #concurrency() {
    return this.#options.concurrency ?? 10;
  }

  #outside(at: number): number {
    const { from, to } = this.#options.outage ?? { from: 0, to: 0 };
    return at >= start + from * 1000 && at < start + to * 1000 ? start + to * 1000 : at;
  }

  #due = () => this.#queue.filter(({ at }) => at <= this.#now);

  #deliver(): void {
    for (const message of this.#due()) {
      if (this.#running >= this.#concurrency) return;
      this.#queue = this.#queue.filter((one) => one !== message);
      this.#running += 1;
      this.messages += 1;
      const life = { dead: false };
      answerWakeUp(this.#deps(life), message.wakeUp)
        .catch(() => this.#queue.push({ at: this.#now + visibilityMs, wakeUp: message.wakeUp }))
        .finally(() => {
          this.#running -= 1;
        });
    }
  }

  #sleep(ms: number): Promise<void> {
    if (ms <= 0) return Promise.resolve();
    return new Promise((wake) => this.#sleepers.push({ at: this.#now + ms, wake }));
  }

  #deps(life: { dead: boolean; immortal?: boolean }): WakeUpDeps {
    const { quota, draw = () => 0.5, lateMs = 0, killAt } = this.#options;
    /** One step that others can see: the process may die before it, or right after. */
    const effect = async <Value>(run: () => Value | Promise<Value>): Promise<Value> => {
      if (life.dead) throw new Killed();
      if (life.immortal !== true) this.effects += 1;
      const isLast = life.immortal !== true && killAt?.effect === this.effects;
      if (isLast) life.dead = true;
      if (isLast && killAt?.when === "before") throw new Killed();
      const value = await run();
      if (isLast) throw new Killed();
      return value;
    };
    const keyOf = (command: ConnectCommand) => `${apiOf(command)} ${command.rank} ${commandIdOf(command)}`;
    return {
      lines: {
        add: (command, from) =>
          effect(() => {
            if (this.rows.has(keyOf(command))) return;
            this.rows.set(keyOf(command), { command, claimedUntil: from?.getTime() ?? 0, claims: 0 });
          }),
        claim: (api, now) =>
          effect(() => {
            const line = [...this.rows.values()]
              .filter(({ command }) => apiOf(command) === api)
              .sort((left, right) => (keyOf(left.command) < keyOf(right.command) ? -1 : 1));
            if (line.length === 0) return { kind: "empty" } as const;
            const free = line.find(({ claimedUntil }) => claimedUntil <= now.getTime());
            if (free === undefined) {
              const until = Math.min(...line.map(({ claimedUntil }) => claimedUntil));
              return { kind: "taken", until: new Date(until) } as const;
            }
            free.claimedUntil = now.getTime() + leaseMs;
            free.claims += 1;
            return { kind: "claimed", command: free.command, claims: free.claims } as const;
          }),
        release: (command, from) =>
          effect(() => {
            const row = this.rows.get(keyOf(command));
            if (row !== undefined) row.claimedUntil = from.getTime();
          }),
        remove: (command) => effect(() => void this.rows.delete(keyOf(command))),
      },
      wakeUps: {
        send: (wakeUp, after) =>
          effect(() => {
            if (after < 0 || after > 900 || !Number.isInteger(after)) throw new RangeError(`delay ${after}`);
            this.wakeUpsSent += 1;
            this.#queue.push({ at: this.#outside(this.#now + after * 1000 + draw() * lateMs), wakeUp });
          }),
      },
      buckets: {
        take: (api, now) =>
          effect(() => {
            const from = Math.max(this.#fullAt.get(api) ?? 0, now.getTime());
            this.#fullAt.set(api, from + intervalMs(quota));
            return new Date(slotOf(from, quota, now.getTime()));
          }),
        drain: (api, now) =>
          effect(() => {
            const drained = drainedMs(quota, now.getTime());
            this.#fullAt.set(api, Math.max(this.#fullAt.get(api) ?? 0, drained));
          }),
      },
      offers: {
        keep: (offer) =>
          effect(() => {
            this.offers.push(offer);
            if (offer.own) this.#tasks.set(`${offer.caseId} ${offer.token}`, offer.contactId);
          }),
        isOver: async (contactId) => this.over.has(contactId),
        taskOf: (caseId, token) => effect(() => this.#tasks.get(`${caseId} ${token}`)),
      },
      calls: {
        numberOf: async () => this.number,
        keep: ({ callId }, contactId) => effect(() => void this.dialled.push(`${callId} ${contactId}`)),
        failed: ({ callId }, code) => effect(() => void this.dialled.push(`${callId} ${code}`)),
      },
      carryOut: (command, about) =>
        effect(async () => {
          await this.#sleep(draw() * 200);
          return this.#call(command, about);
        }),
      standing: async (offer) => this.standing(offer),
      offerFailed: (offer) => effect(() => void this.failed.push(offer)),
      now: this.now,
      waitUntil: (instant) => this.#sleep(instant.getTime() - this.#now),
      count: (metric) => void this.counted.push(metric),
      onTrouble: (api) => {
        if (life.dead) throw new Killed();
        this.counted.push(`trouble with ${api}`);
      },
    };
  }

  #call(command: ConnectCommand, about: string | undefined): CallAnswer {
    const id = `${apiOf(command)} ${commandIdOf(command)}`;
    const tries = (this.#tries.get(id) ?? 0) + 1;
    this.#tries.set(id, tries);
    this.calls.push({ at: this.#now, command });
    const answer = this.#options.answer?.(command, tries);
    if (answer === "trouble") throw new Error("no connection");
    if (answer !== undefined) return answer;
    if (command.kind === "call") return { kind: "done", contactId: `contact-to-${about}` };
    if (command.kind === "withdraw" && about === undefined) throw new Error("a withdrawal of nothing");
    const creates = command.kind === "offer" && /task/.test(command.mode.kind);
    // The client token finds what the first try has made.
    return creates ? { kind: "done", contactId: `task-of-${commandIdOf(command)}` } : { kind: "done" };
  }
}

/** Everything that can go on without time passing has gone on. */
const settled = async () => {
  for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

/** Whether a bucket of that size, kept by somebody else, would have let all of it through. */
export function isWithin(quota: Quota, instants: readonly number[]): boolean {
  let tokens = quota.burst;
  let last = instants[0] ?? 0;
  for (const at of [...instants].sort((left, right) => left - right)) {
    tokens = Math.min(quota.burst, tokens + ((at - last) / 1000) * quota.perSecond) - 1;
    last = at;
    if (tokens < -1e-6) return false;
  }
  return true;
}

export const offerOf = (
  caseId: string,
  rank: string,
  changes: Partial<OfferCommand> = {},
): ConnectCommand & OfferCommand => ({
  kind: "offer",
  rank,
  caseId,
  agentId: `agent-of-${caseId}`,
  userId: `user-of-${caseId}`,
  token: 1,
  offerSeconds: 20,
  callback: false,
  mode: { kind: "task" },
  ...changes,
});
