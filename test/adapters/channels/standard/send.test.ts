import fc from "fast-check";
import { Webhook } from "standardwebhooks";
import { describe, expect, it } from "vitest";
import { adapter as standard } from "../../../../adapters/channels/standard/index.ts";
import { samples } from "../../../../adapters/channels/standard/samples.ts";
import { sender } from "../../../../adapters/channels/standard/send.ts";
import type {
  HttpAnswer,
  HttpFailure,
  HttpRequest,
  OutboundMessage,
} from "../../../../domain/outbox/channel-sender.ts";
import { type Channel, channels, type IdentifierKind } from "../../../../schemas/contact-event.ts";
import { onlyEvent } from "../requests.ts";
import { type ProviderApi, sendBy } from "../sending.ts";

const { endpoint, sending } = samples;
if (sending === undefined) throw new Error("no sending samples");
const { fake, message } = sending;
const sendSecret = endpoint.account.sendSecret ?? "";
const now = new Date();

async function send(
  changes: Partial<OutboundMessage> = {},
  service: ProviderApi = (request) => fake(request, endpoint).answer,
  account: Record<string, string> = endpoint.account,
) {
  const to = { ...endpoint, account };
  const { answer, requests } = await sendBy(sender, { ...message, ...changes }, to, service, now);
  return { answer, requests, body: requests[0]?.body ?? "", headers: requests[0]?.headers ?? {} };
}

const answers = (status: number, body: unknown) => () => ({
  status,
  headers: {},
  body: JSON.stringify(body),
});

describe("a message to a service of the business's own", () => {
  it("says what to write to whom, and where its status is to be reported", async () => {
    const { answer, requests, body } = await send();
    expect(answer).toEqual({ kind: "accepted", providerMessageId: `own-${message.sendId}` });
    expect(requests).toMatchObject([{ method: "POST", url: endpoint.account.sendUrl }]);
    expect(JSON.parse(body)).toEqual({
      type: "message.send",
      timestamp: now.toISOString(),
      data: {
        sendId: message.sendId,
        channel: "chat",
        to: "v-91c2",
        text: message.text,
        thread: "chat-551",
        answers: "chat-551-7",
        statusUrl: message.statusUrl,
      },
    });
  });

  it("takes subject, template and files along", async () => {
    const more = {
      subject: "Kredi",
      template: { name: "order_ready", language: "tr", parameters: ["1001"] },
      mediaUrls: ["https://example.com/a.pdf"],
      answers: undefined,
    };
    const { answer, body } = await send(more);
    expect(answer.kind).toBe("accepted");
    const { answers: _, ...told } = more;
    expect(JSON.parse(body).data).toMatchObject(told);
    expect(JSON.parse(body).data).not.toHaveProperty("thread");
  });

  it("is signed so that the Standard Webhooks library takes it, whatever it says", async () => {
    const verifier = new Webhook(sendSecret);
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "grapheme" }), async (text) => {
        const { body, headers } = await send({ text });
        expect(verifier.verify(body, { ...headers })).toMatchObject({ data: { text } });
        expect(() => verifier.verify(`${body} `, { ...headers })).toThrow();
        expect(() => verifier.verify(body, { ...headers, "webhook-id": "other" })).toThrow();
      }),
      { numRuns: 100 },
    );
    const other = new Webhook(samples.nextSecret);
    const { body, headers } = await send();
    expect(() => other.verify(body, { ...headers })).toThrow();
  });

  it("has the send's id as its own, on every try", async () => {
    expect((await send()).headers["webhook-id"]).toBe(message.sendId);
    expect(sender.capabilities("chat").idempotent).toBe(true);
  });

  it("is known by our id where the service has none", async () => {
    const ours = { kind: "accepted", providerMessageId: message.sendId };
    for (const body of [undefined, {}, { id: "" }, { id: 7 }, "text", { id: "x".repeat(513) }]) {
      expect((await send({}, answers(200, body))).answer).toEqual(ours);
    }
    expect((await send({}, () => ({ status: 204, headers: {}, body: "" }))).answer).toEqual(ours);
    expect((await send({}, answers(201, { id: "m-7" }))).answer).toEqual({
      ...ours,
      providerMessageId: "m-7",
    });
  });

  it.each([
    ["sendUrl", { sendSecret }],
    ["sendSecret", { sendUrl: "https://example.com/send" }],
    ["sendSecret", { sendUrl: "https://example.com/send", sendSecret: "whsec_c2hvcnQ=" }],
    ["sendSecret", { sendUrl: "https://example.com/send", sendSecret: sendSecret.slice(6) }],
  ])("is not sent without a good %s", async (name, account) => {
    const { answer, requests } = await send({}, undefined, account);
    expect(answer).toEqual({ kind: "refused", reason: "not-allowed", code: `no-${name}` });
    expect(requests).toEqual([]);
  });
});

