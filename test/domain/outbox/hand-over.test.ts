import { describe, expect, it } from "vitest";
import type { TableDeps } from "../../../adapters/dynamodb/table-call.ts";
import { handOver } from "../../../domain/outbox/hand-over.ts";
import { type OutboxWorld, outboxWorld, sendRequest, type WorldParts } from "../../support/outbox.ts";

const request = sendRequest();
const { sendId } = request;

async function worldWith(parts: WorldParts = {}, ...more: Parameters<typeof sendRequest>) {
  const world = outboxWorld(parts);
  await world.accept(sendRequest(...more));
  return world;
}

/** Looks at the send as often as it asks for, and every minute besides, as `resume-sends` does. */
async function untilSettled(world: OutboxWorld, id = sendId): Promise<string> {
  for (let look = 0; look < 50; look += 1) {
    await handOver(world.deps, { sendId: id }).catch(() => {});
    const send = await world.outbox.load(id);
    if (send !== undefined && send.state !== "queued" && send.state !== "handing-over") return send.state;
    world.time += 61_000;
  }
  return "open";
}

const event = ({ table }: OutboxWorld) =>
  [...table.items.values()].find((item) => item.type?.S === "event" && item.SK?.S?.endsWith(sendId));

describe("handing a message over", () => {
  it("sends it, keeps what it relied on, and says so on the timeline", async () => {
    const world = await worldWith();
    await handOver(world.deps, { sendId });
    const send = await world.outbox.load(sendId);
    expect(send).toMatchObject({ state: "accepted", providerMessageId: `m-${sendId}`, attempts: 1 });
    expect(send?.receipt).toMatchObject({ legalBasis: "request", evidence: "e1", channel: "whatsapp" });
    expect(event(world)).toMatchObject({ sendState: { S: "accepted" }, rung: { N: "0" } });
    expect(await world.outbox.openSince(new Date("2100-01-01"), 10)).toEqual([]);
  });

  it("sends it once however often it is asked to", async () => {
    const world = await worldWith();
    await Promise.all([1, 2, 3, 4, 5].map(() => handOver(world.deps, { sendId }).catch(() => {})));
    await untilSettled(world);
    expect(world.handed).toEqual([sendId]);
  });

  it("counts a provider without receipts as sent when it has taken the message", async () => {
    const world = await worldWith({ capabilities: { receipts: [] } });
    await handOver(world.deps, { sendId });
    expect(event(world)).toMatchObject({ rung: { N: "1" } });
  });

  it("keeps a permanent refusal, and does not try again", async () => {
    const world = await worldWith({ answers: [{ kind: "refused", reason: "bad-recipient", code: "21211" }] });
    expect(await untilSettled(world)).toBe("refused");
    expect(await world.outbox.load(sendId)).toMatchObject({
      reason: "bad-recipient",
      code: "21211",
      attempts: 1,
    });
    expect(event(world)).toMatchObject({ sendState: { S: "refused" }, rung: { N: "4" } });
  });

  it("keeps an opt-out that the provider knew of, and sends nothing more", async () => {
    const world = await worldWith({ answers: [{ kind: "refused", reason: "opted-out", code: "21610" }] });
    await untilSettled(world);
    const next = "01KDZ0000000000000000000S2";
    await world.accept(sendRequest({ sendId: next }));
    expect(await untilSettled(world, next)).toBe("suppressed");
    expect(world.handed).toEqual([]);
  });

  it("waits as long as the provider asks for, then sends", async () => {
    const world = await worldWith({ answers: [{ kind: "retry", code: "429", afterSeconds: 90 }] });
    const start = world.time;
    await handOver(world.deps, { sendId });
    expect(world.wakeUps[0]?.at).toBeGreaterThanOrEqual(start + 90_000 - 500);
    await handOver(world.deps, { sendId });
    expect(world.handed).toEqual([]);
    world.time = start + 91_000;
    await handOver(world.deps, { sendId });
    expect(world.handed).toEqual([sendId]);
  });

  it("gives up after a day of trying", async () => {
    const world = await worldWith({
      answers: Array.from({ length: 5000 }, () => ({ kind: "retry", code: "503" }) as const),
    });
    for (let hour = 0; hour < 26; hour += 1) {
      await handOver(world.deps, { sendId });
      world.time += 60 * 60_000;
    }
    expect(await world.outbox.load(sendId)).toMatchObject({ state: "refused", reason: "gave-up" });
  });

  it("shows a lost answer to the agent where the provider has no idempotency key", async () => {
    const world = await worldWith({ answers: [{ kind: "unknown", code: "ECONNRESET", tookIt: true }] });
    expect(await untilSettled(world)).toBe("uncertain");
    expect(world.handed).toEqual([sendId]);
    expect(event(world)).toMatchObject({ sendState: { S: "uncertain" }, sendCode: { S: "ECONNRESET" } });
  });

  it("asks again under the same key where the provider has one", async () => {
    const world = await worldWith({
      capabilities: { idempotent: true },
      answers: [{ kind: "unknown", code: "ECONNRESET", tookIt: true }],
    });
    expect(await untilSettled(world)).toBe("accepted");
    expect(new Set(world.handed)).toEqual(new Set([sendId]));
  });

  it("sends the replies of a case in their order", async () => {
    const world = await worldWith({ answers: [{ kind: "retry", code: "503" }] });
    const second = "01KDZ0000000000000000000S2";
    await world.accept(sendRequest({ sendId: second }));
    await handOver(world.deps, { sendId });
    await handOver(world.deps, { sendId: second });
    expect(world.handed).toEqual([]);
    await untilSettled(world);
    await untilSettled(world, second);
    expect(world.handed).toEqual([sendId, second]);
  });

  it("does not let a message that waits for the morning hold up an answer", async () => {
    const world = await worldWith({}, { purpose: "marketing", caseId: undefined });
    const answer = "01KDZ0000000000000000000S2";
    await world.accept(sendRequest({ sendId: answer }));
    await handOver(world.deps, { sendId: answer });
    expect(world.handed).toEqual([answer]);
  });

  it("does not send outside of the provider's window", async () => {
    const world = await worldWith({ capabilities: { window: { hours: 24, after: "template" } } });
    world.time = Date.parse("2026-01-03T10:00:00.000Z");
    expect(await untilSettled(world)).toBe("suppressed");
    expect(await world.outbox.load(sendId)).toMatchObject({ reason: "window-closed" });
    expect(world.handed).toEqual([]);
  });
});

