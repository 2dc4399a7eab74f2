/** acme-chat's calls for tests and the laptop, and its API as a server of ours. */
import { createHmac, randomUUID } from "node:crypto";
import * as z from "zod/mini";
import type { ChannelSamples, FakeAnswer, Sample } from "../../../adapters/channels/samples.ts";
import type { Endpoint } from "../../../domain/ingest/channel-adapter.ts";
import type { HttpAnswer, HttpRequest } from "../../../domain/outbox/channel-sender.ts";
import captured from "./fixtures/message.json" with { type: "json" };

const [first] = captured.events;
const user = { id: "u-4711", ...first?.user };

const call = (...events: readonly object[]): Sample => ({
  body: JSON.stringify({ ...captured, events }),
  contentType: "application/json",
});

const written = (id: string, at: Date, content: object) => ({
  ...first,
  id,
  at: at.toISOString(),
  ...content,
});

const sendId = "01KDYD3ZG0QW5T2V8X4Z6B1C3D";

export const samples: ChannelSamples = {
  provider: "acme-chat",
  endpoint: {
    provider: "acme-chat",
    endpointId: "demo",
    secrets: ["local-demo-acme-chat-secret-0001"],
    account: {
      apiToken: "local-demo-acme-chat-api-token-0001",
      apiUrl: "http://127.0.0.1:4199/acme-chat",
    },
    brand: "default",
  },
  nextSecret: "local-demo-acme-chat-secret-0002",
  sign: ({ body, contentType, method = "POST", query = "", headers }, secret, _at, url) => ({
    method,
    url: query === "" ? url : `${url}?${query}`,
    rawQuery: query,
    headers: {
      ...headers,
      "content-type": contentType,
      "x-acme-chat-signature": createHmac("sha256", secret).update(body, "utf8").digest("hex"),
    },
    body: Buffer.from(body),
  }),
  signed: ["body"],
  event: ({ id, at }) => call(written(id, at, {})),
  message: ({ id, text, at }) => call(written(id, at, { text })),
  media: ({ id, at }) => call(written(id, at, { file: { id: "f-1", name: "belge.pdf" } })),
  batch: (ids, at) => call(...ids.map((id) => written(id, at, {}))),
  status: ({ providerMessageId, status, at, to, sendId: reference }) =>
    status === "queued"
      ? undefined
      : call({
          id: `${providerMessageId}-${status}`,
          type: "status",
          at: at.toISOString(),
          to,
          messageId: providerMessageId,
          status,
          reference,
        }),
  automatic: [(at) => call(written("away", at, { user: { ...user, bot: true }, text: "Şu an kapalıyız." }))],
  unknown: (at) => call({ id: `unknown-${at.getTime()}`, type: "teapot", degrees: 100 }),
  unreadable: [
    { body: "{", contentType: "application/json" },
    { body: "[]", contentType: "application/json" },
    { body: '{"events":"none"}', contentType: "application/json" },
    { body: '{"events":[]}', contentType: "text/plain" },
  ],
  level: "verified",
  sending: {
    channel: "chat",
    identifiers: [{ kind: "external", value: `acme-chat:${user.id}`, level: "verified" }],
    message: {
      sendId,
      channel: "chat",
      to: user.id,
      text: "Siparişiniz yarın elinizde 📦",
      statusUrl: `https://hooks.example.com/v1/ingest/acme-chat/demo?send=${sendId}`,
    },
    fake,
    refusals: {
      "blocked us": { answer: answer(403, { error: "blocked" }), becomes: "opted-out" },
      "knows no such person": { answer: answer(404, { error: "no_such_user" }), becomes: "bad-recipient" },
      "finds it too long": { answer: answer(413, { error: "too_long" }), becomes: "too-long" },
      "does not know the token": { answer: answer(401), becomes: "not-allowed" },
      "takes no such call": { answer: answer(400), becomes: "rejected" },
      "is busy": { answer: answer(429), becomes: "retry" },
      "is in trouble": { answer: answer(500), becomes: "unknown" },
    },
  },
};

/** As strict as the API's reference: what this takes, the provider takes. */
function fake({ method, url, headers, body = "" }: HttpRequest, { account }: Endpoint): FakeAnswer {
  if (headers.authorization !== `Bearer ${account.apiToken}`) return { answer: answer(401) };
  if (method !== "POST" || url !== `${account.apiUrl}/messages`) return { answer: answer(404) };
  if (headers["content-type"] !== "application/json") return { answer: answer(415) };
  const sent = messageSchema.safeParse(jsonIn(body)).data;
  if (sent === undefined) return { answer: answer(400) };
  const providerMessageId = `m-${randomUUID()}`;
  const { reference, ...took } = sent;
  const idempotencyKey = headers["idempotency-key"];
  return {
    answer: answer(202, { id: providerMessageId }),
    took: {
      ...took,
      providerMessageId,
      sendId: reference,
      ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
    },
  };
}

const messageSchema = z.strictObject({
  to: z.string().check(z.minLength(1)),
  text: z.string().check(z.minLength(1), z.maxLength(8000)),
  statusUrl: z.url(),
  reference: z.string(),
});

function answer(status: number, body: object = {}): HttpAnswer {
  return { status, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
