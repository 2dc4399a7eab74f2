/** The oracle: AWS's own clients, whose requests must be ours to the letter, and accepted by the fake as ours are. */
import { PinpointSMSVoiceV2Client, SendTextMessageCommand } from "@aws-sdk/client-pinpoint-sms-voice-v2";
import { SESv2Client, SendEmailCommand } from "@aws-sdk/client-sesv2";
import { SendWhatsAppMessageCommand, SocialMessagingClient } from "@aws-sdk/client-socialmessaging";
import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { errorAnswer } from "../../../../adapters/channels/aws/fake.ts";
import { samples } from "../../../../adapters/channels/aws/samples.ts";
import { sender } from "../../../../adapters/channels/aws/send.ts";
import { mailHtml } from "../../../../adapters/channels/mail-html.ts";
import { awsHttp } from "../../../../adapters/sending/aws-http.ts";
import type { OutboundMessage, SendingTools } from "../../../../domain/outbox/channel-sender.ts";
import type { Channel, Identifier } from "../../../../schemas/contact-event.ts";
import { pinned } from "./calls.ts";
import { env, startAws } from "./server.ts";

const aws = startAws();
const sendId = "01JGKZ0000000000000000SEND";
const to: Record<string, string> = {
  email: "ayse@example.com",
  sms: "+905551112233",
  whatsapp: "905551112233",
};
const messageIds = "<m1@example.com> <m2@example.com>";

const client = () => ({
  endpoint: aws.url,
  region: "eu-central-1",
  credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" },
  maxAttempts: 1,
});

function outbound(channel: Channel, more: Partial<OutboundMessage> = {}): OutboundMessage {
  return {
    sendId,
    channel,
    to: to[channel] ?? "",
    text: "Merhaba Ayşe",
    statusUrl: "https://x.example/",
    ...more,
  };
}

let tools: SendingTools;
beforeEach(() => {
  tools = {
    http: () => expect.unreachable("AWS is called by the tools for AWS"),
    aws: awsHttp(env(aws.url)),
    now: () => expect.unreachable("no clock is needed"),
  };
});

const send = (message: OutboundMessage, account: Readonly<Record<string, string>> = pinned.account) =>
  sender.send(message, { ...pinned, account }, tools);

/** What a request is made of, besides when and by whom it was signed. */
function essence() {
  const { method, path, headers, body } = aws.seen.at(-1) ?? expect.unreachable("nothing was sent");
  const service = /\/eu-central-1\/([a-z-]+)\/aws4_request/.exec(headers.authorization ?? "")?.[1];
  return {
    method,
    path,
    service,
    target: headers["x-amz-target"],
    contentType: headers["content-type"],
    body: JSON.parse(body),
  };
}