describe("the service's answer", () => {
  it.each(Object.entries(sending.refusals))("says what became of it: %s", async (_, { answer, becomes }) => {
    const { answer: got } = await send({}, () => answer);
    expect(got.kind === "refused" ? got.reason : got.kind).toBe(becomes);
  });

  it.each<[HttpAnswer | HttpFailure, object]>([
    [
      { kind: "not-sent", code: "ENOTFOUND" },
      { kind: "retry", code: "ENOTFOUND" },
    ],
    [
      { kind: "no-answer", code: "timeout" },
      { kind: "unknown", code: "timeout" },
    ],
    [
      { status: 302, headers: {}, body: "" },
      { kind: "refused", reason: "rejected", code: "http-302" },
    ],
    [answers(422, { reason: "v-91c2" })(), { kind: "refused", reason: "rejected", code: "http-422" }],
    [answers(429, { reason: "opted-out" })(), { kind: "retry", code: "http-429" }],
  ])("is not guessed, nor repeated: %j", async (answer, becomes) => {
    expect((await send({}, () => answer)).answer).toEqual(becomes);
  });
});

describe("the address on a channel", () => {
  const everybody = (
    ["phone", "email", "whatsapp", "messenger", "instagram", "telegram", "line", "visitor", "crm"] as const
  ).map((kind) => ({ kind, value: `${kind}-1`, level: "verified" as const }));
  const addressOf = (channel: Channel, kinds: readonly IdentifierKind[], account = endpoint.account) =>
    sender.addressOf(
      everybody.filter(({ kind }) => kinds.includes(kind)),
      channel,
      { ...endpoint, account },
    );

  it.each<[Channel, IdentifierKind, IdentifierKind]>([
    ["sms", "phone", "email"],
    ["whatsapp", "whatsapp", "telegram"],
    ["messenger", "messenger", "instagram"],
    ["telegram", "telegram", "visitor"],
    ["line", "line", "visitor"],
    ["chat", "visitor", "phone"],
    ["bot", "visitor", "phone"],
    ["app", "crm", "email"],
    ["store", "crm", "line"],
  ])("of %s is a %s, and no %s", (channel, kind, other) => {
    expect(addressOf(channel, [kind])).toBe(`${kind}-1`);
    expect(addressOf(channel, [other])).toBeUndefined();
  });

  it("is on every channel but voice, mail and notes, where there is a URL to send to", () => {
    expect([...channels].filter((channel) => !sender.channels.includes(channel))).toEqual([
      "voice",
      "email",
      "note",
    ]);
    expect(addressOf("sms", ["phone"], {})).toBeUndefined();
  });
});

it("reports statuses as ordinary events of the generic channel", () => {
  const sample = samples.status?.({
    providerMessageId: "own-1",
    status: "delivered",
    at: now,
    to: "v-91c2",
    sendId: message.sendId,
  });
  if (sample === undefined) throw new Error("no status");
  const request = samples.sign(sample, endpoint.secrets[0] ?? "", now, "https://hooks.example.com/");
  expect(standard.verify(request, endpoint, now)).toEqual({ kind: "verified" });
  expect(onlyEvent(standard, request)).toMatchObject({
    kind: "message.status",
    status: "delivered",
    providerMessageId: "own-1",
    attributes: { sendId: message.sendId },
  });
});

describe("the fake service", () => {
  it("refuses what is not signed for it, or says anything else", async () => {
    const [request] = (await send()).requests;
    if (request === undefined) throw new Error("nothing was sent");
    const status = (changes: Partial<HttpRequest>) =>
      fake({ ...request, ...changes }, endpoint).answer.status;
    const signedBody = (body: string) => ({
      body,
      headers: {
        ...request.headers,
        "webhook-signature": new Webhook(sendSecret).sign(message.sendId, now, body),
      },
    });
    expect(status({})).toBe(202);
    expect(status(signedBody(request.body ?? ""))).toBe(202);
    expect(status({ body: `${request.body} ` })).toBe(401);
    expect(status({ url: "http://127.0.0.1:4199/standard/other" })).toBe(404);
    expect(status({ method: "PUT" })).toBe(415);
    expect(status(signedBody(request.body?.replace('"to":', '"too":') ?? ""))).toBe(400);
    expect(
      status(signedBody(request.body?.replace(message.sendId, `${message.sendId.slice(1)}0`) ?? "")),
    ).toBe(400);
  });
});
