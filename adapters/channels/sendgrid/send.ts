/** Sends mails by SendGrid's API: `POST /v3/mail/send`. */
import type {
  ChannelSender,
  HttpAnswer,
  HttpFailure,
  SendAnswer,
} from "../../../domain/outbox/channel-sender.ts";
import { idOf, listOf, objectOf, textOf } from "../fields.ts";
import type { JsonObject } from "../json.ts";
import { mostMailFileBytes } from "../mail-files.ts";
import { type ProviderWords, sendAnswer } from "../send-answer.ts";
import { mailOf } from "./outgoing-mail.ts";

const host = "https://api.sendgrid.com";

export const sender: ChannelSender = {
  provider: "sendgrid",
  channels: ["email"],
  capabilities: () => ({
    // 30 MB with everything (API reference, "Limitations"); nobody reads a mail of a million characters.
    text: { most: 1_000_000, counted: "characters" },
    media: true,
    mostAttachedBytes: mostMailFileBytes,
    receipts: ["sent", "delivered", "read", "failed"],
    idempotent: false,
    enforcesOptOut: true,
    rate: { perSecond: 100, burst: 100 },
  }),
  addressOf: (identifiers) => identifiers.find(({ kind }) => kind === "email")?.value,
  send: async (message, { account }, { http }) => {
    const { apiKey, fromEmail, apiUrl = host } = account;
    if (!apiKey) return { kind: "refused", reason: "not-allowed", code: "no-apiKey" };
    if (!fromEmail) return { kind: "refused", reason: "not-allowed", code: "no-fromEmail" };
    const got = await http({
      method: "POST",
      url: `${apiUrl}/v3/mail/send`,
      headers: { authorization: `Bearer ${apiKey}`, "content-type": "application/json" },
      body: JSON.stringify(mailOf(message, { email: fromEmail, name: account.fromName })),
    });
    return answerOf(got);
  },
};

/** The id is in a header, and the body is empty. */
function answerOf(got: HttpAnswer | HttpFailure): SendAnswer {
  const id = "kind" in got || got.status !== 202 ? undefined : got.headers["x-message-id"];
  return id ? { kind: "accepted", providerMessageId: id } : sendAnswer(got, words);
}

/** Errors name the field that is wrong (API reference, "Errors"). */
const words: ProviderWords = {
  acceptedId: () => undefined,
  refusal: (body, status) => {
    if (status === 413) return { means: "too-long", code: "413" };
    const field = fieldOf(body);
    if (status !== 400 || field === undefined) return undefined;
    const isRecipient = /^personalizations(\.\d+)?\.to\b/.test(field);
    return { means: isRecipient ? "bad-recipient" : "rejected", code: `400:${field}` };
  },
};

function fieldOf({ errors }: JsonObject): string | undefined {
  const field = textOf(objectOf(listOf(errors)[0]).field) ?? idOf(objectOf(listOf(errors)[0]).error_id);
  return field && /^[\w.[\]-]{1,80}$/.test(field) ? field : undefined;
}