describe("a mail", () => {
  const reply = outbound("email", {
    subject: "Kredi başvurunuz",
    answers: {
      thread: "t-0001",
      attributes: { messageId: "<m2@example.com>", references: "<m1@example.com>" },
    },
  });
  const asSdk = {
    FromEmailAddress: "Acme <destek@acme.example>",
    Destination: { ToAddresses: ["ayse@example.com"] },
    ReplyToAddresses: ["destek+t-t-0001@acme.example"],
    Content: {
      Simple: {
        Subject: { Data: "Kredi başvurunuz", Charset: "UTF-8" },
        Body: {
          Text: { Data: "Merhaba Ayşe", Charset: "UTF-8" },
          Html: { Data: mailHtml("Merhaba Ayşe"), Charset: "UTF-8" },
        },
        Headers: [
          { Name: "In-Reply-To", Value: "<m2@example.com>" },
          { Name: "References", Value: messageIds },
        ],
      },
    },
    EmailTags: [{ Name: "omniline-send", Value: sendId }],
    ConfigurationSetName: "omniline",
  };

  it("is sent as AWS's own client sends it", async () => {
    const answer = await send(reply);
    const ours = essence();
    const theirs = await new SESv2Client(client()).send(new SendEmailCommand(asSdk));
    expect(ours).toEqual(essence());
    expect(ours.service).toBe("ses");
    expect(theirs.MessageId).toMatch(/^0107/);
    const [first, second] = aws.took.slice(-2);
    expect(answer).toEqual({ kind: "accepted", providerMessageId: first?.providerMessageId });
    expect({ ...first, providerMessageId: "" }).toEqual({ ...second, providerMessageId: "" });
    expect(first).toMatchObject({ to: "ayse@example.com", text: "Merhaba Ayşe", sendId });
  });

  it("brings its files as AWS's own client sends them, byte for byte", async () => {
    const bytes = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
    const files = [
      { name: "Sözleşme 1.pdf", contentType: "application/pdf", bytes },
      { name: "foto.jpg", contentType: "image/jpeg", bytes: bytes.subarray(1) },
    ];
    expect(await send({ ...reply, files })).toMatchObject({ kind: "accepted" });
    const ours = essence();
    const Attachments = files.map(({ name, contentType, bytes: RawContent }) => ({
      FileName: name,
      ContentType: contentType,
      ContentDisposition: "ATTACHMENT" as const,
      ContentTransferEncoding: "BASE64" as const,
      RawContent,
    }));
    const Content = { Simple: { ...asSdk.Content.Simple, Attachments } };
    await new SESv2Client(client()).send(new SendEmailCommand({ ...asSdk, Content }));
    expect(ours).toEqual(essence());
  });

  const simple = async (more: Partial<OutboundMessage>, account = pinned.account) => {
    await send(outbound("email", more), account);
    return essence().body;
  };

  it("answers under the subject of what it answers", async () => {
    const subject = async (more: Partial<OutboundMessage>) =>
      (await simple(more)).Content.Simple.Subject.Data;
    expect(await subject({ answers: { attributes: { subject: "Kredi" } } })).toBe("Re: Kredi");
    expect(await subject({ answers: { attributes: { subject: "YNT: Kredi" } } })).toBe("YNT: Kredi");
    expect(await subject({ subject: "Yeni", answers: { attributes: { subject: "Kredi" } } })).toBe("Yeni");
    expect(await subject({ text: "İlk satır\nikinci" })).toBe("İlk satır");
    expect(await subject({ subject: "a\r\nBcc: x@example.com" })).toBe("a");
  });

  it("names no mail that it does not answer, and nothing that is no message id", async () => {
    expect((await simple({})).Content.Simple.Headers).toBeUndefined();
    expect(
      (await simple({ answers: { attributes: { messageId: "<a\r\nBcc: x@y>" } } })).Content.Simple.Headers,
    ).toBeUndefined();
  });

  it("names a mail by its own id, whatever its event calls it", async () => {
    const headers = async (answers: OutboundMessage["answers"]) =>
      (await simple({ answers })).Content.Simple.Headers?.map(({ Value }: { Value: string }) => Value);
    expect(await headers({ providerMessageId: "<p@example.com>" })).toEqual([
      "<p@example.com>",
      "<p@example.com>",
    ]);
    expect(await headers({ providerMessageId: "0107-not-a-message-id" })).toBeUndefined();
    const attributes = { messageId: '<"a"@example.com>', references: ["<m1@example.com>", 7] };
    expect(await headers({ providerMessageId: "<p@example.com>", attributes })).toEqual([
      '<"a"@example.com>',
      '<m1@example.com> <"a"@example.com>',
    ]);
  });

  it("keeps the first and the last of a long chain", async () => {
    const references = Array.from({ length: 60 }, (_, n) => `<message-${n}@mail.example.com>`);
    const { Headers } = (
      await simple({ answers: { attributes: { messageId: "<last@example.com>", references } } })
    ).Content.Simple;
    const [, { Value }] = Headers;
    expect(Value).toMatch(
      /^<message-0@mail\.example\.com> .*<message-59@mail\.example\.com> <last@example\.com>$/,
    );
    expect(Value.length).toBeLessThanOrEqual(980);
  });

  it("names the thread in the address for answers only where that can be read again", async () => {
    const replyTo = async (thread: string | undefined) =>
      (await simple({ answers: { thread } })).ReplyToAddresses;
    expect(await replyTo(undefined)).toEqual(["destek@acme.example"]);
    expect(await replyTo("<m1@example.com>")).toEqual(["destek@acme.example"]);
    expect(await replyTo("01j8x2")).toEqual(["destek+t-01j8x2@acme.example"]);
    const { replyTo: _, ...account } = pinned.account;
    expect((await simple({ answers: { thread: "01j8x2" } }, account)).ReplyToAddresses).toBeUndefined();
  });

  it("is never more than one mail to one address, whatever is written into it", async () => {
    const authorization = `AWS4-HMAC-SHA256 Credential=AKID/20260102/eu-central-1/ses/aws4_request, SignedHeaders=host, Signature=${"a".repeat(64)}`;
    const direct: SendingTools["aws"] = async (_, request) => {
      const headers = { ...request.headers, authorization };
      const { answer, took } =
        samples.sending?.fake({ ...request, headers, url: request.path }, pinned) ?? expect.unreachable();
      if (took) aws.took.push(took);
      return answer;
    };
    const text = fc.string({ unit: "binary" });
    await fc.assert(
      fc.asyncProperty(text, text, fc.jsonValue(), async (written, subject, messageId) => {
        tools = { ...tools, aws: direct };
        const answers = { thread: subject, attributes: { messageId, references: subject } };
        const answer = await send(outbound("email", { text: written, subject, answers }));
        expect(answer).toMatchObject({ kind: "accepted" });
        expect(aws.took.at(-1)?.to).toBe("ayse@example.com");
      }),
      { numRuns: 200 },
    );
  });
});

