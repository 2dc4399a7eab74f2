/** Sends by a bot: one call of the Bot API for one message, with its files. */
import type { Endpoint } from "../../../domain/ingest/channel-adapter.ts";
import type {
  ChannelSender,
  HttpAnswer,
  HttpFailure,
  OutboundMessage,
  SendAnswer,
  SendingTools,
} from "../../../domain/outbox/channel-sender.ts";
import { sendAnswer } from "../send-answer.ts";
import { answerIn, telegramWords } from "./answers.ts";
import { botUrls } from "./bot.ts";
import { type Call, callOf } from "./call.ts";

export const sender: ChannelSender = {
  provider: "telegram",
  channels: ["telegram"],
  capabilities: () => ({
    text: { most: 4096, counted: "units" },
    media: true,
    receipts: [],
    idempotent: false,
    enforcesOptOut: false,
    rate: { perSecond: 30, burst: 30 },
  }),
  addressOf: (identifiers) =>
    identifiers.find(({ kind, value }) => kind === "telegram" && /^\d{1,16}$/.test(value))?.value,
  send,
};

async function send(message: OutboundMessage, endpoint: Endpoint, tools: SendingTools): Promise<SendAnswer> {
  const url = botUrls(endpoint)?.methods;
  if (url === undefined) return { kind: "refused", reason: "not-allowed", code: "no-botToken" };
  const call = callOf(message);
  if ("refused" in call) return call.refused;
  const got = await post(url, call, tools);
  const movedTo = answerIn(got).parameters?.migrate_to_chat_id;
  // A group that grew has another id; what was sent to the old one was not taken.
  const last = movedTo === undefined ? got : await post(url, withChat(call, movedTo), tools);
  return sendAnswer(last, telegramWords);
}

const withChat = ({ method, fields }: Call, chatId: number): Call => ({
  method,
  fields: { ...fields, chat_id: chatId },
});

async function post(url: string, { method, fields }: Call, tools: SendingTools) {
  const got = await tools.http({
    method: "POST",
    url: `${url}/${method}`,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(fields),
  });
  return withRetryAfter(got);
}

/** Telegram says in the body what others say in a header. */
function withRetryAfter(got: HttpAnswer | HttpFailure): HttpAnswer | HttpFailure {
  const seconds = answerIn(got).parameters?.retry_after;
  if ("kind" in got || seconds === undefined) return got;
  return { ...got, headers: { ...got.headers, "retry-after": String(seconds) } };
}
