/** A sending service of the business's own, as docs/channels.md asks for it, for tests and the laptop. */
import { createHmac } from "node:crypto";
import * as z from "zod/mini";
import type { Endpoint } from "../../../domain/ingest/channel-adapter.ts";
import type { HttpAnswer, HttpRequest } from "../../../domain/outbox/channel-sender.ts";
import { type Identifier, instantSchema } from "../../../schemas/contact-event.ts";
import type { FakeAnswer, SendingSamples } from "../samples.ts";

export const visitor: Identifier = { kind: "visitor", value: "v-91c2", level: "verified" };

const text = z.string().check(z.minLength(1));

const bodySchema = z.strictObject({
  type: z.literal("message.send"),
  timestamp: instantSchema,
  data: z.strictObject({
    sendId: z.string().check(z.regex(/^[0-9A-HJKMNP-TV-Z]{26}$/)),
    channel: text,
    to: text,
    text: z.string().check(z.maxLength(40_000)),
    subject: z.optional(text),
    template: z.optional(z.strictObject({ name: text, language: text, parameters: z.array(z.string()) })),
    mediaUrls: z.optional(z.array(z.url())),
    thread: z.optional(text),
    answers: z.optional(text),
    statusUrl: z.url(),
  }),
});

function fake({ method, url, headers, body = "" }: HttpRequest, { account }: Endpoint): FakeAnswer {
  if (url !== account.sendUrl) return { answer: answer(404) };
  if (method !== "POST" || headers["content-type"] !== "application/json") return { answer: answer(415) };
  if (!isSigned(headers, body, account.sendSecret ?? "")) return { answer: answer(401) };
  const call = bodySchema.safeParse(JSON.parse(body)).data;
  if (call === undefined || call.data.sendId !== headers["webhook-id"]) return { answer: answer(400) };
  const { sendId, to, text, statusUrl } = call.data;
  const providerMessageId = `own-${sendId}`;
  return {
    answer: answer(202, { id: providerMessageId }),
    took: { providerMessageId, to, text, statusUrl, sendId, idempotencyKey: sendId },
  };
}

function isSigned(headers: HttpRequest["headers"], body: string, secret: string): boolean {
  const [id = "", time = "", signature] = ["id", "timestamp", "signature"].map(
    (name) => headers[`webhook-${name}`],
  );
  const hmac = createHmac("sha256", Buffer.from(secret.slice("whsec_".length), "base64"));
  return (
    /^\w+$/.test(id) &&
    /^\d+$/.test(time) &&
    signature === `v1,${hmac.update(`${id}.${time}.${body}`).digest("base64")}`
  );
}

const answer = (status: number, body: object = {}): HttpAnswer => ({
  status,
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body),
});

export const sending: SendingSamples = {
  channel: "chat",
  identifiers: [visitor],
  message: {
    sendId: "01KDYD3ZG0QW5T2V8X4Z6B1C3D",
    channel: "chat",
    to: visitor.value,
    text: "Siparişiniz yarın elinizde 📦",
    answers: { thread: "chat-551", providerMessageId: "chat-551-7" },
    statusUrl: "https://hooks.example.com/v1/ingest/standard/demo?send=01KDYD3ZG0QW5T2V8X4Z6B1C3D",
  },
  fake,
  refusals: {
    "wants no more calls": { answer: answer(410), becomes: "not-allowed" },
    "says that the person opted out": { answer: answer(422, { reason: "opted-out" }), becomes: "opted-out" },
    "says that the window is closed": {
      answer: answer(409, { reason: "window-closed" }),
      becomes: "window-closed",
    },
    "knows nobody of that name": {
      answer: answer(404, { reason: "bad-recipient" }),
      becomes: "bad-recipient",
    },
    "does not know the signature": { answer: answer(401), becomes: "not-allowed" },
    "takes no such call": { answer: answer(400), becomes: "rejected" },
    "is busy": { answer: { ...answer(503), headers: { "retry-after": "30" } }, becomes: "retry" },
    "is in trouble": { answer: answer(500, { reason: "opted-out" }), becomes: "unknown" },
  },
};
