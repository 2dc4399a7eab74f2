/** Twilio's API for tests and the laptop: strict about what it is sent, and answering in its words. */
import { randomBytes } from "node:crypto";
import * as z from "zod/mini";
import type { Endpoint } from "../../../domain/ingest/channel-adapter.ts";
import type { HttpAnswer, HttpRequest } from "../../../domain/outbox/channel-sender.ts";
import type { FakeAnswer } from "../samples.ts";

const address = /^(\+\d{5,15}|whatsapp:\+\d{5,15}|messenger:\d+|[A-Za-z0-9 ]{3,11}|\d{3,6})$/;
const https = z.string().check(z.regex(/^https?:\/\/[^\s_/]+\//));

/** The parameters of the Messages API that we know; Twilio passes over others, and we send none. */
const messageSchema = z.strictObject({
  To: z.string().check(z.regex(/^(\+\d{5,15}|whatsapp:\+\d{5,15}|messenger:\d+)$/)),
  From: z.optional(z.string().check(z.regex(address))),
  MessagingServiceSid: z.optional(z.string().check(z.regex(/^MG[\da-f]{32}$/))),
  Body: z.optional(z.string().check(z.minLength(1))),
  ContentSid: z.optional(z.string().check(z.regex(/^HX[\da-f]{32}$/))),
  ContentVariables: z.optional(z.string()),
  MediaUrl: z.optional(z.array(https).check(z.maxLength(10))),
  StatusCallback: https,
});
type Message = z.infer<typeof messageSchema>;

const variablesSchema = z.record(z.string().check(z.regex(/^[1-9]\d*$/)), z.string().check(z.minLength(1)));

const longestBody = 1600;

/** @param code Twilio's, in an answer of that status */
export function refusal(status: number, code: number, message: string): HttpAnswer {
  const more_info = `https://www.twilio.com/docs/errors/${code}`;
  return json(status, { code, message, more_info, status });
}

export function fakeTwilio(request: HttpRequest, endpoint: Endpoint): FakeAnswer {
  const { accountSid = "", apiUrl = "" } = endpoint.account;
  const path = request.url.startsWith(`${apiUrl}/`) ? request.url.slice(apiUrl.length) : "";
  if (request.headers.authorization !== basic(endpoint)) {
    return { answer: refusal(401, 20003, "Authenticate") };
  }
  const account = `/2010-04-01/Accounts/${accountSid}`;
  if (request.method === "GET" && path.startsWith(`${account}/Messages/`)) return { answer: picture };
  if (request.method !== "POST" || path !== `${account}/Messages.json`) {
    return { answer: refusal(404, 20404, `The requested resource ${path} was not found`) };
  }
  return takeMessage(request, accountSid);
}

function takeMessage(request: HttpRequest, accountSid: string): FakeAnswer {
  const parsed = messageSchema.safeParse(parametersOf(request));
  if (!parsed.success) return { answer: refusal(400, 21604, parsed.error.message) };
  const message = parsed.data;
  const refused = refusalOf(message);
  if (refused) return { answer: refused };
  const sid = `SM${randomBytes(16).toString("hex")}`;
  const { To: to, From: from = null, Body: body = null, StatusCallback: statusUrl } = message;
  const sendId = new URL(statusUrl).searchParams.get("send");
  return {
    answer: json(201, {
      account_sid: accountSid,
      api_version: "2010-04-01",
      body,
      direction: "outbound-api",
      error_code: null,
      from,
      sid,
      status: "queued",
      to,
      uri: `/2010-04-01/Accounts/${accountSid}/Messages/${sid}.json`,
    }),
    took: {
      providerMessageId: sid,
      to,
      text: body ?? "",
      statusUrl,
      ...(sendId === null ? {} : { sendId }),
    },
  };
}

function refusalOf(message: Message): HttpAnswer | undefined {
  const { From: from, MessagingServiceSid: service, Body: body, ContentSid: content } = message;
  if (!from && !service)
    return refusal(400, 21603, "A 'From' or 'MessagingServiceSid' parameter is required");
  if (from && channelOf(from) !== channelOf(message.To))
    return refusal(400, 21612, "'To' and 'From' do not fit");
  if (!body && !content && !message.MediaUrl) return refusal(400, 21619, "A message body is required");
  if ((body ?? "").length > longestBody)
    return refusal(400, 21617, "The message body exceeds 1600 characters");
  if (message.ContentVariables !== undefined) {
    if (!content) return refusal(400, 21654, "ContentSid Required");
    if (!hasVariables(message.ContentVariables)) return refusal(400, 21656, "ContentVariables is invalid");
  }
  return undefined;
}

function parametersOf({ headers, body = "" }: HttpRequest): unknown {
  if (headers["content-type"] !== "application/x-www-form-urlencoded") return undefined;
  const form = new URLSearchParams(body);
  const media = form.getAll("MediaUrl");
  return { ...Object.fromEntries(form), ...(media.length > 0 ? { MediaUrl: media } : {}) };
}

function hasVariables(text: string): boolean {
  try {
    return variablesSchema.safeParse(JSON.parse(text)).success;
  } catch {
    return false;
  }
}

const channelOf = (of: string) => /^[a-z]+(?=:)/.exec(of)?.[0] ?? "sms";

function basic({ account: { accountSid, authToken, apiKeySid, apiKeySecret } }: Endpoint): string {
  const signedInAs = apiKeySid ? `${apiKeySid}:${apiKeySecret}` : `${accountSid}:${authToken}`;
  return `Basic ${Buffer.from(signedInAs).toString("base64")}`;
}

function json(status: number, body: object): HttpAnswer {
  return { status, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}

/** One transparent pixel, all of it in ASCII. */
const picture: HttpAnswer = {
  status: 200,
  headers: { "content-type": "image/gif" },
  body: "GIF89a\u0001\u0000\u0001\u0000\u0000\u0000\u0000!\u0000,\u0000\u0000\u0000\u0000\u0001\u0000\u0001\u0000\u0000\u0002\u0000;",
};
