/** The Bot API as its documentation has it, for tests and the laptop. */
import { randomInt } from "node:crypto";
import * as z from "zod/mini";
import type { Endpoint } from "../../../domain/ingest/channel-adapter.ts";
import type { HttpAnswer, HttpRequest } from "../../../domain/outbox/channel-sender.ts";
import type { FakeAnswer, SendingSamples } from "../samples.ts";

const customer = 1111111;
/** Of a customer who blocked the bot: whatever is sent to it is refused. */
const blocked = 1111403;

const where = {
  chat_id: z.int(),
  message_thread_id: z.optional(z.int()),
  business_connection_id: z.optional(z.string()),
  reply_parameters: z.optional(
    z.strictObject({
      message_id: z.int().check(z.positive()),
      allow_sending_without_reply: z.optional(z.boolean()),
    }),
  ),
};
const url = z.url({ protocol: /^https?$/ });
const caption = z.optional(z.string().check(z.maxLength(1024)));

const methods = new Map<string, z.ZodMiniType<{ chat_id: number; [field: string]: unknown }>>([
  ["sendMessage", z.strictObject({ ...where, text: z.string().check(z.minLength(1), z.maxLength(4096)) })],
  ["sendPhoto", z.strictObject({ ...where, photo: url, caption })],
  ["sendDocument", z.strictObject({ ...where, document: url, caption })],
  [
    "sendMediaGroup",
    z.strictObject({
      ...where,
      media: z
        .array(z.strictObject({ type: z.enum(["photo", "document"]), media: url, caption }))
        .check(z.minLength(2), z.maxLength(10)),
    }),
  ],
]);

function fake(request: HttpRequest, { account }: Endpoint): FakeAnswer {
  const path = request.url.slice(account.apiUrl?.length ?? 0);
  if (path === `/file/bot${account.botToken}/documents/belge.pdf`) return { answer: file };
  const [, token, method = "", query = ""] = /^\/bot([^/]+)\/(\w+)(?:\?(.*))?$/.exec(path) ?? [];
  if (token === undefined) return { answer: error(404, "Not Found") };
  if (token !== account.botToken) return { answer: error(401, "Unauthorized") };
  if (method === "getFile") return { answer: fileOf(fileIdIn(request, query)) };
  const fields = methods.get(method);
  if (request.method !== "POST" || fields === undefined)
    return { answer: error(404, "Not Found: method not found") };
  if (request.headers["content-type"] !== "application/json") return badRequest("unsupported content type");
  const sent = fields.safeParse(jsonIn(request.body ?? ""));
  if (!sent.success) return badRequest(sent.error.issues[0]?.path.join(".") || "message text is empty");
  return taken(sent.data);
}

function taken(fields: { chat_id: number; [field: string]: unknown }): FakeAnswer {
  const { chat_id: chatId } = fields;
  if (chatId === blocked) return { answer: error(403, "Forbidden: bot was blocked by the user") };
  const messageId = randomInt(1, 2 ** 31);
  const chat = { id: chatId, type: chatId < 0 ? "supergroup" : "private" };
  const first = { message_id: messageId, date: Math.floor(Date.now() / 1000), chat };
  const result = Array.isArray(fields.media)
    ? fields.media.map((_, index) => ({ ...first, message_id: messageId + index }))
    : first;
  const [captioned] = Array.isArray(fields.media) ? fields.media : [fields];
  return {
    answer: answer(200, { ok: true, result }),
    took: {
      providerMessageId: `${chatId}:${messageId}`,
      to: String(chatId),
      text: String(captioned.text ?? captioned.caption ?? ""),
    },
  };
}

const answer = (status: number, body: object): HttpAnswer => ({
  status,
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body),
});

const error = (code: number, description: string, parameters?: object): HttpAnswer =>
  answer(code, { ok: false, error_code: code, description, parameters });

const badRequest = (what: string): FakeAnswer => ({ answer: error(400, `Bad Request: ${what}`) });

const file: HttpAnswer = { status: 200, headers: { "content-type": "application/pdf" }, body: "%PDF-1.4" };

const fileIdSchema = z.object({ file_id: z.string().check(z.minLength(1)) });

/** Methods take their fields in the query as in the body. */
function fileIdIn({ method, body = "" }: HttpRequest, query: string): string | undefined {
  const fields = method === "GET" ? Object.fromEntries(new URLSearchParams(query)) : jsonIn(body);
  return fileIdSchema.safeParse(fields).data?.file_id;
}

function fileOf(fileId: string | undefined): HttpAnswer {
  if (fileId === undefined) return error(400, "Bad Request: file_id not specified");
  const found = {
    file_id: fileId,
    file_unique_id: "AgADdoc",
    file_size: 8,
    file_path: "documents/belge.pdf",
  };
  return answer(200, { ok: true, result: found });
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export const sending: SendingSamples = {
  channel: "telegram",
  identifiers: [{ kind: "telegram", value: String(customer), level: "verified" }],
  message: {
    sendId: "01KDYD3ZG0QW5T2V8X4Z6B1C3D",
    channel: "telegram",
    to: String(customer),
    text: "Siparişiniz yarın elinizde 📦",
    answers: { providerMessageId: `${customer}:1365` },
    statusUrl: "https://hooks.example.com/v1/ingest/telegram/demo?send=01KDYD3ZG0QW5T2V8X4Z6B1C3D",
  },
  fake,
  refusals: {
    "blocked the bot": {
      answer: error(403, "Forbidden: bot was blocked by the user"),
      becomes: "opted-out",
    },
    "never wrote to the bot": {
      answer: error(403, "Forbidden: bot can't initiate conversation with a user"),
      becomes: "not-allowed",
    },
    "deleted the account": { answer: error(403, "Forbidden: user is deactivated"), becomes: "bad-recipient" },
    "no such chat": { answer: error(400, "Bad Request: chat not found"), becomes: "bad-recipient" },
    "too long": { answer: error(400, "Bad Request: message is too long"), becomes: "too-long" },
    "no picture behind the URL": {
      answer: error(400, "Bad Request: wrong type of the web page content"),
      becomes: "bad-media",
    },
    "put out of the group": {
      answer: error(403, "Forbidden: bot was kicked from the supergroup chat"),
      becomes: "not-allowed",
    },
    "a refusal without words of ours": { answer: error(400, "Bad Request: strange"), becomes: "rejected" },
    "a token that was taken back": { answer: error(401, "Unauthorized"), becomes: "not-allowed" },
    "too many requests": {
      answer: error(429, "Too Many Requests: retry after 7", { retry_after: 7 }),
      becomes: "retry",
    },
    "trouble of its own": { answer: error(500, "Internal Server Error"), becomes: "unknown" },
    "a gateway in between": {
      answer: { status: 502, headers: {}, body: "<html>Bad Gateway</html>" },
      becomes: "unknown",
    },
  },
};