describe("a text message", () => {
  it("is sent as AWS's own client sends it", async () => {
    const answer = await send(outbound("sms"));
    const ours = essence();
    await new PinpointSMSVoiceV2Client(client()).send(
      new SendTextMessageCommand({
        DestinationPhoneNumber: "+905551112233",
        OriginationIdentity: "+908501234567",
        MessageBody: "Merhaba Ayşe",
        MessageType: "TRANSACTIONAL",
        ConfigurationSetName: "omniline",
        Context: { "omniline-send": sendId },
      }),
    );
    expect(ours).toEqual(essence());
    expect(ours).toMatchObject({ service: "sms-voice", target: "PinpointSMSVoiceV2.SendTextMessage" });
    expect(answer).toEqual({ kind: "accepted", providerMessageId: aws.took.at(-2)?.providerMessageId });
    expect(aws.took.at(-2)).toMatchObject({ to: "+905551112233", sendId });
  });
});

describe("a WhatsApp message", () => {
  it("is sent as AWS's own client sends it", async () => {
    const answer = await send(outbound("whatsapp"));
    const ours = essence();
    await new SocialMessagingClient(client()).send(
      new SendWhatsAppMessageCommand({
        originationPhoneNumberId: "phone-number-id-976c72a700aac43eaf573ae050ac0001",
        metaApiVersion: "v23.0",
        message: new TextEncoder().encode(Buffer.from(ours.body.message, "base64").toString()),
      }),
    );
    expect(ours).toEqual(essence());
    expect(ours).toMatchObject({ service: "social-messaging", path: "/v1/whatsapp/send" });
    expect(JSON.parse(Buffer.from(ours.body.message, "base64").toString())).toEqual({
      messaging_product: "whatsapp",
      recipient_type: "individual",
      to: "905551112233",
      type: "text",
      text: { body: "Merhaba Ayşe", preview_url: false },
      biz_opaque_callback_data: sendId,
    });
    expect(answer).toEqual({ kind: "accepted", providerMessageId: aws.took.at(-2)?.providerMessageId });
  });

  it("is in base64 as SendWhatsAppMessage takes it, with its plus, its slash and its padding", async () => {
    const written: string[] = [];
    for (const text of ["ÿÿÿ", "ÿÿÿ.", "ÿÿÿ..", "»»»~~~", "???>>>"]) {
      expect(await send(outbound("whatsapp", { text }))).toMatchObject({ kind: "accepted" });
      expect(aws.took.at(-1)?.text).toBe(text);
      written.push(essence().body.message);
    }
    expect(written.join("")).toMatch(/=/);
    expect(written.join("")).toMatch(/[+/]/);
  });

  it("that Meta would not take is refused before it goes out", async () => {
    const sent = aws.seen.length;
    const mediaUrls = ["https://x.example/a.jpg", "https://x.example/b.jpg"];
    expect(await send(outbound("whatsapp", { mediaUrls }))).toMatchObject({
      kind: "refused",
      reason: "bad-media",
    });
    expect(aws.seen.length).toBe(sent);
  });
});

describe("an endpoint", () => {
  it.each([
    ["email", "fromEmail"],
    ["sms", "originationIdentity"],
    ["whatsapp", "originationPhoneNumberId"],
    ["whatsapp", "metaApiVersion"],
  ] as const)("does not send on %s without %s", async (channel, name) => {
    const { [name]: _, ...account } = pinned.account;
    expect(await send(outbound(channel), account)).toEqual({
      kind: "refused",
      reason: "not-allowed",
      code: `no-${name}`,
    });
  });

  it("does not send into chats", async () => {
    expect(sender.channels).toEqual(["email", "sms", "whatsapp"]);
    expect(await send(outbound("chat"))).toMatchObject({ kind: "refused", reason: "not-allowed" });
  });
});

