import { describe, expect, it } from "vitest";
import { mailHtml } from "../../../../adapters/channels/mail-html.ts";
import { fakeApi } from "../../../../adapters/channels/sendgrid/fake-api.ts";
import { adapter as sendgrid } from "../../../../adapters/channels/sendgrid/index.ts";
import { samples } from "../../../../adapters/channels/sendgrid/samples.ts";
import { sender } from "../../../../adapters/channels/sendgrid/send.ts";
import type {
  HttpAnswer,
  HttpFailure,
  HttpRequest,
  OutboundMessage,
  SendingTools,
} from "../../../../domain/outbox/channel-sender.ts";
import { now } from "../requests.ts";

const { sending, endpoint } = samples;
if (!sending) throw new Error("no samples");
const { message, refusals } = sending;
const requests: HttpRequest[] = [];

const tools = (answer?: HttpAnswer | HttpFailure): SendingTools => ({
  http: async (request) => {
    requests.push(request);
    return answer ?? fakeApi(request, endpoint).answer;
  },
  aws: () => Promise.reject(new Error("not for SendGrid")),
  now: () => now,
});
const send = (changes: Partial<OutboundMessage> = {}, answer?: HttpAnswer | HttpFailure) =>
  sender.send({ ...message, ...changes }, endpoint, tools(answer));

async function sent(changes: Partial<OutboundMessage> = {}) {
  expect(await send(changes)).toMatchObject({ kind: "accepted" });
  return JSON.parse(requests.at(-1)?.body ?? "");
}

describe("a mail that is sent by SendGrid", () => {
  it("is one the API takes, in the thread of the mail that it answers", async () => {
    expect(await sent()).toEqual({
      personalizations: [{ to: [{ email: "ayse@example.com" }] }],
      from: { email: "destek@acme.example", name: "Acme" },
      subject: "Re: Kartım",
      content: [
        { type: "text/plain", value: message.text },
        { type: "text/html", value: mailHtml(message.text) },
      ],
      headers: {
        "In-Reply-To": "<m1@mail.example.com>",
        References: "<m0@mail.example.com> <m1@mail.example.com>",
      },
      custom_args: { omnilineSend: message.sendId },
    });
    expect(requests.at(-1)).toMatchObject({
      method: "POST",
      url: "http://127.0.0.1:4199/sendgrid/v3/mail/send",
      headers: { authorization: "Bearer SG.local-demo-api-key" },
    });
  });

  it("is known by the id that its events have", async () => {
    const answer = await send();
    if (answer.kind !== "accepted") throw new Error(answer.kind);
    const { providerMessageId } = answer;
    const sample = samples.status?.({
      providerMessageId,
      status: "delivered",
      at: now,
      to: message.to,
      sendId: message.sendId,
    });
    if (!sample) throw new Error("no sample");
    const parsed = sendgrid.parse(samples.sign(sample, endpoint.secrets[0] ?? "", now, "https://x.example/"));
    expect(parsed).toMatchObject({
      events: [
        {
          kind: "message.status",
          status: "delivered",
          providerMessageId,
          attributes: { sendId: message.sendId },
        },
      ],
    });
  });

  it.each<[Partial<OutboundMessage>, string]>([
    [{ subject: "Kartınız yolda" }, "Kartınız yolda"],
    [{ subject: "bir\r\nBcc: x@evil.example" }, "bir"],
    [{ answers: { attributes: { subject: "Ynt: Kartım" } } }, "Ynt: Kartım"],
    [{ answers: { attributes: { subject: 7 } } }, message.text],
    [{ answers: undefined, text: `\n\n  ${"ş".repeat(100)}` }, "ş".repeat(78)],
  ])("has a subject: %j", async (changes, subject) => {
    expect((await sent(changes)).subject).toBe(subject);
  });

  it("takes no header out of what it answers", async () => {
    const attributes = { messageId: "<a@b>\r\nBcc: x@evil.example", references: "<ş@b> <c@d>" };
    const { headers } = await sent({ answers: { attributes } });
    expect(Object.keys(headers)).toEqual(["In-Reply-To", "References"]);
    expect(headers["In-Reply-To"]).toBe("<a@b>");
    expect((await sent({ answers: {} })).headers).toBeUndefined();
  });

  it("brings its files in base64, with a text of its own where nothing was written", async () => {
    const bytes = Buffer.from([0xff, 0xd8, 0xff, 0x00, 0x0a]);
    const { attachments, content } = await sent({
      text: "",
      files: [{ name: "Fiş.jpg", contentType: "image/jpeg", bytes }],
    });
    expect(attachments).toEqual([
      { filename: "Fiş.jpg", type: "image/jpeg", disposition: "attachment", content: "/9j/AAo=" },
    ]);
    expect(content[0]).toEqual({ type: "text/plain", value: " " });
  });

  it("needs a key and an address to be from", async () => {
    const without = (name: string) => {
      const { [name]: _, ...account } = endpoint.account;
      return sender.send(message, { ...endpoint, account }, tools());
    };
    expect(await without("apiKey")).toEqual({ kind: "refused", reason: "not-allowed", code: "no-apiKey" });
    expect(await without("fromEmail")).toEqual({
      kind: "refused",
      reason: "not-allowed",
      code: "no-fromEmail",
    });
  });

  it("goes to SendGrid itself, unless the account says where", async () => {
    const { apiUrl, ...account } = endpoint.account;
    await sender.send(message, { ...endpoint, account }, tools());
    expect(requests.at(-1)?.url).toBe("https://api.sendgrid.com/v3/mail/send");
  });

  it("goes to a person's address", () => {
    expect(sender.addressOf(sending.identifiers, "email", endpoint)).toBe("ayse@example.com");
    expect(
      sender.addressOf([{ kind: "phone", value: "+1", level: "verified" }], "email", endpoint),
    ).toBeUndefined();
    expect(sender.capabilities("email")).toMatchObject({
      idempotent: false,
      media: true,
      mostAttachedBytes: 10 * 1024 * 1024,
    });
  });
});

