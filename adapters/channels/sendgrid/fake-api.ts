/** SendGrid's `POST /v3/mail/send` for tests and the laptop: strict about what the API reference says of a request. */
import * as z from "zod/mini";
import type { Endpoint } from "../../../domain/ingest/channel-adapter.ts";
import type { HttpAnswer, HttpRequest } from "../../../domain/outbox/channel-sender.ts";
import type { FakeAnswer } from "../samples.ts";
import { takenFile } from "../taken-file.ts";

const mailbox = z.strictObject({
  email: z.string().check(z.regex(/^[^@\s]+@[^@\s]+\.[^@\s]+$/)),
  name: z.optional(z.string().check(z.minLength(1))),
});
/** RFC 5322 names and values; the API refuses those that it sets itself. */
const headers = z.record(
  z
    .string()
    .check(
      z.regex(
        /^(?!(x-sg-id|x-sg-eid|received|dkim-signature|content-.*|to|from|subject|reply-to|cc|bcc)$)[!-9;-~]+$/i,
      ),
    ),
  z.string().check(z.regex(/^[\x20-\x7e]+$/)),
);
/** "text/plain must be first, followed by text/html" (API reference). */
const isPlainFirst = (content: readonly { readonly type: string }[]) =>
  content.slice(1).every(({ type }) => type !== "text/plain");

const mailSchema = z.strictObject({
  personalizations: z
    .array(z.strictObject({ to: z.array(mailbox).check(z.minLength(1)) }))
    .check(z.minLength(1), z.maxLength(1000)),
  from: mailbox,
  subject: z.string().check(z.minLength(1)),
  content: z
    .array(
      z.strictObject({ type: z.enum(["text/plain", "text/html"]), value: z.string().check(z.minLength(1)) }),
    )
    .check(z.minLength(1), z.refine(isPlainFirst)),
  attachments: z.optional(
    z
      .array(
        z.strictObject({
          content: z.base64().check(z.minLength(1)),
          filename: z.string().check(z.regex(/^[^\r\n;]+$/)),
          type: z.optional(z.string().check(z.regex(/^[^\r\n;]+$/))),
          disposition: z.optional(z.enum(["attachment", "inline"])),
        }),
      )
      .check(z.minLength(1)),
  ),
  headers: z.optional(headers),
  custom_args: z.optional(z.record(z.string(), z.string())),
});

export function failure(status: number, message: string, field: string | null = null): HttpAnswer {
  return {
    status,
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ errors: [{ message, field, help: null }] }),
  };
}

let taken = 0;

export function fakeApi(request: HttpRequest, { account }: Endpoint): FakeAnswer {
  const { pathname } = new URL(request.url);
  if (request.method !== "POST" || !pathname.endsWith("/v3/mail/send"))
    return { answer: failure(404, "not found") };
  if (request.headers.authorization !== `Bearer ${account.apiKey}`) {
    return { answer: failure(401, "The provided authorization grant is invalid, expired, or revoked") };
  }
  if (request.headers["content-type"] !== "application/json") {
    return { answer: failure(415, "Content-Type should be application/json.") };
  }
  const mail = mailSchema.safeParse(JSON.parse(request.body ?? ""));
  if (!mail.success) {
    return { answer: failure(400, "Bad Request", mail.error.issues[0]?.path.join(".") ?? null) };
  }
  const { personalizations, from, content, custom_args, attachments } = mail.data;
  if (from.email !== account.fromEmail) {
    return { answer: failure(403, "The from address does not match a verified Sender Identity.", "from") };
  }
  taken += 1;
  const providerMessageId = `fake_${String(taken).padStart(17, "0")}`;
  return {
    answer: { status: 202, headers: { "x-message-id": providerMessageId }, body: "" },
    took: {
      providerMessageId,
      to: personalizations[0]?.to[0]?.email ?? "",
      text: content[0]?.value ?? "",
      ...(attachments && {
        files: attachments.map(({ filename, type = "", content }) => takenFile(filename, type, content)),
      }),
      ...(custom_args?.omnilineSend ? { sendId: custom_args.omnilineSend } : {}),
    },
  };
}
