/** What we send by Twilio, against Twilio's own SDK and its fake. */
import twilioSdk from "twilio";
import type { MessageListInstanceCreateOptions } from "twilio/lib/rest/api/v2010/account/message.js";
import { describe, expect, it } from "vitest";
import { samples } from "../../../../adapters/channels/twilio/samples.ts";
import { sender } from "../../../../adapters/channels/twilio/send.ts";
import type {
  HttpAnswer,
  HttpFailure,
  HttpRequest,
  OutboundMessage,
  SendingTools,
} from "../../../../domain/outbox/channel-sender.ts";
import type { Channel, Identifier } from "../../../../schemas/contact-event.ts";
import { inert } from "../../../support/events.ts";

const sending = samples.sending ?? expect.fail("no sending samples");
const { endpoint } = samples;
const { message } = sending;
const whatsapp: OutboundMessage = { ...message, channel: "whatsapp", to: "whatsapp:+905551112233" };
const template = { name: `HX${"0".repeat(32)}`, language: "tr", parameters: ["Ayşe", "12.500 TL"] };

async function send(
  what: OutboundMessage,
  account: Record<string, string | undefined> = {},
  answer?: HttpAnswer | HttpFailure,
) {
  const asked: HttpRequest[] = [];
  const merged = Object.entries({ ...endpoint.account, ...account }).filter(
    ([, value]) => value !== undefined,
  );
  const here = { ...endpoint, account: Object.fromEntries(merged) as Record<string, string> };
  const http: SendingTools["http"] = async (request) => {
    asked.push(request);
    return answer ?? sending.fake(request, here).answer;
  };
  return { answer: await sender.send(what, here, inert<SendingTools>({ http })), asked, here };
}

/** The request that Twilio's SDK makes of the same message. */
async function bySdk(options: MessageListInstanceCreateOptions) {
  const { accountSid = "", authToken = "" } = endpoint.account;
  const requests: { method: string; uri: string; username: string; password: string; data: object }[] = [];
  const httpClient = {
    request: async (request: (typeof requests)[number]) => {
      requests.push(request);
      return { statusCode: 201, body: { sid: "SM1" }, headers: {} };
    },
  };
  const client = twilioSdk(accountSid, authToken, { httpClient: httpClient as never });
  await client.messages.create(options);
  return requests[0] ?? expect.fail("the SDK sent nothing");
}

const sorted = (form: URLSearchParams) => [...form].sort(([a], [b]) => (a < b ? -1 : 1));

describe("a message sent by Twilio", () => {
  const statusCallback = message.statusUrl;
  it.each<[string, OutboundMessage, MessageListInstanceCreateOptions]>([
    ["an SMS", message, { to: message.to, from: "+908502220000", body: message.text, statusCallback }],
    [
      "a WhatsApp message",
      whatsapp,
      { to: whatsapp.to, from: "whatsapp:+908502220000", body: message.text, statusCallback },
    ],
    [
      "a template",
      { ...whatsapp, template },
      {
        to: whatsapp.to,
        from: "whatsapp:+908502220000",
        contentSid: template.name,
        contentVariables: JSON.stringify({ 1: "Ayşe", 2: "12.500 TL" }),
        statusCallback,
      },
    ],
    [
      "files",
      { ...whatsapp, text: "", mediaUrls: ["https://a.example.com/1.jpg", "https://a.example.com/2.pdf"] },
      {
        to: whatsapp.to,
        from: "whatsapp:+908502220000",
        mediaUrl: ["https://a.example.com/1.jpg", "https://a.example.com/2.pdf"],
        statusCallback,
      },
    ],
  ])("is the request that Twilio's SDK makes: %s", async (_, what, options) => {
    const { asked, answer } = await send(what);
    const [request] = asked;
    const theirs = await bySdk(options);
    expect(answer.kind).toBe("accepted");
    expect(request?.method.toLowerCase()).toBe(theirs.method);
    expect(request?.url.replace(endpoint.account.apiUrl ?? "", "https://api.twilio.com")).toBe(theirs.uri);
    expect(request?.headers.authorization).toBe(
      `Basic ${Buffer.from(`${theirs.username}:${theirs.password}`).toString("base64")}`,
    );
    const data = new URLSearchParams();
    for (const [name, value] of Object.entries(theirs.data)) {
      for (const one of [value].flat()) data.append(name, String(one));
    }
    expect(sorted(new URLSearchParams(request?.body))).toEqual(sorted(data));
  });

  it("is accepted under Twilio's id of it, and its status is reported for our send", async () => {
    const { answer, asked, here } = await send(message);
    expect(answer).toEqual({
      kind: "accepted",
      providerMessageId: expect.stringMatching(/^SM[0-9a-f]{32}$/),
    });
    const [request] = asked;
    expect(request && sending.fake(request, here).took).toMatchObject({
      to: message.to,
      text: message.text,
      sendId: message.sendId,
      statusUrl: message.statusUrl,
    });
  });

  it("goes to Twilio where no other URL is set", async () => {
    const { asked } = await send(
      message,
      { apiUrl: undefined },
      { status: 201, headers: {}, body: '{"sid":"SM1"}' },
    );
    expect(asked[0]?.url).toMatch(
      /^https:\/\/api\.twilio\.com\/2010-04-01\/Accounts\/AC\d+\/Messages\.json$/,
    );
  });

  it("goes by an API key where there is one, and by a messaging service where there is no number", async () => {
    const key = { apiKeySid: "SK1", apiKeySecret: "secret" };
    const service = { smsFrom: undefined, messagingServiceSid: `MG${"1".repeat(32)}` };
    const { answer, asked } = await send(message, { ...key, ...service });
    expect(answer.kind).toBe("accepted");
    expect(Buffer.from(asked[0]?.headers.authorization?.slice(6) ?? "", "base64").toString()).toBe(
      "SK1:secret",
    );
    expect(new URLSearchParams(asked[0]?.body).get("MessagingServiceSid")).toBe(service.messagingServiceSid);
  });

  it.each([
    [{ accountSid: undefined }, message, "no-accountSid"],
    [{ authToken: undefined }, message, "no-authToken"],
    [{ authToken: undefined, apiKeySid: "SK1" }, message, "no-authToken"],
    [{ smsFrom: undefined }, message, "no-smsFrom"],
    [{ whatsappFrom: undefined }, whatsapp, "no-whatsappFrom"],
  ])("is not tried where %j", async (account, what, code) => {
    const { answer, asked } = await send(what, account);
    expect(answer).toEqual({ kind: "refused", reason: "not-allowed", code });
    expect(asked).toEqual([]);
  });
});

