/** AWS's messages for tests and the laptop, signed as Amazon SNS signs, and its services as they take what we send. */
import { createPrivateKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import { readFileSync } from "node:fs";
import type { MessageStatus } from "../../../schemas/contact-event.ts";
import { sendTag } from "../../aws-messages/send-tag.ts";
import type { ChannelSamples, Sample } from "../samples.ts";
import { errorAnswer, fake } from "./fake.ts";
import chatAgentMessage from "./fixtures/chat-agent-message.json" with { type: "json" };
import mailBounce from "./fixtures/mail-bounce.json" with { type: "json" };
import mailBounceAway from "./fixtures/mail-bounce-away.json" with { type: "json" };
import mailDelivery from "./fixtures/mail-delivery.json" with { type: "json" };
import mailOpen from "./fixtures/mail-open.json" with { type: "json" };
import mailSend from "./fixtures/mail-send.json" with { type: "json" };
import whatsappMessage from "./fixtures/whatsapp-message.json" with { type: "json" };
import { signedSnsMessage, snsRequest, topicArn } from "./sns-message.ts";

const file = (name: string) => readFileSync(new URL(`./fixtures/${name}`, import.meta.url), "utf8");
const certificate = file("sns-certificate.pem");
const nextCertificate = file("next-certificate.pem");
const keys: ReadonlyMap<string, KeyObject> = new Map([
  [certificate, createPrivateKey(file("sns-key.pem"))],
  [nextCertificate, createPrivateKey(file("next-key.pem"))],
]);

let stranger: KeyObject | undefined;

/** Whoever has none of our certificates has a key all the same. */
function keyOf(secret: string): KeyObject {
  const known = keys.get(secret);
  if (known !== undefined) return known;
  stranger ??= generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
  return stranger;
}

function said(message: object): Sample {
  return { body: JSON.stringify(message), contentType: "text/plain; charset=UTF-8" };
}

const person = "905551112233";

/** One call of End User Messaging Social, with Meta's entry in it. */
function whatsapp(messages: readonly object[]): Sample {
  const value = {
    messaging_product: "whatsapp",
    metadata: { display_phone_number: "908501234567", phone_number_id: "321010217760100" },
    contacts: [{ profile: { name: "Ayşe" }, wa_id: person }],
    messages,
  };
  const entry = { id: "365731266123456", changes: [{ field: "messages", value }] };
  return said({ ...whatsappMessage, whatsAppWebhookEntry: JSON.stringify(entry) });
}

const written = (id: string, at: Date, content: object) => ({
  from: person,
  id: `wamid.${id}`,
  timestamp: String(Math.floor(at.getTime() / 1000)),
  ...content,
});
const text = (id: string, at: Date, body: string) => written(id, at, { type: "text", text: { body } });

/** Letters and digits, as AWS takes them. */
const mediaIdOf = (id: string) => Buffer.from(id).toString("hex");

const mailEvents: Readonly<Record<MessageStatus, { mail: object } | undefined>> = {
  queued: undefined,
  sent: mailSend,
  delivered: mailDelivery,
  read: mailOpen,
  failed: mailBounce,
};

export const samples: ChannelSamples = {
  provider: "aws",
  endpoint: {
    provider: "aws",
    endpointId: "demo",
    secrets: [certificate],
    account: {
      topicArns: topicArn,
      fromEmail: "Acme <destek@acme.example>",
      replyTo: "destek@acme.example",
      configurationSet: "omniline",
      originationIdentity: "+908501234567",
      smsConfigurationSet: "omniline",
      originationPhoneNumberId: "phone-number-id-976c72a700aac43eaf573ae050ac0001",
      metaApiVersion: "v23.0",
    },
    brand: "default",
  },
  nextSecret: nextCertificate,
  sign: ({ body, contentType, headers }, secret, at, url) => {
    const message = { Type: "Notification", Message: body, Timestamp: at.toISOString() };
    const request = snsRequest(signedSnsMessage(message, keyOf(secret)), url);
    return { ...request, headers: { ...request.headers, ...headers, "content-type": contentType } };
  },
  signed: ["body", "time"],
  signedValues: true,
  toleranceSeconds: 3600,
  event: ({ id, at }) => whatsapp([text(id, at, "Merhaba")]),
  message: ({ id, text: body, at }) => whatsapp([text(id, at, body)]),
  status: ({ providerMessageId, status, at, to, sendId }) => {
    const event = mailEvents[status];
    return event && said(about(event, { providerMessageId, at: at.toISOString(), to, sendId }));
  },
  batch: (ids, at) => whatsapp(ids.map((id) => text(id, at, "Merhaba"))),
  media: ({ id, at }) =>
    whatsapp([
      written(id, at, {
        type: "image",
        image: { id: mediaIdOf(id), mime_type: "image/jpeg", caption: "Fiş" },
      }),
    ]),
  automatic: [
    (at) => said({ ...chatAgentMessage, AbsoluteTime: at.toISOString() }),
    (at) => said({ ...mailBounceAway, bounce: { ...mailBounceAway.bounce, timestamp: at.toISOString() } }),
  ],
  unknown: (at) => said({ kindToCome: true, at: at.getTime() }),
  unreadable: [{ body: "{}", contentType: "application/x-www-form-urlencoded" }],
  level: "verified",
  sending: {
    channel: "email",
    identifiers: [{ kind: "email", value: "ayse@example.com", level: "verified" }],
    message: {
      sendId: "01JGKZ0000000000000000SEND",
      channel: "email",
      to: "ayse@example.com",
      text: "Merhaba, başvurunuz onaylandı.",
      statusUrl: "https://hooks.example.com/v1/ingest/aws/demo?send=01JGKZ0000000000000000SEND",
    },
    fake,
    refusals: {
      "the content is refused": { answer: errorAnswer(400, "MessageRejected"), becomes: "rejected" },
      "the account may not send": {
        answer: errorAnswer(400, "SendingPausedException"),
        becomes: "not-allowed",
      },
      "too much at once": { answer: errorAnswer(429, "TooManyRequestsException"), becomes: "retry" },
      "trouble at AWS": { answer: errorAnswer(500, "InternalServerException"), becomes: "unknown" },
    },
  },
};

interface About {
  readonly providerMessageId: string;
  readonly at: string;
  readonly to: string;
  readonly sendId: string | undefined;
}

/** The same happening, of another mail. */
function about(event: { mail: object }, { providerMessageId, at, to, sendId }: About): object {
  const mail = {
    ...event.mail,
    timestamp: at,
    messageId: providerMessageId,
    destination: [to],
    tags: { [sendTag]: [sendId ?? "01JGKZ0000000000000000SEND"] },
  };
  const when = { timestamp: at };
  if ("bounce" in event) {
    return {
      ...event,
      mail,
      bounce: { ...mailBounce.bounce, ...when, bouncedRecipients: [{ emailAddress: to }] },
    };
  }
  if ("delivery" in event) {
    return { ...event, mail, delivery: { ...mailDelivery.delivery, ...when, recipients: [to] } };
  }
  return { ...event, mail, ...("open" in event ? { open: { ...mailOpen.open, ...when } } : {}) };
}
