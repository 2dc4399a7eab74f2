/** Calls to the generic channel for tests and the laptop, and a sending service that takes what we send. */
import { createHmac } from "node:crypto";
import type { ChannelSamples, Sample } from "../samples.ts";
import { sending, visitor } from "./fake.ts";

function call(body: unknown): Sample {
  return { body: JSON.stringify(body), contentType: "application/json" };
}

const eventOf = (id: string, at: Date, facts: object) => ({
  id,
  occurredAt: at.toISOString(),
  channel: "chat",
  direction: "inbound",
  kind: "message.received",
  identifiers: [visitor],
  ...facts,
});

const pageOf = (id: string, at: Date) =>
  eventOf(id, at, {
    channel: "web",
    kind: "page.viewed",
    attributes: { url: "https://example.com/krediler" },
  });

export const samples: ChannelSamples = {
  provider: "standard",
  endpoint: {
    provider: "standard",
    endpointId: "demo",
    secrets: ["whsec_bG9jYWwtZGVtby1zdGFuZGFyZC13ZWJob29rcy1rZXk="],
    account: {
      sendUrl: "http://127.0.0.1:4199/standard/messages",
      sendSecret: "whsec_bG9jYWwtZGVtby1zdGFuZGFyZC1zZW5kaW5nLWtleQ==",
      apiUrl: "http://127.0.0.1:4199/standard",
    },
    brand: "default",
  },
  nextSecret: "whsec_bG9jYWwtZGVtby1zdGFuZGFyZC13ZWJob29rcy1uZXh0",
  sign: ({ body, contentType, query = "", headers, method = "POST" }, secret, at, url) => {
    const timestamp = Math.floor(at.getTime() / 1000);
    const id = `msg_${timestamp}`;
    const hmac = createHmac("sha256", Buffer.from(secret.split("_")[1] ?? "", "base64"));
    return {
      method,
      url,
      rawQuery: query,
      headers: {
        ...headers,
        "content-type": contentType,
        "webhook-id": id,
        "webhook-timestamp": String(timestamp),
        "webhook-signature": `v1,${hmac.update([id, timestamp, body].join(".")).digest("base64")}`,
      },
      body: Buffer.from(body),
    };
  },
  signed: ["id", "time", "body"],
  toleranceSeconds: 300,
  event: ({ id, at }) => call(pageOf(id, at)),
  message: ({ id, text, at }) => call(eventOf(id, at, { thread: "chat-551", text })),
  status: ({ providerMessageId, status, at, to, sendId }) =>
    call(
      eventOf(`${providerMessageId}:${status}`, at, {
        direction: "outbound",
        kind: "message.status",
        identifiers: [{ ...visitor, value: to }],
        status,
        providerMessageId,
        attributes: sendId === undefined ? {} : { sendId },
      }),
    ),
  wholeBatch: true,
  batch: (ids, at) => call(ids.map((id) => pageOf(id, at))),
  media: ({ id, at }) =>
    call(
      eventOf(id, at, {
        attachments: [
          { url: "https://example.com/belge.pdf", contentType: "application/pdf", name: "belge.pdf" },
        ],
      }),
    ),
  automatic: [
    (at) =>
      call(eventOf(`away-${at.getTime()}`, at, { kind: "message.auto-replied", text: "Mesai dışındayız." })),
    (at) =>
      call(
        eventOf(`sent-${at.getTime()}`, at, { direction: "outbound", kind: "message.sent", text: "Merhaba" }),
      ),
  ],
  unknown: (at) =>
    call(eventOf(`unknown-${at.getTime()}`, at, { kind: "teapot.boiled", attributes: { degrees: 100 } })),
  unreadable: [
    { body: "{", contentType: "application/json" },
    { body: '"text"', contentType: "application/json" },
    { body: "{}", contentType: "application/json" },
    { body: "[]", contentType: "text/plain" },
  ],
  level: "verified",
  sending,
};
