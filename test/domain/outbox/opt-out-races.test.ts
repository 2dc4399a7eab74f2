/** The outbox itself, with every call to the table a step, and opt-outs that come to the ledger meanwhile, in every order. */
import { describe, expect, it } from "vitest";
import { dynamoConsentLedger } from "../../../adapters/dynamodb/consent-ledger.ts";
import { keys } from "../../../adapters/dynamodb/keys.ts";
import type { TableDeps } from "../../../adapters/dynamodb/table-call.ts";
import { type HandOverDeps, handOver } from "../../../domain/outbox/hand-over.ts";
import type { ConsentEntry } from "../../../schemas/consents.ts";
import { type OutboxWorld, outboxWorld, sendRequest } from "../../support/outbox.ts";
import { inEveryOrder, type Process, type Step, stepwise } from "../consent/every-order.ts";
import { word } from "../consent/words.ts";

const request = sendRequest();
const { sendId, brand, channel } = request;
const at = "2026-01-02T10:05:00.500Z";
const saidAs = (state: "denied" | "granted", which: number) =>
  word(which, state, "*", { identifierId: "i1", brand, channel, at, recordedAt: at });

interface Race {
  readonly world: OutboxWorld;
  /** What has been acknowledged, and may not be in the ledger yet. */
  readonly timeline: ConsentEntry[];
  /** What has happened, in its order. */
  readonly log: string[];
  readonly sending: Process;
}

function race(changed: (deps: HandOverDeps) => HandOverDeps = (deps) => deps): Race {
  const log: string[] = [];
  const timeline: ConsentEntry[] = [];
  let turn: Step = (act) => act();
  const world = outboxWorld({
    newestWords: () => turn(async () => [...timeline]),
    through: (table) => stepwise(noting(table, log), (act) => turn(act)),
    onHandOver: () => turn(async () => {}),
  });
  const sending: Process = async (step) => {
    await world.accept(request);
    turn = step;
    await handOver(changed(world.deps), { sendId });
  };
  return { world, timeline, log, sending };
}

/** Notes the claim, and a word that comes into the ledger, when they are written. */
function noting({ call, tableName }: TableDeps, log: string[], what = "claimed"): TableDeps {
  return {
    tableName,
    call: async (operation, input) => {
      const answer = await call(operation, input);
      const isClaim = JSON.stringify(input).includes("receipt = :receipt");
      if (operation === "TransactWriteItems" && (isClaim || what !== "claimed")) log.push(what);
      return answer;
    },
  };
}

function saying({ world, log }: Race, state: "denied" | "granted", which: number): Process {
  return (step) => {
    const table = stepwise(noting(world.table.table, log, state), step);
    return dynamoConsentLedger(table).append([saidAs(state, which)]);
  };
}

/** Handed over once and only if claimed, never claimed after a refusal was in the ledger, and settled either way. */
function heeded({ world, log }: Race): string {
  const isSent = world.handed.length > 0;
  const claimed = log.indexOf("claimed");
  if (isSent) expect(world.handed).toEqual([sendId]);
  if (claimed < 0) expect(isSent).toBe(false);
  else expect(log.indexOf("denied"), "refused before it was claimed").toBeGreaterThan(claimed);
  const { PK, SK } = keys.send(sendId);
  expect(world.table.items.get(`${PK} ${SK}`)?.state?.S).toBe(isSent ? "accepted" : "suppressed");
  return endOf({ world, log });
}

const endOf = ({ world, log }: Pick<Race, "world" | "log">) =>
  `${log.join()}: ${world.handed.length > 0 ? "sent" : "not sent"}`;

/** @returns how many orders there were, and the orders of claim and words in them */
async function raced(
  says: readonly ("denied" | "granted")[],
  changed?: (deps: HandOverDeps) => HandOverDeps,
) {
  const ends = new Set<string>();
  const orders = await inEveryOrder(() => {
    const run = race(changed);
    return {
      processes: [run.sending, ...says.map((state, which) => saying(run, state, which))],
      judge: () => {
        ends.add(heeded(run));
      },
    };
  });
  return { orders, ends: [...ends].sort() };
}

/** Stored, acknowledged, and no more: its relay comes too late for everything here. */
function acknowledging({ timeline, log }: Race): Process {
  return (step) =>
    step(async () => {
      timeline.push(saidAs("denied", 1));
      log.push("acknowledged");
    });
}

describe("an opt-out that comes while the outbox hands a message over", () => {
  it("wins before the claim, in every order", async () => {
    const { orders, ends } = await raced(["denied"]);
    expect(orders).toBeGreaterThan(40);
    expect(ends).toEqual(["claimed,denied: not sent", "claimed,denied: sent", "denied: not sent"]);
  });

  it("wins while something else is said of consents, which has the claim decided again", async () => {
    const { orders, ends } = await raced(["granted", "denied"]);
    expect(orders).toBeGreaterThan(1000);
    expect(ends).toEqual([
      "claimed,denied,granted: not sent",
      "claimed,denied,granted: sent",
      "claimed,granted,denied: not sent",
      "claimed,granted,denied: sent",
      "denied,granted: not sent",
      "granted,claimed,denied: not sent",
      "granted,claimed,denied: sent",
      "granted,denied: not sent",
    ]);
  });

  it("wins from the moment it is acknowledged, if that is before the claim", async () => {
    const ends = new Set<string>();
    await inEveryOrder(() => {
      const run = race();
      const processes = [run.sending, acknowledging(run)];
      return { processes, judge: () => ends.add(endOf(run)) };
    });
    expect([...ends].sort()).toEqual([
      "acknowledged,claimed: not sent",
      "acknowledged: not sent",
      "claimed,acknowledged: not sent",
      "claimed,acknowledged: sent",
    ]);
  });

  it("would lose if what was decided first counted: the proof can fail", async () => {
    const blindly = raced(["denied"], (deps) => {
      let first: ReturnType<HandOverDeps["permit"]> | undefined;
      const decideOnce: HandOverDeps["permit"] = (...asked) => {
        first ??= deps.permit(...asked);
        return first;
      };
      return {
        ...deps,
        permit: async (...asked) => ({ ...(await decideOnce(...asked)), ledger: new Map() }),
      };
    });
    await expect(blindly).rejects.toThrow("refused before it was claimed");
  });
});
