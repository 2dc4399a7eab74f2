/** A channel is its folder: one name for all its parts, a good answer for the provider, and no loops. */
import assert from "node:assert/strict";
import { withAdapter, withEach } from "../breaking.ts";
import { eventsIn, happened, signed, urlOf, usual } from "../calls.ts";
import { always, type Channel, type Check } from "../check.ts";

const statuses = ["queued", "sent", "delivered", "read", "failed"] as const;

const statusSample = ({ samples }: Channel, status: (typeof statuses)[number], sendId?: string) =>
  samples.status?.({
    providerMessageId: "kit-message-1",
    status,
    at: happened,
    to: samples.sending?.message.to ?? "+905551112233",
    ...(sendId === undefined ? {} : { sendId }),
  });

export const lifecycleChecks: readonly Check[] = [
  {
    name: "has its folder's name in all of its parts",
    applies: always,
    run: ({ folder, adapter, samples, sender, mediaSource, reader }) => {
      for (const part of [adapter, samples, samples.endpoint, sender, mediaSource, reader]) {
        if (part !== undefined) assert.equal(part.provider, folder);
      }
    },
    broken: (good) => withAdapter(good, () => ({ provider: "another" })),
  },
  {
    name: "acknowledges a stored delivery with a 2xx",
    applies: always,
    run: ({ adapter }) => {
      const { statusCode, body = "", contentType } = adapter.acknowledgement;
      assert.ok(statusCode >= 200 && statusCode < 300, `it answers ${statusCode}`);
      if (body !== "") assert.ok(contentType, "a body without a content type");
    },
    broken: (good) => withAdapter(good, () => ({ acknowledgement: { statusCode: 302 } })),
  },
  {
    name: "answers no handshake that lacks the verify token",
    applies: ({ adapter }) => adapter.handshake !== undefined,
    run: ({ adapter, ...channel }) => {
      const get = { method: "GET", url: urlOf({ adapter, ...channel }), headers: {}, body: Buffer.alloc(0) };
      const { endpoint } = channel.samples;
      for (const rawQuery of [
        "",
        "hub.mode=subscribe&hub.challenge=1",
        "hub.mode=subscribe&hub.challenge=1&hub.verify_token=x",
      ]) {
        const answer = adapter.handshake?.({ ...get, rawQuery }, endpoint);
        assert.ok(answer === undefined || answer.statusCode >= 400, `${rawQuery} was answered`);
      }
    },
    broken: (good) => withAdapter(good, () => ({ handshake: () => ({ statusCode: 200, body: "1" }) })),
  },
  {
    name: "takes nothing that no human wrote for a message",
    applies: ({ samples }) => samples.automatic !== undefined || samples.status !== undefined,
    run: async (channel) => {
      const reports = statuses.map((status) => statusSample(channel, status));
      const automatic = (channel.samples.automatic ?? []).map((one) => one(happened));
      for (const sample of [...automatic, ...reports]) {
        if (sample === undefined) continue;
        const events = await eventsIn(channel, sample);
        assert.ok(events.length > 0, "it is lost");
        const message = events.find(
          ({ kind, direction }) => kind === "message.received" && direction === "inbound",
        );
        assert.equal(message, undefined, "it would be answered, and the answer answered");
      }
    },
    broken: (good) => withEach(good, () => ({ kind: "message.received", direction: "inbound" })),
  },
  {
    name: "reports each status as itself, of the message that it is about",
    applies: ({ samples }) => samples.status !== undefined,
    run: async (channel) => {
      let reported = 0;
      for (const status of statuses) {
        const sample = statusSample(channel, status);
        if (sample === undefined) continue;
        reported += 1;
        const events = await eventsIn(channel, sample);
        const named = events.map((event) => [event.status, event.providerMessageId]);
        assert.deepEqual(named, [[status, "kit-message-1"]]);
      }
      assert.ok(reported > 0, "no status at all");
    },
    broken: (good) => withEach(good, ({ status }) => (status === undefined ? {} : { status: "sent" })),
  },
  {
    name: "gives each rung of a status its own key",
    applies: ({ samples }) => samples.status !== undefined,
    run: async (channel) => {
      const keys: string[] = [];
      for (const status of statuses) {
        const sample = statusSample(channel, status);
        if (sample !== undefined)
          keys.push(...(await eventsIn(channel, sample)).map((event) => event.idempotencyKey));
      }
      assert.equal(new Set(keys).size, keys.length, `${keys}`);
    },
    broken: (good) =>
      withEach(good, ({ status, providerMessageId = "" }) =>
        status === undefined ? {} : { idempotencyKey: providerMessageId },
      ),
  },
  {
    // Some providers echo nothing: their reports are found by the message's id alone.
    name: "echoes the id of our send, where the provider does",
    applies: (channel) => JSON.stringify(statusSample(channel, "sent", echoed) ?? "").includes(echoed),
    run: async (channel) => {
      const sample = statusSample(channel, "sent", echoed);
      const [event] = sample === undefined ? [] : await eventsIn(channel, sample);
      assert.equal(event?.attributes?.sendId, echoed);
    },
    broken: (good) => withEach(good, () => ({ attributes: {} })),
  },
  {
    name: "reads what is left for later, the same on every reading",
    applies: (channel) => laterSamples(channel).length > 0,
    run: async (channel) => {
      assert.ok(channel.reader, "calls are left for later, and there is no later.ts");
      for (const sample of laterSamples(channel)) {
        const first = await eventsIn(channel, sample);
        assert.ok(first.length > 0, "what was left for later is lost");
        assert.deepEqual(await eventsIn(channel, sample), first);
      }
    },
    broken: (good) => {
      const { reader } = good;
      if (reader === undefined) return good;
      const readings: number[] = [];
      const read: typeof reader.read = async (delivery) =>
        (await reader.read(delivery)).map((event) => ({
          ...event,
          attributes: { ...event.attributes, reading: readings.push(0) },
        }));
      return { ...good, reader: { provider: reader.provider, read } };
    },
  },
];

const echoed = "01KDYD3ZG0QW5T2V8X4Z6B1C3D";

function laterSamples(channel: Channel) {
  const { message, media } = channel.samples;
  const of = { id: "kit-1", at: happened };
  return [usual(channel), message?.({ ...of, text: "Merhaba" }), media?.(of)]
    .filter(
      (sample) =>
        sample !== undefined &&
        channel.adapter.parse(signed(channel, sample), channel.samples.endpoint).kind === "later",
    )
    .filter((sample) => sample !== undefined);
}