describe("Twilio's answer", () => {
  it.each(Object.entries(sending.refusals))("%s", async (_, { answer, becomes }) => {
    const { answer: said } = await send(message, {}, answer);
    expect("reason" in said ? said.reason : said.kind).toBe(becomes);
    if (said.kind !== "accepted") expect(said.code).toMatch(/^(\d{5}|http-\d{3})$/);
  });

  it.each<[string, HttpAnswer | HttpFailure, object]>([
    [
      "nothing reached it",
      { kind: "not-sent", code: "ECONNREFUSED" },
      { kind: "retry", code: "ECONNREFUSED" },
    ],
    ["no answer came", { kind: "no-answer", code: "timeout" }, { kind: "unknown", code: "timeout" }],
    ["no id is in it", { status: 201, headers: {}, body: "{}" }, { kind: "unknown", code: "no-id" }],
    ["it is no JSON", { status: 502, headers: {}, body: "<html>" }, { kind: "unknown", code: "http-502" }],
    [
      "it asks for time",
      { status: 429, headers: { "retry-after": "7" }, body: '{"code":20429}' },
      { kind: "retry", code: "20429", afterSeconds: 7 },
    ],
    [
      "its code is new",
      { status: 400, headers: {}, body: '{"code":29999}' },
      { kind: "refused", reason: "rejected", code: "http-400" },
    ],
  ])("where %s is taken for what it is", async (_, answer, becomes) => {
    expect((await send(message, {}, answer)).answer).toEqual(becomes);
  });
});

describe("Twilio's fake", () => {
  it.each([
    ["another path", (request: HttpRequest) => ({ ...request, url: `${request.url}x` }), 404],
    ["another method", (request: HttpRequest) => ({ ...request, method: "PUT" as const }), 404],
    [
      "other credentials",
      (request: HttpRequest) => ({ ...request, headers: { authorization: "Basic x" } }),
      401,
    ],
    [
      "no form",
      (request: HttpRequest) => ({ ...request, headers: { ...request.headers, "content-type": "x" } }),
      400,
    ],
    [
      "a parameter that there is not",
      (request: HttpRequest) => ({ ...request, body: `${request.body}&Text=x` }),
      400,
    ],
  ])("takes no request with %s", async (_, change, status) => {
    const { asked, here } = await send(message);
    const { answer, took } = sending.fake(change(asked[0] ?? expect.fail("nothing sent")), here);
    expect(answer.status).toBe(status);
    expect(took).toBeUndefined();
  });

  it.each<[Partial<OutboundMessage>, object]>([
    [{ text: "x".repeat(1601) }, { kind: "refused", reason: "too-long", code: "21617" }],
    [{ to: "whatsapp:+905551112233" }, { kind: "refused", reason: "bad-recipient", code: "21612" }],
    [{ to: "5551112233" }, { kind: "refused", reason: "bad-recipient", code: "21604" }],
    [{ text: "" }, { kind: "refused", reason: "rejected", code: "http-400" }],
    [
      { template: { ...template, parameters: [""] } },
      { kind: "refused", reason: "bad-template", code: "21656" },
    ],
  ])("refuses %j as Twilio does", async (changes, becomes) => {
    expect((await send({ ...message, ...changes })).answer).toEqual(becomes);
  });
});

describe("an address to write to by Twilio", () => {
  const verified = (kind: Identifier["kind"], value: string): Identifier => ({
    kind,
    value,
    level: "verified",
  });
  it.each<[Channel, Identifier[], string | undefined]>([
    ["sms", [verified("email", "a@example.com"), verified("phone", "+905551112233")], "+905551112233"],
    ["sms", [verified("phone", "4040")], undefined],
    ["sms", [verified("phone", "GARANTI")], undefined],
    ["sms", [verified("phone", "+902121112233;ext=45")], undefined],
    ["whatsapp", [verified("phone", "+905551112233")], "whatsapp:+905551112233"],
    ["whatsapp", [verified("whatsapp", "TR.1")], undefined],
    ["messenger", [verified("messenger", "106540352242922:42")], "messenger:42"],
    ["messenger", [verified("messenger", "7:42")], undefined],
    ["email", [verified("email", "a@example.com")], undefined],
  ])("on %s of %j is %s", (channel, identifiers, address) => {
    expect(sender.addressOf(identifiers, channel, endpoint)).toBe(address);
  });

  it("is one that the same person's messages come from", () => {
    expect(sender.channels).toEqual(["sms", "whatsapp", "messenger"]);
    expect(sender.capabilities("sms")).toMatchObject({ enforcesOptOut: true, idempotent: false });
    expect(sender.capabilities("whatsapp").window).toEqual({ hours: 24, after: "template" });
    expect(sender.capabilities("email").text.most).toBe(0);
  });
});
