/** Sending on Messenger and Instagram: one API, with fewer words on Instagram. */
import type {
  Capabilities,
  OutboundMessage,
  Refusal,
  SendAnswer,
} from "../../../domain/outbox/channel-sender.ts";
import { fileKindOf } from "../file-kind.ts";
import { type JsonObject, present } from "../json.ts";
import type { GraphError } from "./graph.ts";
import { sendMark } from "./send-mark.ts";

/** Send API: 24 hours after the customer's message, seven days for a human agent's answer. */
const common = {
  window: { hours: 24, after: "human-agent", humanAgentHours: 168 },
  media: true,
  mostFiles: 1,
  idempotent: false,
  enforcesOptOut: false,
} as const;

export const messengerCapabilities: Capabilities = {
  ...common,
  text: { most: 2000, counted: "characters" },
  receipts: ["delivered"],
  rate: { perSecond: 300, burst: 300 },
};

export const instagramCapabilities: Capabilities = {
  ...common,
  text: { most: 1000, counted: "bytes" },
  receipts: ["read"],
  rate: { perSecond: 100, burst: 100 },
};

export type PageRequest =
  | { readonly kind: "request"; readonly body: JsonObject }
  | Extract<SendAnswer, { kind: "refused" }>;

/** The body of `POST /<page or account id>/messages`. */
export function pageRequest(message: OutboundMessage): PageRequest {
  const content = contentOf(message);
  if (content.kind === "refused") return content;
  const { channel, to, answers, sendId, asHumanAgent } = message;
  const isMessenger = channel === "messenger";
  const withinWindow = isMessenger ? { messaging_type: "RESPONSE" } : {};
  const body = present({
    recipient: { id: to },
    ...(asHumanAgent ? { messaging_type: "MESSAGE_TAG", tag: "HUMAN_AGENT" } : withinWindow),
    // Messenger's echo of the message has its metadata.
    message: isMessenger ? { ...content.body, metadata: `${sendMark}${sendId}` } : content.body,
    reply_to: answers?.providerMessageId ? { mid: answers.providerMessageId } : undefined,
  });
  return { kind: "request", body };
}

/** A text or a file: the two of them are two messages here, and a send is one. */
function contentOf({ text, template, mediaUrls = [] }: OutboundMessage): PageRequest {
  if (template) return { kind: "refused", reason: "bad-template", code: "no-templates" };
  const [url, ...others] = mediaUrls;
  if (url === undefined) return { kind: "request", body: { text } };
  if (others.length > 0) return { kind: "refused", reason: "bad-media", code: "one-file-a-message" };
  if (text) return { kind: "refused", reason: "bad-media", code: "file-without-text" };
  return {
    kind: "request",
    body: { attachment: { type: fileKindOf(url) ?? "file", payload: { url } } },
  };
}

/** Where the subcode says more than the code does. */
const bySubcode: ReadonlyMap<number, Refusal> = new Map([
  [2018278, "window-closed"],
  [2018065, "window-closed"],
  [2534022, "window-closed"],
  [2018001, "bad-recipient"],
  [2018108, "bad-recipient"],
  [1545041, "bad-recipient"],
  [2534014, "bad-recipient"],
  [2018008, "bad-media"],
  [2018047, "bad-media"],
]);

const byCode: ReadonlyMap<number, Refusal | "retry"> = new Map([
  [551, "bad-recipient"],
  [100, "rejected"],
  [0, "not-allowed"],
  [3, "not-allowed"],
  [10, "not-allowed"],
  [190, "not-allowed"],
  [368, "not-allowed"],
  // A temporary failure, by Meta's own words, and limits of the app, the page or the account.
  [2, "retry"],
  [4, "retry"],
  [32, "retry"],
  [613, "retry"],
  [80006, "retry"],
]);

/** What an error of the Send API means for a message (Messenger Platform, "Common error codes"). */
export function pageRefusal({ code, subcode = 0 }: GraphError): Refusal | "retry" | undefined {
  const known = bySubcode.get(subcode) ?? byCode.get(code);
  return known ?? (code >= 200 && code < 300 ? "not-allowed" : undefined);
}