describe("what SendGrid answers", () => {
  it.each(Object.entries(refusals))("is understood: %s", async (_, { answer, becomes }) => {
    const got = await send({}, answer);
    expect(got.kind === "refused" ? got.reason : got.kind).toBe(becomes);
    if (got.kind !== "accepted") expect(got.code).not.toContain("@");
  });

  it("is not guessed where there is none, or no id in it", async () => {
    expect(await send({}, { kind: "not-sent", code: "ECONNREFUSED" })).toMatchObject({ kind: "retry" });
    expect(await send({}, { kind: "no-answer", code: "timeout" })).toMatchObject({ kind: "unknown" });
    expect(await send({}, { status: 202, headers: {}, body: "" })).toEqual({
      kind: "unknown",
      code: "no-id",
    });
  });
});

describe("the fake of SendGrid's API", () => {
  const body = {
    personalizations: [{ to: [{ email: "a@b.example" }] }],
    from: { email: "destek@acme.example" },
    subject: "s",
    content: [{ type: "text/plain", value: "v" }],
  };
  const ask = (changes: object, headers: Record<string, string> = {}) =>
    fakeApi(
      {
        method: "POST",
        url: "http://127.0.0.1:4199/sendgrid/v3/mail/send",
        headers: {
          authorization: "Bearer SG.local-demo-api-key",
          "content-type": "application/json",
          ...headers,
        },
        body: JSON.stringify({ ...body, ...changes }),
      },
      endpoint,
    ).answer.status;

  it("takes what the API takes, and nothing else", () => {
    expect(ask({})).toBe(202);
    expect(ask({}, { authorization: "SG.local-demo-api-key" })).toBe(401);
    expect(ask({ from: { email: "other@acme.example" } })).toBe(403);
    for (const wrong of [
      { subject: "" },
      { text: "x" },
      { content: [] },
      { personalizations: [] },
      { custom_args: { a: 1 } },
      { headers: { Subject: "x" } },
      { headers: { X: "a\r\nb" } },
      { attachments: [] },
      { attachments: [{ content: "not base64!", filename: "a.pdf" }] },
      { attachments: [{ content: "AAAA", filename: "a.pdf\r\nX: y" }] },
      {
        content: [
          { type: "text/html", value: "v" },
          { type: "text/plain", value: "v" },
        ],
      },
    ]) {
      expect(ask(wrong), JSON.stringify(wrong)).toBe(400);
    }
  });
});
