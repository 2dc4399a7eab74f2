/** Sends by an official account: push messages, which LINE takes once for each retry key. */
import { createHash } from "node:crypto";
import type { Endpoint } from "../../../domain/ingest/channel-adapter.ts";
import type {
  ChannelSender,
  OutboundMessage,
  Refusal,
  SendAnswer,
  SendingTools,
} from "../../../domain/outbox/channel-sender.ts";
import { sendAnswer } from "../send-answer.ts";
import { lineWords, withoutConflict } from "./answers.ts";

/**
 * Replies by reply token are not used, though LINE does not count them: they take no retry key, so a reply whose
 * answer was lost could not be sent again without the risk of sending it twice.
 */
export const sender: ChannelSender = {
  provider: "line",
  channels: ["line"],
  capabilities: () => ({
    text: { most: 5000, counted: "units" },
    media: true,
    // Five messages in a call, one of them the text.
    mostFiles: 4,
    receipts: [],
    idempotent: true,
    enforcesOptOut: false,
    rate: { perSecond: 2000, burst: 2000 },
  }),
  addressOf: (identifiers) =>
    identifiers.find(({ kind, value }) => kind === "line" && /^U[\da-f]{32}$/.test(value))?.value,
  send,
};

async function send(message: OutboundMessage, endpoint: Endpoint, tools: SendingTools): Promise<SendAnswer> {
  const { channelAccessToken: token, apiUrl = "https://api.line.me" } = endpoint.account;
  if (!token) return refused("not-allowed", "no-channelAccessToken");
  const { text, mediaUrls = [] } = message;
  if (!mediaUrls.every(isPicture)) return refused("bad-media", "no-picture");
  const messages = [...(text === "" ? [] : [{ type: "text", text }]), ...mediaUrls.map(pictureOf)];
  if (messages.length > mostMessages) return refused("bad-media", "too-many-files");
  const got = await tools.http({
    method: "POST",
    url: `${apiUrl}/v2/bot/message/push`,
    headers: {
      authorization: `Bearer ${token}`,
      "content-type": "application/json",
      "x-line-retry-key": retryKeyOf(message.sendId),
    },
    body: JSON.stringify({ to: chatOf(message), messages }),
  });
  return sendAnswer(withoutConflict(got), lineWords(got));
}

const mostMessages = 5;

const refused = (reason: Refusal, code: string): SendAnswer => ({ kind: "refused", reason, code });

/** What was asked in a group or a room is answered there. */
function chatOf({ to, answers }: OutboundMessage): string {
  const thread = answers?.thread ?? "";
  return /^[CR][\da-f]{32}$/.test(thread) ? thread : to;
}

/** Videos need a picture to show before they play, sounds their length: we have neither. */
function isPicture(url: string): boolean {
  return /^https:.*\.(jpe?g|png)$/i.test(url.split(/[?#]/, 1)[0] ?? "");
}

const pictureOf = (url: string) => ({ type: "image", originalContentUrl: url, previewImageUrl: url });

/** A UUID made of the send's id, the same on every try. LINE knows it for 24 hours. */
function retryKeyOf(sendId: string): string {
  const hex = createHash("sha256").update(sendId).digest("hex");
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ];
  return parts.join("-");
}
