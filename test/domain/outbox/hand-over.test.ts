import { describe, expect, it } from "vitest";
import type { TableDeps } from "../../../adapters/dynamodb/table-call.ts";
import type { MediaRequest } from "../../../domain/ingest/media-source.ts";
import type { FetchFile } from "../../../domain/media/fetch-media.ts";
import { MediaUnreachableError } from "../../../domain/media/media-error.ts";
import { handOver } from "../../../domain/outbox/hand-over.ts";
import { refusalEntries } from "../../../domain/outbox/refusal-entries.ts";
import { type OutboxWorld, outboxWorld, sendRequest, type WorldParts } from "../../support/outbox.ts";
import { word } from "../consent/words.ts";

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
    expect(await world.outbox.load(sendId)).not.toHaveProperty("code");
  });

  it("gives its claim back when it cannot read the consents once more: nobody is asked what became of it", async () => {
    const world = await worldWith();
    let looks = 0;
    const permit: typeof world.deps.permit = (...asked) => {
      looks += 1;
      return looks === 2 ? Promise.reject(new Error("throttled")) : world.deps.permit(...asked);
    };
    await expect(handOver({ ...world.deps, permit }, { sendId })).rejects.toThrow("throttled");
    expect(world.handed).toEqual([]);
    expect(await untilSettled(world)).toBe("accepted");
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

  it("does not rely on what a former owner of the address has granted", async () => {
    const said = { brand: "default", channel: "whatsapp", identifierId: "i1" } as const;
    const grantAt = (at: string) => word(1, "granted", "marketing", { ...said, at, recordedAt: at });
    const tenures = [
      { since: "2026-01-01T06:00:00.000Z", retiredAt: "2026-01-01T08:00:00.000Z" },
      { since: "2026-01-01T12:00:00.000Z" },
    ];
    const stateAfter = async (at: string) => {
      const world = await worldWith({}, { purpose: "marketing", tenures });
      await world.ledger.append([grantAt(at)]);
      return untilSettled(world);
    };
    expect(await stateAfter("2026-01-01T11:00:00.000Z")).toBe("suppressed");
    expect(await stateAfter("2026-01-01T07:00:00.000Z")).toBe("accepted");
    expect(await stateAfter("2026-01-01T13:00:00.000Z")).toBe("accepted");
  });

  it("does not send outside of the provider's window", async () => {
    const world = await worldWith({ capabilities: { window: { hours: 24, after: "template" } } });
    world.time = Date.parse("2026-01-03T10:00:00.000Z");
    expect(await untilSettled(world)).toBe("suppressed");
    expect(await world.outbox.load(sendId)).toMatchObject({ reason: "window-closed" });
    expect(world.handed).toEqual([]);
  });
});

const pdf = Buffer.from("%PDF-1.7 sözleşme");
const withFiles = {
  mediaUrls: ["https://files.example.com/S%C3%B6zle%C5%9Fme.pdf", "https://cdn.example.org/2"],
};
const attaching = { media: true, mostAttachedBytes: 100 };
const found = async () => ({ kind: "file", bytes: pdf }) as const;

