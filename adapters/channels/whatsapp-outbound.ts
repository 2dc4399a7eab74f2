/** Sending on WhatsApp: what the Cloud API takes and can do, whoever carries it there (Meta, AWS End User Messaging). */
import { fileNameOf } from "../../domain/media/file-name.ts";
import type {
  Capabilities,
  OutboundMessage,
  Refusal,
  SendAnswer,
} from "../../domain/outbox/channel-sender.ts";
import type { Identifier } from "../../schemas/contact-event.ts";
import { fileKindOf } from "./file-kind.ts";
import { type JsonObject, present } from "./json.ts";

/** Text and window: Cloud API, "Messages"; the rate is a number's own before Meta raises it. */
export const whatsappCapabilities: Capabilities = {
  text: { most: 4096, counted: "characters" },
  window: { hours: 24, after: "template" },
  media: true,
  mostFiles: 1,
  receipts: ["sent", "delivered", "read", "failed"],
  idempotent: false,
  enforcesOptOut: false,
  rate: { perSecond: 80, burst: 80 },
};

const longestCaption = 1024;

/** Files that WhatsApp shows or plays itself; it takes any other as a document. */
const shownFiles = /\.(jpe?g|png|mp4|3gpp?|aac|amr|mp3|m4a|ogg|opus)$/i;

/**
 * The number, without its `+`, before the business-scoped user id, and what was verified before what was claimed:
 * a number is good in every portfolio of Meta's, and Meta prefers it where both are given.
 */
export function whatsappAddress(identifiers: readonly Identifier[]): string | undefined {
  const numbers = identifiers.flatMap(({ kind, level, value }) =>
    kind === "phone" && /^\+\d{5,15}$/.test(value) ? [{ level, address: value.slice(1) }] : [],
  );
  const ids = identifiers.flatMap(({ kind, level, value }) =>
    kind === "whatsapp" ? [{ level, address: value.replace(/^\+(?=\d+$)/, "") }] : [],
  );
  const all = [...numbers, ...ids];
  return (all.find(({ level }) => level === "verified") ?? all[0])?.address;
}

export type WhatsappRequest =
  | { readonly kind: "request"; readonly body: JsonObject }
  | Extract<SendAnswer, { kind: "refused" }>;

/** The body of `POST /<phone number id>/messages`. */
export function whatsappRequest(message: OutboundMessage): WhatsappRequest {
  const { to, sendId, answers } = message;
  const content = contentOf(message);
  if (content.kind === "refused") return content;
  return {
    kind: "request",
    body: present({
      messaging_product: "whatsapp",
      recipient_type: "individual",
      ...(/^\d+$/.test(to) ? { to } : { recipient: to }),
      context: answers?.providerMessageId ? { message_id: answers.providerMessageId } : undefined,
      biz_opaque_callback_data: sendId,
      ...content.body,
    }),
  };
}

/** The type of the message, and the field that the type names. */
function contentOf({ text, template, mediaUrls = [] }: OutboundMessage): WhatsappRequest {
  if (template) return typed("template", templateOf(template));
  const [link, ...others] = mediaUrls;
  if (link === undefined) return typed("text", { body: text, preview_url: false });
  if (others.length > 0) return { kind: "refused", reason: "bad-media", code: "one-file-a-message" };
  if ([...text].length > longestCaption) return { kind: "refused", reason: "too-long", code: "caption" };
  const caption = text || undefined;
  const filename = fileNameOf(link);
  const kind = shownFiles.test(filename ?? "") ? fileKindOf(link) : undefined;
  // A sound has no caption, a document of the same file does.
  if (kind === "audio" && !caption) return typed(kind, { link });
  if (kind === "image" || kind === "video") return typed(kind, present({ link, caption }));
  return typed("document", present({ link, caption, filename }));
}

function typed(type: string, content: JsonObject): WhatsappRequest {
  return { kind: "request", body: { type, [type]: content } };
}

function templateOf({ name, language, parameters }: NonNullable<OutboundMessage["template"]>): JsonObject {
  const components = [{ type: "body", parameters: parameters.map((text) => ({ type: "text", text })) }];
  return present({
    name,
    language: { code: language },
    components: parameters.length > 0 ? components : undefined,
  });
}

const meanings: readonly (readonly [means: Refusal | "retry", codes: readonly number[]])[] = [
  ["opted-out", [131050]],
  ["window-closed", [131047, 470]],
  ["bad-recipient", [131026, 131021, 131030]],
  ["bad-template", [132000, 132001, 132005, 132007, 132012, 132015, 132016, 132068]],
  ["bad-media", [131052, 131053]],
  // Token, permissions, number not registered, account locked, unpaid or in breach of policy, country, spam.
  ["not-allowed", [0, 3, 10, 190, 33, 368, 131005, 131031, 131042, 131045, 131048, 130497, 133010]],
  // Meta holds a marketing message back for this customer, or does not take such a message at all.
  ["rejected", [131049, 130472, 100, 131008, 131009, 131051]],
  // Throughput and rate limits, and a service that says it did nothing.
  ["retry", [2, 4, 80007, 130429, 131016, 131056, 131057, 132069]],
];
const byCode: ReadonlyMap<number, Refusal | "retry"> = new Map(
  meanings.flatMap(([means, codes]) => codes.map((code) => [code, means] as const)),
);

/**
 * What an error code of the Cloud API means for a message (Meta, "Error codes").
 *
 * @returns `undefined` for a code that does not tell: 1 and 131000, "something went wrong", among them
 */
export function whatsappRefusal(code: number): Refusal | "retry" | undefined {
  return byCode.get(code) ?? (code >= 200 && code < 300 ? "not-allowed" : undefined);
}
