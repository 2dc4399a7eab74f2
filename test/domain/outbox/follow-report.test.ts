import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { climbStatus } from "../../../adapters/dynamodb/sent-messages.ts";
import { followReport } from "../../../domain/outbox/follow-report.ts";
import { handOver } from "../../../domain/outbox/hand-over.ts";
import { rungOf } from "../../../domain/outbox/status-ladder.ts";
import {
  type ContactEvent,
  type MessageStatus,
  messageStatusSchema,
} from "../../../schemas/contact-event.ts";
import { outboxWorld, sendRequest } from "../../support/outbox.ts";

const { sendId } = sendRequest();
const providerMessageId = `m-${sendId}`;

function report(status: MessageStatus, changes: Partial<ContactEvent> = {}): ContactEvent {
  return {
    eventId: `report-${status}`,
    occurredAt: "2026-01-02T10:05:02.000Z",
    receivedAt: "2026-01-02T10:05:02.000Z",
    channel: "whatsapp",
    direction: "outbound",
    kind: "message.status",
    provider: "toy",
    endpointId: "demo",
    identifiers: [],
    status,
    providerMessageId,
    ...changes,
  };
}

async function setUp(
  ...answers: NonNullable<Parameters<typeof outboxWorld>[0]>["answers"] extends
    | readonly (infer One)[]
    | undefined
    ? One[]
    : never
) {
  const world = outboxWorld({ answers });
  await world.accept(sendRequest());
  const deps = {
    outbox: world.outbox,
    climb: (message: Parameters<typeof climbStatus>[1], status: MessageStatus) =>
      climbStatus(world.table.table, message, status),
  };
  const rung = () =>
    Number([...world.table.items.values()].find((item) => item.type?.S === "event")?.rung?.N ?? -1);
  return { world, rung, follow: (event: ContactEvent) => followReport(deps, event) };
}

describe("reports on a message of ours", () => {
  it("climb the ladder in any order, before and after the provider's answer", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...messageStatusSchema.options), { minLength: 1, maxLength: 6 }),
        fc.nat(6),
        async (statuses, handedOverAfter) => {
          const { world, rung, follow } = await setUp();
          for (const [index, status] of statuses.entries()) {
            if (index === handedOverAfter) await handOver(world.deps, { sendId });
            await follow(report(status));
          }
          await handOver(world.deps, { sendId });
          expect(rung()).toBe(Math.max(0, ...statuses.map(rungOf)));
        },
      ),
      { numRuns: 300 },
    );
  });

  it("change nothing on other endpoints", async () => {
    const { world, rung, follow } = await setUp();
    await handOver(world.deps, { sendId });
    await follow(report("read", { endpointId: "other" }));
    expect(rung()).toBe(0);
  });

  it("tell that a message was sent whose answer was lost", async () => {
    const { world, rung, follow } = await setUp({ kind: "unknown", code: "ECONNRESET", tookIt: true });
    await handOver(world.deps, { sendId });
    expect(await world.outbox.load(sendId)).toMatchObject({ state: "uncertain" });
    await follow(report("delivered", { attributes: { sendId } }));
    expect(await world.outbox.load(sendId)).toMatchObject({ state: "accepted", providerMessageId });
    expect(rung()).toBe(rungOf("delivered"));
  });

  it("are about the message whose id of ours they name, whatever they call it and wherever they come in", async () => {
    const { world, rung, follow } = await setUp();
    await handOver(world.deps, { sendId });
    const elsewhere = { endpointId: "account", providerMessageId: "another", attributes: { sendId } };
    await follow(report("read", elsewhere));
    expect(rung()).toBe(rungOf("read"));
  });

  it("of another provider do not tell so", async () => {
    const { world, follow } = await setUp({ kind: "unknown", code: "ECONNRESET" });
    await handOver(world.deps, { sendId });
    await follow(report("delivered", { provider: "other", attributes: { sendId } }));
    expect(await world.outbox.load(sendId)).toMatchObject({ state: "uncertain" });
  });
});

describe("an agent's word on an uncertain message", () => {
  it.each([
    ["resend", "accepted", 1],
    ["sent", "accepted", 0],
    ["give-up", "refused", 0],
  ] as const)("%s", async (decision, state, handed) => {
    const { world } = await setUp({ kind: "unknown", code: "ECONNRESET" });
    await handOver(world.deps, { sendId });
    const send = await world.outbox.load(sendId);
    expect(send && (await world.outbox.decide(send, decision))).toBe("decided");
    await handOver(world.deps, { sendId });
    expect(await world.outbox.load(sendId)).toMatchObject({ state });
    expect(world.handed).toHaveLength(handed);
  });

  it("counts once", async () => {
    const { world } = await setUp({ kind: "unknown", code: "ECONNRESET" });
    await handOver(world.deps, { sendId });
    const send = await world.outbox.load(sendId);
    if (send === undefined) throw new Error("lost");
    const decided = await Promise.all([1, 2, 3].map(() => world.outbox.decide(send, "resend")));
    expect(decided.filter((one) => one === "decided")).toHaveLength(1);
  });
});
