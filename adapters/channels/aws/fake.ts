/** AWS's messaging services as a server of ours: as strict as their API references, and with their answers. */
import { randomUUID } from "node:crypto";
import type * as z from "zod/mini";
import type { Endpoint } from "../../../domain/ingest/channel-adapter.ts";
import type { HttpAnswer, HttpRequest } from "../../../domain/outbox/channel-sender.ts";
import { sendTag } from "../../aws-messages/send-tag.ts";
import type { FakeAnswer } from "../samples.ts";
import { takenFile } from "../taken-file.ts";
import {
  confirmSchema,
  mailSchema,
  mediaSchema,
  metaSchema,
  textSchema,
  whatsappSchema,
} from "./fake-shapes.ts";

interface Operation {
  readonly service: string;
  readonly path: string;
  readonly target?: string;
  readonly contentType: string;
  readonly run: (body: string) => FakeAnswer | undefined;
}

/** Each answers `undefined` to a body that is not what it takes. */
const operations: readonly Operation[] = [
  { service: "ses", path: "/v2/email/outbound-emails", contentType: "application/json", run: takeMail },
  {
    service: "sms-voice",
    path: "/",
    target: "PinpointSMSVoiceV2.SendTextMessage",
    contentType: "application/x-amz-json-1.0",
    run: takeText,
  },
  {
    service: "social-messaging",
    path: "/v1/whatsapp/send",
    contentType: "application/json",
    run: takeWhatsapp,
  },
  {
    service: "social-messaging",
    path: "/v1/whatsapp/media/get",
    contentType: "application/json",
    run: putMedia,
  },
  { service: "sns", path: "/", contentType: "application/x-www-form-urlencoded", run: confirm },
];

const credential =
  /^AWS4-HMAC-SHA256 Credential=[^/\s]+\/\d{8}\/[a-z0-9-]+\/([a-z0-9-]+)\/aws4_request, ?SignedHeaders=[a-z0-9;-]*\bhost\b[a-z0-9;-]*, ?Signature=[0-9a-f]{64}$/;

/** A request without a signature, or signed for another service, is refused as AWS refuses it. */
export function fake({ method, url, headers, body = "" }: HttpRequest, _endpoint: Endpoint): FakeAnswer {
  const given = new Map(Object.entries(headers).map(([key, value]) => [key.toLowerCase(), value]));
  const service = credential.exec(given.get("authorization") ?? "")?.[1];
  if (service === undefined) return refused(403, "IncompleteSignatureException");
  const path = url.replace(/^https?:\/\/[^/]*/, "");
  const target = given.get("x-amz-target");
  const operation = operations.find(
    (one) => one.path === path && one.target === target && one.service === service,
  );
  if (operation === undefined || method !== "POST") return refused(404, "UnknownOperationException");
  if (given.get("content-type")?.split(";")[0] !== operation.contentType)
    return refused(415, "SerializationException");
  return (
    operation.run(body) ?? refused(400, service === "ses" ? "BadRequestException" : "ValidationException")
  );
}

function takeMail(body: string): FakeAnswer | undefined {
  const mail = parsed(mailSchema, body);
  if (mail === undefined) return undefined;
  const { Body, Attachments } = mail.Content.Simple;
  const providerMessageId = `0107${randomUUID()}-000000`;
  return {
    answer: ok({ MessageId: providerMessageId }),
    took: {
      providerMessageId,
      to: mail.Destination.ToAddresses.join(","),
      text: Body.Text.Data,
      ...(Attachments && {
        files: Attachments.map(({ FileName, ContentType = "", RawContent }) =>
          takenFile(FileName, ContentType, RawContent),
        ),
      }),
      ...sendIdOf(mail.EmailTags?.find(({ Name }) => Name === sendTag)?.Value),
    },
  };
}

function takeText(body: string): FakeAnswer | undefined {
  const message = parsed(textSchema, body);
  if (message === undefined) return undefined;
  const providerMessageId = randomUUID();
  const { DestinationPhoneNumber: to, MessageBody: text, Context } = message;
  return {
    answer: ok({ MessageId: providerMessageId }, "application/x-amz-json-1.0"),
    took: { providerMessageId, to, text, ...sendIdOf(Context?.[sendTag]) },
  };
}

function takeWhatsapp(body: string): FakeAnswer | undefined {
  const call = parsed(whatsappSchema, body);
  const message = call && parsed(metaSchema, Buffer.from(call.message, "base64").toString());
  if (message === undefined || message[message.type] === undefined) return undefined;
  if ((message.to === undefined) === (message.recipient === undefined)) return undefined;
  const providerMessageId = randomUUID();
  return {
    answer: ok({ messageId: providerMessageId }),
    took: {
      providerMessageId,
      to: message.to ?? message.recipient ?? "",
      text: message.text?.body ?? "",
      ...sendIdOf(message.biz_opaque_callback_data),
    },
  };
}

/** The shortest that begins as a JPEG does. */
const picture = Buffer.from("ffd8ffe000104a46494600010100000100010000ffd9", "hex");

/** The key is a prefix: AWS adds the id, and an extension by the type (API Reference, "S3File"). */
function putMedia(body: string): FakeAnswer | undefined {
  const call = parsed(mediaSchema, body);
  if (call === undefined) return undefined;
  const { bucketName, key } = call.destinationS3File;
  return {
    answer: ok({ mimeType: "image/jpeg", fileSize: picture.length }),
    put: { bucketName, key: `${key}${call.mediaId}.jpeg`, contentType: "image/jpeg", bytes: picture },
  };
}

function confirm(body: string): FakeAnswer | undefined {
  const call = confirmSchema.safeParse(Object.fromEntries(new URLSearchParams(body))).data;
  if (call === undefined) return undefined;
  const result = `<SubscriptionArn>${call.TopicArn}:${randomUUID()}</SubscriptionArn>`;
  return {
    answer: {
      status: 200,
      headers: { "content-type": "text/xml" },
      body: `<ConfirmSubscriptionResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><ConfirmSubscriptionResult>${result}</ConfirmSubscriptionResult></ConfirmSubscriptionResponse>`,
    },
  };
}

const sendIdOf = (sendId: string | undefined) => (sendId === undefined ? {} : { sendId });

function parsed<S extends z.ZodMiniType>(schema: S, json: string): z.output<S> | undefined {
  try {
    return schema.safeParse(JSON.parse(json)).data;
  } catch {
    return undefined;
  }
}

function ok(body: object, contentType = "application/json"): HttpAnswer {
  return { status: 200, headers: { "content-type": contentType }, body: JSON.stringify(body) };
}

function refused(status: number, code: string): FakeAnswer {
  return { answer: errorAnswer(status, code) };
}

/** As every service says it, in the header and in the body. */
export function errorAnswer(
  status: number,
  code: string,
  more: Readonly<Record<string, string>> = {},
): HttpAnswer {
  return {
    status,
    headers: { "content-type": "application/json", "x-amzn-errortype": code },
    body: JSON.stringify({ __type: code, message: "refused", ...more }),
  };
}
