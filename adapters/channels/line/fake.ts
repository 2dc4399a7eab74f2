/** LINE's Messaging API as its documentation has it, for tests and the laptop. */
import { randomInt } from "node:crypto";
import * as z from "zod/mini";
import type { Endpoint } from "../../../domain/ingest/channel-adapter.ts";
import type { HttpAnswer, HttpRequest } from "../../../domain/outbox/channel-sender.ts";
import type { FakeAnswer, SendingSamples } from "../samples.ts";

export const user = "U3d3edab4f36c6292e6d8a8131f141b8b";
/** Nobody's: whatever is sent to it is refused. */
const nobody = `U${"0".repeat(32)}`;

const url = z.url({ protocol: /^https$/ }).check(z.maxLength(2000));

const pushSchema = z.strictObject({
  to: z.string().check(z.regex(/^[UCR][\da-f]{32}$/)),
  messages: z
    .array(
      z.discriminatedUnion("type", [
        z.strictObject({
          type: z.literal("text"),
          text: z.string().check(z.minLength(1), z.maxLength(5000)),
        }),
        z.strictObject({ type: z.literal("image"), originalContentUrl: url, previewImageUrl: url }),
      ]),
    )
    .check(z.minLength(1), z.maxLength(5)),
  notificationDisabled: z.optional(z.boolean()),
});

const uuid = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;

function fake({ method, url, headers, body }: HttpRequest, { account }: Endpoint): FakeAnswer {
  if (headers.authorization !== `Bearer ${account.channelAccessToken}`)
    return { answer: error(401, "Authentication failed. Confirm that the access token is valid.") };
  const path = url.slice(account.apiUrl?.length ?? 0);
  if (method === "GET" && /^\/v2\/bot\/message\/\d+\/content$/.test(path)) return { answer: file };
  if (method !== "POST" || path !== "/v2/bot/message/push") return { answer: error(404, "Not found") };
  const key = headers["x-line-retry-key"];
  if (key !== undefined && !uuid.test(key)) return { answer: error(400, "Invalid retry key") };
  if (!headers["content-type"]?.startsWith("application/json"))
    return { answer: error(415, "Unsupported media type") };
  const push = pushSchema.safeParse(jsonIn(body ?? ""));
  if (push.success) return taken(push.data, key);
  const [issue] = push.error.issues;
  return { answer: invalidProperty(propertyOf(issue?.path ?? [])) };
}

function taken({ to, messages }: z.infer<typeof pushSchema>, key: string | undefined): FakeAnswer {
  if (to === nobody) return { answer: error(400, "Failed to send messages") };
  const sentMessages = messages.map(() => ({ id: String(randomInt(2 ** 47)), quoteToken: "yHAz4Ua2wx7" }));
  return {
    answer: answer(200, { sentMessages }),
    took: {
      providerMessageId: sentMessages[0]?.id ?? "",
      to,
      text: messages.map((message) => (message.type === "text" ? message.text : "")).join(""),
      ...(key === undefined ? {} : { idempotencyKey: key }),
    },
  };
}

const answer = (status: number, body: object, headers: object = {}): HttpAnswer => ({
  status,
  headers: { "content-type": "application/json", "x-line-request-id": "5b59509c-c57b-11e9-aa8c", ...headers },
  body: JSON.stringify(body),
});

const error = (status: number, message: string, more: object = {}): HttpAnswer =>
  answer(status, { message, ...more });

/** `messages[0].text` */
const propertyOf = (path: readonly PropertyKey[]) =>
  path
    .map((step, index) => (typeof step === "number" ? `[${step}]` : `${index ? "." : ""}${String(step)}`))
    .join("");

const invalidProperty = (property: string): HttpAnswer =>
  property === "to"
    ? error(400, 'The property, "to", in the request body is invalid (line: -, column: -)')
    : error(400, "The request body has 1 error(s)", {
        details: [{ message: "May not be empty, too long, or unknown", property }],
      });

const file: HttpAnswer = { status: 200, headers: { "content-type": "application/pdf" }, body: "%PDF-1.4" };

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export const sending: SendingSamples = {
  channel: "line",
  identifiers: [{ kind: "line", value: user, level: "verified" }],
  message: {
    sendId: "01KDYD3ZG0QW5T2V8X4Z6B1C3D",
    channel: "line",
    to: user,
    text: "Siparişiniz yarın elinizde 📦",
    answers: { providerMessageId: "444573844083572737" },
    statusUrl: "https://hooks.example.com/v1/ingest/line/demo?send=01KDYD3ZG0QW5T2V8X4Z6B1C3D",
  },
  fake,
  refusals: {
    "an address that is none": { answer: invalidProperty("to"), becomes: "bad-recipient" },
    "nobody's address": { answer: error(400, "Failed to send messages"), becomes: "bad-recipient" },
    "too long": { answer: invalidProperty("messages[0].text"), becomes: "too-long" },
    "no picture": { answer: invalidProperty("messages[1].originalContentUrl"), becomes: "bad-media" },
    "another mistake": { answer: invalidProperty("messages[0].type"), becomes: "rejected" },
    "a token that was taken back": { answer: error(401, "Authentication failed"), becomes: "not-allowed" },
    "a plan without push messages": {
      answer: error(403, "Access to this API is not available for your account"),
      becomes: "not-allowed",
    },
    "the month's last message was sent": {
      answer: error(429, "You have reached your monthly limit."),
      becomes: "not-allowed",
    },
    "too many requests": {
      answer: error(429, "The API rate limit has been exceeded. Try again later."),
      becomes: "retry",
    },
    "sent before, by the same key": {
      answer: answer(
        409,
        { message: "The retry key is already accepted", sentMessages: [{ id: "461230966842064897" }] },
        { "x-line-accepted-request-id": "f5c6b8b2-c57a-11e9-aa8c" },
      ),
      becomes: "accepted",
    },
    "trouble of its own": { answer: error(500, "Internal Server Error"), becomes: "unknown" },
  },
};
