/** LINE's calls for tests and the laptop, and a Messaging API that takes what we send. */
import { createHash, createHmac } from "node:crypto";
import type { ChannelSamples, Sample } from "../samples.ts";
import { sending, user } from "./fake.ts";

const destination = "U8e742f61d673b39c7fff3cecb7536ef0";

function call(...events: readonly object[]): Sample {
  return { body: JSON.stringify({ destination, events }), contentType: "application/json; charset=utf-8" };
}

const eventOf = (id: string, at: Date, content: object) => ({
  webhookEventId: id,
  deliveryContext: { isRedelivery: false },
  timestamp: at.getTime(),
  source: { type: "user", userId: user },
  mode: "active",
  ...content,
});

/** Digits for a name, as LINE's message ids are. */
const numberOf = (id: string) => String(createHash("sha256").update(id).digest().readUIntBE(0, 6));

const messageOf = (id: string, at: Date, content: object) =>
  eventOf(id, at, {
    type: "message",
    replyToken: "nHuyWiB7yP5Zw52FIkcQobQuGDXCTA",
    message: { id: numberOf(id), ...content },
  });

const textOf = (id: string, at: Date, text: string) =>
  messageOf(id, at, { type: "text", quoteToken: "q3Plxr4AgKd", text });

export const samples: ChannelSamples = {
  provider: "line",
  endpoint: {
    provider: "line",
    endpointId: "demo",
    secrets: ["local-demo-line-channel-secret-0001"],
    account: {
      channelAccessToken: "local-demo-line-channel-access-token-0001",
      apiUrl: "http://127.0.0.1:4199/line",
    },
    brand: "default",
  },
  nextSecret: "local-demo-line-channel-secret-0002",
  sign: ({ body, contentType, query = "", headers, method = "POST" }, secret, _at, url) => ({
    method,
    url,
    rawQuery: query,
    headers: {
      ...headers,
      "content-type": contentType,
      "x-line-signature": createHmac("SHA256", secret).update(body, "utf8").digest("base64"),
    },
    body: Buffer.from(body),
  }),
  signed: ["body"],
  event: ({ id, at }) => call(textOf(id, at, "Merhaba")),
  message: ({ id, text, at }) => call(textOf(id, at, text)),
  batch: (ids, at) => call(...ids.map((id) => textOf(id, at, "Merhaba"))),
  media: ({ id, at }) =>
    call(messageOf(id, at, { type: "file", fileName: "belge.pdf", fileSize: 8, quoteToken: "q3Plxr4AgKd" })),
  unknown: (at) => call(eventOf(`unknown-${at.getTime()}`, at, { type: "teapotBoiled", degrees: 100 })),
  unreadable: [
    { body: "{", contentType: "application/json" },
    { body: "[]", contentType: "application/json" },
    { body: '{"events":[]}', contentType: "application/json" },
    { body: '{"destination":"U1","events":{}}', contentType: "application/json" },
    { body: '{"destination":"U1","events":[]}', contentType: "text/plain" },
  ],
  level: "verified",
  sending,
};