describe("what AWS answers", () => {
  const reason = (status: number, code: string, Reason?: string) =>
    errorAnswer(status, code, Reason === undefined ? {} : { Reason });

  it.each([
    ["email", reason(400, "MessageRejected"), "rejected", "MessageRejected"],
    ["email", reason(400, "BadRequestException"), "rejected", "BadRequestException"],
    ["email", reason(400, "AccountSuspendedException"), "not-allowed", "AccountSuspendedException"],
    ["email", reason(400, "SendingPausedException"), "not-allowed", "SendingPausedException"],
    [
      "email",
      reason(400, "MailFromDomainNotVerifiedException"),
      "not-allowed",
      "MailFromDomainNotVerifiedException",
    ],
    ["email", reason(404, "NotFoundException"), "not-allowed", "NotFoundException"],
    ["email", reason(403, "AccessDeniedException"), "not-allowed", "AccessDeniedException"],
    [
      "sms",
      reason(400, "ConflictException", "DESTINATION_PHONE_NUMBER_OPTED_OUT"),
      "opted-out",
      "DESTINATION_PHONE_NUMBER_OPTED_OUT",
    ],
    [
      "sms",
      reason(400, "ConflictException", "DESTINATION_PHONE_NUMBER_NOT_VERIFIED"),
      "not-allowed",
      "DESTINATION_PHONE_NUMBER_NOT_VERIFIED",
    ],
    ["sms", reason(400, "ConflictException", "REASON_TO_COME"), "rejected", "REASON_TO_COME"],
    ["sms", reason(400, "ValidationException", "MAXIMUM_SIZE_EXCEEDED"), "too-long", "MAXIMUM_SIZE_EXCEEDED"],
    [
      "sms",
      reason(400, "ValidationException", "SENDER_ID_NOT_REGISTERED"),
      "not-allowed",
      "SENDER_ID_NOT_REGISTERED",
    ],
    ["sms", reason(400, "ValidationException", "INVALID_PARAMETER"), "rejected", "INVALID_PARAMETER"],
    [
      "sms",
      reason(400, "ServiceQuotaExceededException", "MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT"),
      "not-allowed",
      "MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT",
    ],
    ["sms", reason(400, "AccessDeniedException"), "not-allowed", "AccessDeniedException"],
    ["whatsapp", reason(400, "InvalidParametersException"), "rejected", "InvalidParametersException"],
    ["whatsapp", reason(403, "AccessDeniedByMetaException"), "not-allowed", "AccessDeniedByMetaException"],
    ["whatsapp", reason(404, "ResourceNotFoundException"), "not-allowed", "ResourceNotFoundException"],
    ["whatsapp", { status: 418, headers: {}, body: "" }, "rejected", "http-418"],
  ] as const)("on %s, %o: refused, %s, %s", async (channel, answer, means, code) => {
    aws.next = answer;
    expect(await send(outbound(channel))).toEqual({ kind: "refused", reason: means, code });
  });

  it.each([
    ["email", 429, "TooManyRequestsException"],
    ["email", 400, "LimitExceededException"],
    ["email", 400, "ThrottlingException"],
    ["sms", 400, "ThrottlingException"],
    ["sms", 400, "ExpiredTokenException"],
    ["whatsapp", 429, "ThrottledRequestException"],
  ] as const)("on %s, %i %s: not sent, to be tried again", async (channel, status, code) => {
    aws.next = errorAnswer(status, code);
    expect(await send(outbound(channel))).toMatchObject({ kind: "retry", code });
  });

  it.each([
    ["email", 500, "InternalServiceErrorException"],
    ["sms", 500, "InternalServerException"],
    ["whatsapp", 502, "DependencyException"],
  ] as const)("on %s, %i %s: nobody knows", async (channel, status, code) => {
    aws.next = errorAnswer(status, code);
    expect(await send(outbound(channel))).toMatchObject({ kind: "unknown" });
  });

  it("is tried once", async () => {
    const before = aws.seen.length;
    aws.next = errorAnswer(500, "InternalServerException");
    await send(outbound("sms"));
    expect(aws.seen.length).toBe(before + 1);
  });

  it("may be in the body alone, behind a namespace", async () => {
    const body = JSON.stringify({
      __type: "com.amazonaws.sms#ConflictException",
      Reason: "DESTINATION_PHONE_NUMBER_OPTED_OUT",
    });
    const got = { status: 400, headers: {}, body };
    tools = { ...tools, aws: async () => got };
    expect(await send(outbound("sms"))).toMatchObject({ reason: "opted-out" });
    const throttled = {
      status: 400,
      headers: {},
      body: '{"__type":"com.amazonaws.sms#ThrottlingException"}',
    };
    tools = { ...tools, aws: async () => throttled };
    expect(await send(outbound("sms"))).toMatchObject({ kind: "retry", code: "ThrottlingException" });
    tools = { ...tools, aws: async () => ({ kind: "not-sent", code: "ECONNREFUSED" }) };
    expect(await send(outbound("sms"))).toEqual({ kind: "retry", code: "ECONNREFUSED" });
    tools = { ...tools, aws: async () => ({ kind: "no-answer", code: "ETIMEDOUT" }) };
    expect(await send(outbound("sms"))).toEqual({ kind: "unknown", code: "ETIMEDOUT" });
  });
});