class Crash extends Error {}

/** Runs hand-over so that it dies at its nth step: before the step's effect, or after it. */
async function crashedAt(
  step: number,
  when: "before" | "after",
  idempotent: boolean,
): Promise<OutboxWorld & { readonly steps: number }> {
  let steps = 0;
  let armed = true;
  const tick = async <Value>(run: () => Promise<Value>): Promise<Value> => {
    steps += 1;
    const dies = armed && steps === step;
    if (dies) armed = false;
    if (dies && when === "before") throw new Crash();
    const value = await run();
    if (dies) throw new Crash();
    return value;
  };
  const through = (table: TableDeps): TableDeps => ({
    tableName: table.tableName,
    call: (operation, input) => tick(() => table.call(operation, input)),
  });
  const world = outboxWorld({
    capabilities: { idempotent },
    through,
    onHandOver: () => tick(async () => {}),
  });
  await world.accept(request);
  await handOver(world.deps, { sendId }).catch((error: unknown) => {
    if (!(error instanceof Crash)) throw error;
  });
  return Object.assign(world, { steps });
}

describe("a crash", () => {
  it.each([
    ["without an idempotency key", false],
    ["with an idempotency key", true],
  ])("at any step loses no message and sends none twice, %s", async (_, idempotent) => {
    const { steps } = await crashedAt(0, "before", idempotent);
    expect(steps).toBeGreaterThan(7);
    const ends = new Set<string>();
    for (let step = 1; step <= steps; step += 1) {
      for (const when of ["before", "after"] as const) {
        const world = await crashedAt(step, when, idempotent);
        world.time += 61_000;
        const end = await untilSettled(world);
        ends.add(end);
        const times = new Set(world.handed).size;
        if (end === "accepted") expect(times, `${when} step ${step}`).toBe(1);
        expect(idempotent ? ["accepted"] : ["accepted", "uncertain"], `${when} step ${step}`).toContain(end);
        if (!idempotent) expect(world.handed.length, `${when} step ${step}`).toBeLessThanOrEqual(1);
      }
    }
    expect(ends.has("uncertain")).toBe(!idempotent);
  });
});
