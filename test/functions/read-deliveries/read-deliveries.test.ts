import type { SQSEvent } from "aws-lambda";
import { describe, expect, it } from "vitest";
import { unreadDelivery } from "../../../adapters/channels/unread-delivery.ts";
import { eachMessage } from "../../../adapters/lambda/partial-batch.ts";
import type { Observe } from "../../../adapters/observability/observe.ts";
import { unreadDeliverySchema } from "../../../adapters/sqs/unread-deliveries.ts";
import { CorruptItemError } from "../../../domain/errors.ts";
import type { IdentifiedEvent } from "../../../domain/ingest/build-contact-event.ts";
import type { ReadEvent } from "../../../domain/ingest/delivery-reader.ts";
import { createHandler, type ReadDeliveriesDeps } from "../../../functions/read-deliveries/handler.ts";
import type { StoredMedia } from "../../../schemas/media.ts";
import { inert, parsedEvent } from "../../support/events.ts";

const endpoint = { provider: "toy", endpointId: "demo", secrets: [], account: {}, brand: "default" };
const request = {
  method: "POST",
  url: "https://h.example/",
  rawQuery: "",
  headers: {},
  body: Buffer.from('{"a":1}'),
};
const kept = { provider: "toy", endpointId: "demo", receivedAt: "2026-11-22T09:00:00.000Z", request };
const key = "deliveries/toy/demo/1.json";

function setUp(read: () => Promise<readonly ReadEvent[]>, changes: Partial<ReadDeliveriesDeps> = {}) {
  const timeline = new Map<string, { identified: IdentifiedEvent; media: readonly StoredMedia[] }>();
  const done: string[] = [];
  const handle = createHandler({
    parse: (body) => unreadDeliverySchema.parse(JSON.parse(body)),
    deliveries: { get: async () => kept },
    endpoints: { findForKept: async () => endpoint },
    readerOf: (provider) => (provider === "toy" ? { provider, read } : undefined),
    unread: unreadDelivery,
    pepper: async () => "pepper",
    defaultCountry: "TR",
    store: {
      firstReceipts: { fix: async (_, receivedAt) => receivedAt },
      timelines: {
        append: async (identified, media = []) => {
          done.push("event");
          if (timeline.has(identified.event.eventId)) return "duplicate";
          timeline.set(identified.event.eventId, { identified, media });
          return "appended";
        },
      },
    },
    files: { put: async (name, bytes, type) => void done.push(`${name.split("/")[0]} ${bytes} ${type}`) },
    onUnread: () => void done.push("unread"),
    eachMessage: (records, one) =>
      eachMessage(records, one, inert<Observe>({ warn: () => void done.push("failed") })),
    ...changes,
  });
  const run = () =>
    handle({ Records: [{ messageId: "1", body: JSON.stringify({ key }) }] } as unknown as SQSEvent);
  return { run, timeline, done };
}

const text = Buffer.from("merhaba");
const withFiles = parsedEvent({ attachments: [{ name: "a.txt" }, { name: "b.exe" }] });

describe("reading a delivery that was kept", () => {
  it("puts its events on their timelines, with the time at which it was received", async () => {
    const { occurredAt: _, ...untimed } = parsedEvent({ idempotencyKey: "b" });
    const { run, timeline } = setUp(async () => [parsedEvent(), untimed]);
    expect(await run()).toEqual({ batchItemFailures: [] });
    const events = [...timeline.values()].map(({ identified }) => identified.event);
    expect(events).toMatchObject([
      { provider: "toy", endpointId: "demo", receivedAt: kept.receivedAt, text: "Merhaba" },
      { occurredAt: kept.receivedAt },
    ]);
  });

  it("stores files before the event that names them, and what is no file of ours never", async () => {
    const files = [{ bytes: text }, { bytes: Buffer.from("MZ\x90") }];
    const { run, timeline, done } = setUp(async () => [{ ...withFiles, files }]);
    await run();
    expect(done).toEqual(["media merhaba text/plain", "event"]);
    const [{ identified, media } = { identified: undefined, media: [] }] = timeline.values();
    expect(identified?.event).not.toHaveProperty("files");
    expect(media).toEqual([
      {
        index: 0,
        state: "stored",
        key: `media/${identified?.home}/${identified?.event.eventId}/0`,
        contentType: "text/plain",
        bytes: 7,
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
      { index: 1, state: "refused", reason: "executable" },
    ]);
  });

  it("changes nothing when it runs again", async () => {
    const { run, timeline } = setUp(async () => [{ ...withFiles, files: [{ bytes: text }] }]);
    await run();
    const [before] = [...timeline.values()];
    expect(await run()).toEqual({ batchItemFailures: [] });
    expect([...timeline.values()]).toEqual([before]);
  });

  it("reads it again after trouble, and stores nothing of it by halves", async () => {
    const failing = { batchItemFailures: [{ itemIdentifier: "1" }] };
    const puts = { put: async () => Promise.reject(new Error("no bucket")) };
    const good = async () => [{ ...withFiles, files: [{ bytes: text }] }];
    const cases = [
      setUp(async () => Promise.reject(new Error("no network"))),
      setUp(good, { files: puts }),
      setUp(good, { endpoints: { findForKept: async () => undefined } }),
      setUp(good, { readerOf: () => undefined }),
      setUp(good, { deliveries: { get: async () => Promise.reject(new Error("gone")) } }),
    ];
    for (const { run, timeline } of cases) {
      expect(await run()).toEqual(failing);
      expect(timeline.size).toBe(0);
    }
  });

  it("keeps what its reader says it will never read", async () => {
    const { run, timeline, done } = setUp(async () => Promise.reject(new CorruptItemError("never")));
    expect(await run()).toEqual({ batchItemFailures: [] });
    expect(done).toEqual(["unread", "event"]);
    expect([...timeline.values()][0]?.identified.event).toMatchObject({
      kind: "webhook.received",
      attributes: { raw: { a: 1 } },
    });
  });
});