describe("files that go along as bytes", () => {
  it("are fetched from the hosts that were named, and handed over by what they are", async () => {
    const asked: MediaRequest[] = [];
    const fetchFile = (request: MediaRequest) => {
      asked.push(request);
      return found();
    };
    const world = await worldWith({ capabilities: attaching, fetchFile }, withFiles);
    expect(await untilSettled(world)).toBe("accepted");
    expect(asked).toEqual(
      withFiles.mediaUrls.map((url) => ({ url, headers: {}, hosts: [new URL(url).hostname] })),
    );
    expect(world.files).toEqual([
      { name: "Sözleşme.pdf", contentType: "application/pdf", bytes: pdf },
      { name: "2.pdf", contentType: "application/pdf", bytes: pdf },
    ]);
  });

  it("are left to a provider that fetches them by itself", async () => {
    const world = await worldWith({ capabilities: { media: true } }, withFiles);
    expect(await untilSettled(world)).toBe("accepted");
    expect(world.files).toEqual([]);
  });

  it.each<[string, FetchFile, string]>([
    [
      "what must not be fetched",
      async () => ({ kind: "refused", reason: "private-address" }),
      "private-address",
    ],
    ["what is not there", async () => ({ kind: "gone", reason: "http-404" }), "http-404"],
    [
      "what would run",
      async () => ({ kind: "file", bytes: Buffer.from("<html><script>") }),
      "active-content",
    ],
    [
      "one of several",
      async ({ url }) => {
        if (url.endsWith("2")) return { kind: "gone", reason: "http-410" };
        return { kind: "file", bytes: pdf };
      },
      "http-410",
    ],
    [
      "too much together",
      async () => ({ kind: "file", bytes: Buffer.concat([pdf, Buffer.alloc(51 - pdf.length, 0x20)]) }),
      "too-large",
    ],
  ])("are refused before anybody is asked to send: %s", async (_, fetchFile, code) => {
    const world = await worldWith({ capabilities: attaching, fetchFile }, withFiles);
    expect(await untilSettled(world)).toBe("refused");
    expect(await world.outbox.load(sendId)).toMatchObject({ reason: "bad-media", code, attempts: 0 });
    expect(world.handed).toEqual([]);
  });

  it("are begun one after the other, as long as there is time, and not held beyond what a message may have", async () => {
    const asked: string[] = [];
    const world = await worldWith(
      {
        capabilities: attaching,
        fetchFile: async ({ url }) => {
          asked.push(url);
          world.time += asked.length === 1 ? 21_000 : 0;
          return { kind: "file", bytes: Buffer.concat([pdf, Buffer.alloc(61 - pdf.length, 0x20)]) };
        },
      },
      { mediaUrls: ["https://a.example/1", "https://a.example/2", "https://a.example/3"] },
    );
    await handOver(world.deps, { sendId });
    expect(await world.outbox.load(sendId)).toMatchObject({ state: "queued", code: "slow-files" });
    expect(asked).toHaveLength(1);
    expect(await untilSettled(world)).toBe("refused");
    expect(asked).toHaveLength(3);
  });

  it("are tried again a minute later where trouble may pass, and nothing goes out without them", async () => {
    let troubles = 3;
    const fetchFile = async () => {
      troubles -= 1;
      if (troubles >= 0) throw new MediaUnreachableError("http-503");
      return found();
    };
    const world = await worldWith(
      { capabilities: attaching, fetchFile },
      { mediaUrls: ["https://a.example/1"] },
    );
    const start = world.time;
    await handOver(world.deps, { sendId });
    expect(await world.outbox.load(sendId)).toMatchObject({
      state: "queued",
      code: "http-503",
      claimUntil: 0,
    });
    await handOver(world.deps, { sendId });
    expect(troubles).toBe(2);
    expect(await untilSettled(world)).toBe("accepted");
    expect(world.time - start).toBeGreaterThanOrEqual(3 * 60_000);
    expect([world.handed, world.files.length]).toEqual([[sendId], 1]);
  });

  it("do not go to somebody who says STOP while they are fetched", async () => {
    const world = await worldWith(
      {
        capabilities: attaching,
        fetchFile: async () => {
          await world.ledger.append(refusalEntries(sendRequest(), new Date(world.time)));
          return found();
        },
      },
      withFiles,
    );
    expect(await untilSettled(world)).toBe("suppressed");
    expect(world.handed).toEqual([]);
  });

  it("of a run that died while it fetched them are fetched again, and sent once", async () => {
    let runs = 0;
    const fetchFile = async () => {
      runs += 1;
      if (runs === 1) throw new Crash();
      return found();
    };
    const world = await worldWith(
      { capabilities: attaching, fetchFile },
      { mediaUrls: ["https://a.example/1"] },
    );
    await expect(handOver(world.deps, { sendId })).rejects.toThrow(Crash);
    expect(await world.outbox.load(sendId)).toMatchObject({ state: "queued", claimUntil: 0 });
    expect(await untilSettled(world)).toBe("accepted");
    expect(world.handed).toEqual([sendId]);
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
