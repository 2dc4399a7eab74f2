/** SendGrid's calls for tests and the laptop, signed as SendGrid signs, and its API as a server of ours. */
import { createSign } from "node:crypto";
import type { MessageStatus } from "../../../schemas/contact-event.ts";
import type { ChannelSamples, Sample } from "../samples.ts";
import { privateKeyOf, publicKeyOf } from "./demo-keys.ts";
import { failure, fakeApi } from "./fake-api.ts";
import { formCall, inboundCall } from "./sample-mails.ts";

const keys = ["local-demo-sendgrid-0001", "local-demo-sendgrid-0002"].map(privateKeyOf);
const [publicKey = "", nextPublicKey = ""] = keys.map(publicKeyOf);

function events(...items: readonly object[]): Sample {
  // Real bodies end in a line break, which is signed.
  return { body: `${JSON.stringify(items)}\r\n`, contentType: "application/json" };
}

const opened = (id: string, at: Date) => ({
  email: "ayse@example.com",
  timestamp: Math.floor(at.getTime() / 1000),
  event: "open",
  category: ["kis-indirimi"],
  sg_event_id: id,
  sg_message_id: "14c5d75ce93.recvd-5d9f8c-2-67.0",
});

const eventOf: ReadonlyMap<MessageStatus, string> = new Map([
  ["sent", "processed"],
  ["delivered", "delivered"],
  ["read", "open"],
  ["failed", "bounce"],
]);

export const samples: ChannelSamples = {
  provider: "sendgrid",
  endpoint: {
    provider: "sendgrid",
    endpointId: "demo",
    secrets: [publicKey],
    account: {
      apiKey: "SG.local-demo-api-key",
      fromEmail: "destek@acme.example",
      fromName: "Acme",
      apiUrl: "http://127.0.0.1:4199/sendgrid",
    },
    brand: "default",
  },
  nextSecret: nextPublicKey,
  sign: ({ body, contentType, query = "", headers, method = "POST" }, secret, at, url) => {
    const time = String(Math.floor(at.getTime() / 1000));
    const key = keys.find((one) => publicKeyOf(one) === secret) ?? privateKeyOf(secret);
    return {
      method,
      url,
      rawQuery: query,
      headers: {
        ...headers,
        "content-type": contentType,
        "x-twilio-email-event-webhook-timestamp": time,
        "x-twilio-email-event-webhook-signature": createSign("sha256")
          .update(`${time}${body}`)
          .sign(key, "base64"),
      },
      body: Buffer.from(body),
    };
  },
  signed: ["body", "time"],
  toleranceSeconds: 300,
  event: ({ id, at }) => events(opened(id, at)),
  message: inboundCall,
  status: ({ providerMessageId, status, at, to, sendId }) => {
    const event = eventOf.get(status);
    return event === undefined
      ? undefined
      : events({
          email: to,
          timestamp: Math.floor(at.getTime() / 1000),
          event,
          sg_event_id: `${providerMessageId}-${event}`,
          sg_message_id: `${providerMessageId}.recvd-5d9f8c-2-67.0`,
          omnilineSend: sendId ?? "",
          ...(status === "failed"
            ? { type: "bounce", reason: "550 5.1.1 no such user", status: "5.1.1" }
            : {}),
        });
  },
  batch: (ids, at) => events(...ids.map((id) => opened(id, at))),
  media: ({ id, at }) =>
    inboundCall({
      id,
      at,
      text: "Dekont ektedir.",
      file: { name: "dekont.txt", contentType: "text/plain", content: "1499,90 TRY" },
    }),
  automatic: [
    (at) =>
      inboundCall({ id: "auto", at, text: "Ofis dışındayım.", headers: ["Auto-Submitted: auto-replied"] }),
  ],
  unknown: (at) => events({ event: "account_status_change", timestamp: Math.floor(at.getTime() / 1000) }),
  unreadable: [
    { body: "[", contentType: "application/json" },
    { body: "{}", contentType: "application/json" },
    { ...formCall({ a: "b" }), contentType: "text/plain" },
  ],
  level: "verified",
  sending: {
    channel: "email",
    identifiers: [{ kind: "email", value: "ayse@example.com", level: "verified" }],
    message: {
      sendId: "01J0000000000000000000SEND",
      channel: "email",
      to: "ayse@example.com",
      text: "Merhaba Ayşe Hanım, kartınız yola çıktı.",
      answers: {
        providerMessageId: "<m1@mail.example.com>",
        attributes: {
          messageId: "<m1@mail.example.com>",
          subject: "Kartım",
          references: ["<m0@mail.example.com>"],
        },
      },
      statusUrl: "https://hooks.example.com/v1/ingest/sendgrid/demo?send=01J0000000000000000000SEND",
    },
    fake: fakeApi,
    refusals: {
      "an address that is none": {
        answer: failure(400, "Does not contain a valid address.", "personalizations.0.to.0.email"),
        becomes: "bad-recipient",
      },
      "a field that it does not know": {
        answer: failure(400, "Additional property x is not allowed", "x"),
        becomes: "rejected",
      },
      "a wrong key": { answer: failure(401, "authorization required"), becomes: "not-allowed" },
      "a sender that is not verified": {
        answer: failure(403, "The from address does not match a verified Sender Identity.", "from"),
        becomes: "not-allowed",
      },
      "a mail that is too large": { answer: failure(413, "payload too large"), becomes: "too-long" },
      "too many requests": { answer: failure(429, "too many requests"), becomes: "retry" },
      "a server in trouble": { answer: failure(500, "internal error"), becomes: "unknown" },
    },
  },
};