describe("the address", () => {
  const one = (kind: Identifier["kind"], value: string, level: Identifier["level"] = "verified") => ({
    kind,
    value,
    level,
  });

  it("is of the channel's own kind, what is verified first", () => {
    const person = [
      one("email", "typed@example.com", "claimed"),
      one("phone", "+905551112233"),
      one("email", "ayse@example.com"),
    ];
    expect(sender.addressOf(person, "email", pinned)).toBe("ayse@example.com");
    expect(sender.addressOf(person.slice(0, 1), "email", pinned)).toBe("typed@example.com");
    expect(sender.addressOf(person, "sms", pinned)).toBe("+905551112233");
    expect(sender.addressOf(person, "whatsapp", pinned)).toBe("905551112233");
    expect(sender.addressOf(person, "chat", pinned)).toBeUndefined();
    expect(sender.addressOf([one("crm", "x")], "email", pinned)).toBeUndefined();
  });

  it("is one address, and nothing that would be several", () => {
    for (const value of [
      "a@example.com, b@example.com",
      "Ayşe <a@example.com>",
      "a@b@c",
      "a",
      "a@example.com\r\nBcc: b@c.d",
    ]) {
      expect(sender.addressOf([one("email", value)], "email", pinned)).toBeUndefined();
    }
    expect(
      sender.addressOf([one("phone", "2020"), one("phone", "+902121112233;ext=45")], "sms", pinned),
    ).toBeUndefined();
  });
});

describe("the fake", () => {
  const request = { method: "POST", url: "/", headers: {}, body: "{}" } as const;
  const signedFor = (service: string) => ({
    authorization: `AWS4-HMAC-SHA256 Credential=AKID/20260102/eu-central-1/${service}/aws4_request, SignedHeaders=host;x-amz-date, Signature=${"a".repeat(64)}`,
    "content-type": "application/x-amz-json-1.0",
    "x-amz-target": "PinpointSMSVoiceV2.SendTextMessage",
  });
  const statusOf = (headers: Record<string, string>, body: string) =>
    samples.sending?.fake({ ...request, headers, body }, pinned).answer.status;
  const good = JSON.stringify({
    DestinationPhoneNumber: "+905551112233",
    OriginationIdentity: "ACME",
    MessageBody: "x",
    MessageType: "TRANSACTIONAL",
  });

  it("takes no request that is not signed for its service, nor fields that the API does not have", () => {
    expect(statusOf(signedFor("sms-voice"), good)).toBe(200);
    expect(statusOf({ ...signedFor("sms-voice"), authorization: "Bearer x" }, good)).toBe(403);
    expect(statusOf(signedFor("ses"), good)).toBe(404);
    expect(statusOf({ ...signedFor("sms-voice"), "content-type": "application/json" }, good)).toBe(415);
    expect(statusOf(signedFor("sms-voice"), good.replace("MessageBody", "Body"))).toBe(400);
    expect(statusOf(signedFor("sms-voice"), good.replace('"x"', '"x","Extra":1'))).toBe(400);
    expect(statusOf(signedFor("sms-voice"), "{")).toBe(400);
  });
});
