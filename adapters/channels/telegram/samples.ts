/** Telegram's calls for tests and the laptop, and a bot API that takes what we send. */
import { createHash } from "node:crypto";
import type { ChannelSamples, Sample } from "../samples.ts";
import { sending } from "./fake.ts";
import file from "./fixtures/document.json" with { type: "json" };

const customer = { id: 1111111, is_bot: false, first_name: "Ayşe", language_code: "tr" };
const chat = { id: customer.id, first_name: "Ayşe", type: "private" };
const group = { id: -1001234567890, title: "Kredi destek", type: "supergroup" };

/** A number for a name: Telegram counts its updates. */
const numberOf = (id: string) => createHash("sha256").update(id).digest().readUIntBE(0, 5);
const seconds = (at: Date) => Math.floor(at.getTime() / 1000);

function update(id: string, content: object): Sample {
  return {
    body: JSON.stringify({ update_id: numberOf(id), ...content }),
    contentType: "application/json",
  };
}

const messageOf = (id: string, at: Date, content: object) => ({
  message: {
    message_id: numberOf(`message ${id}`) % 2 ** 31,
    from: customer,
    chat,
    date: seconds(at),
    ...content,
  },
});

export const samples: ChannelSamples = {
  provider: "telegram",
  endpoint: {
    provider: "telegram",
    endpointId: "demo",
    secrets: ["local-demo-telegram-secret-token-0001"],
    account: {
      botToken: "7654321:local-demo-telegram-bot-token-0001",
      apiUrl: "http://127.0.0.1:4199/telegram",
    },
    brand: "default",
  },
  nextSecret: "local-demo-telegram-secret-token-0002",
  sign: ({ body, contentType, query = "", headers, method = "POST" }, secret, _at, url) => ({
    method,
    url,
    rawQuery: query,
    headers: { ...headers, "content-type": contentType, "x-telegram-bot-api-secret-token": secret },
    body: Buffer.from(body),
  }),
  signed: ["secret"],
  event: ({ id, at }) => update(id, messageOf(id, at, { text: "Merhaba" })),
  message: ({ id, text, at }) => update(id, messageOf(id, at, { text })),
  media: ({ id, at }) => update(id, messageOf(id, at, { document: file.message.document })),
  automatic: [
    (at) =>
      update(
        `bot ${at.getTime()}`,
        messageOf("bot", at, {
          from: { id: 987654, is_bot: true, first_name: "Hava" },
          chat: group,
          text: "Bugün hava güneşli ☀️",
        }),
      ),
  ],
  unknown: (at) =>
    update(`unknown ${at.getTime()}`, { teapot_boiled: { date: seconds(at), from: customer, degrees: 100 } }),
  unreadable: [
    { body: "{", contentType: "application/json" },
    { body: "[]", contentType: "application/json" },
    { body: '{"message":{}}', contentType: "application/json" },
    { body: '{"update_id":1}', contentType: "text/plain" },
  ],
  level: "verified",
  sending,
};
