/** Sends by a service of the business's own: one call, signed by Standard Webhooks, that says what to write to whom. */
import { createHmac } from "node:crypto";
import type { Endpoint } from "../../../domain/ingest/channel-adapter.ts";
import type {
  ChannelSender,
  OutboundMessage,
  SendAnswer,
  SendingTools,
} from "../../../domain/outbox/channel-sender.ts";
import { type Channel, channels, type IdentifierKind } from "../../../schemas/contact-event.ts";
import { sendAnswer } from "../send-answer.ts";
import { standardWords } from "./send-words.ts";

export const sender: ChannelSender = {
  provider: "standard",
  /** Calls have no text, mail has its own adapters, and a note goes to nobody. */
  channels: channels.filter((channel) => !["voice", "email", "note"].includes(channel)),
  capabilities: () => ({
    text: { most: 10_000, counted: "characters" },
    media: true,
    receipts: ["sent", "delivered", "read", "failed"],
    idempotent: true,
    enforcesOptOut: false,
    rate: { perSecond: 50, burst: 100 },
  }),
  addressOf: (identifiers, channel, { account }) =>
    account.sendUrl ? identifiers.find(({ kind }) => kindsOf(channel).includes(kind))?.value : undefined,
  send,
};

const ofSession: readonly IdentifierKind[] = ["visitor", "device", "crm", "external"];
const ofMember: readonly IdentifierKind[] = [
  "crm",
  "loyalty",
  "phone",
  "email",
  "device",
  "visitor",
  "external",
];

const byChannel: Partial<Readonly<Record<Channel, readonly IdentifierKind[]>>> = {
  sms: ["phone"],
  whatsapp: ["whatsapp", "phone"],
  messenger: ["messenger"],
  instagram: ["instagram"],
  telegram: ["telegram"],
  line: ["line"],
  chat: ofSession,
  bot: ofSession,
  web: ofSession,
  app: ofSession,
};

const kindsOf = (channel: Channel): readonly IdentifierKind[] => byChannel[channel] ?? ofMember;

async function send(message: OutboundMessage, endpoint: Endpoint, tools: SendingTools): Promise<SendAnswer> {
  const { sendUrl, sendSecret } = endpoint.account;
  if (!sendUrl) return missing("sendUrl");
  const key = keyOf(sendSecret);
  if (key === undefined) return missing("sendSecret");
  const now = tools.now();
  const body = bodyOf(message, now);
  const timestamp = String(Math.floor(now.getTime() / 1000));
  const signed = `${message.sendId}.${timestamp}.${body}`;
  const got = await tools.http({
    method: "POST",
    url: sendUrl,
    headers: {
      "content-type": "application/json",
      "webhook-id": message.sendId,
      "webhook-timestamp": timestamp,
      "webhook-signature": `v1,${createHmac("sha256", key).update(signed).digest("base64")}`,
    },
    body,
  });
  return sendAnswer(got, standardWords(message.sendId));
}

const missing = (name: string): SendAnswer => ({
  kind: "refused",
  reason: "not-allowed",
  code: `no-${name}`,
});

/** The specification's least key, 24 bytes: with a shorter one nothing is sent. */
function keyOf(secret: string | undefined): Buffer | undefined {
  const key = Buffer.from(secret?.replace(/^whsec_/, "") ?? "", "base64");
  return secret?.startsWith("whsec_") && key.length >= 24 ? key : undefined;
}

/** Names of the specification ("Payload structure"); what a message does not have is left out. */
function bodyOf(message: OutboundMessage, now: Date): string {
  const { sendId, channel, to, text, subject, template, mediaUrls, answers, statusUrl } = message;
  const { thread, providerMessageId } = answers ?? {};
  return JSON.stringify({
    type: "message.send",
    timestamp: now.toISOString(),
    data: {
      sendId,
      channel,
      to,
      text,
      subject,
      template,
      mediaUrls,
      thread,
      answers: providerMessageId,
      statusUrl,
    },
  });
}
