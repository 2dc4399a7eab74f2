import { describe, expect, it } from "vitest";
import { samples } from "../../../../adapters/channels/telegram/samples.ts";
import { sender } from "../../../../adapters/channels/telegram/send.ts";
import type {
  HttpAnswer,
  HttpFailure,
  HttpRequest,
  OutboundMessage,
} from "../../../../domain/outbox/channel-sender.ts";
import { now } from "../requests.ts";
import { type ProviderApi, sendBy } from "../sending.ts";

const { endpoint, sending } = samples;
if (sending === undefined) throw new Error("no sending samples");
const { fake, message } = sending;
const token = endpoint.account.botToken ?? "";
const url = `${endpoint.account.apiUrl}/bot${token}`;

/** Sends to a Bot API of the test's, or to the fake one. */
async function send(
  changes: Partial<OutboundMessage> = {},
  api: ProviderApi = (request) => fake(request, endpoint).answer,
  to = endpoint,
) {
  const { answer, requests } = await sendBy(sender, { ...message, ...changes }, to, api, now);
  return { answer, requests, fields: requests.map(({ body = "" }) => JSON.parse(body)) };
}

const answers = (status: number, body: object) => (): HttpAnswer => ({
  status,
  headers: {},
  body: JSON.stringify(body),
});

describe("a message by the bot", () => {
  it("is one call, and is known by its chat and number", async () => {
    const { answer, requests, fields } = await send();
    expect(answer).toEqual({ kind: "accepted", providerMessageId: expect.stringMatching(/^1111111:\d+$/) });
    expect(requests).toEqual([
      {
        method: "POST",
        url: `${url}/sendMessage`,
        headers: { "content-type": "application/json" },
        body: expect.any(String),
      },
    ]);
    expect(fields).toEqual([
      {
        chat_id: 1111111,
        text: message.text,
        reply_parameters: { message_id: 1365, allow_sending_without_reply: true },
      },
    ]);
  });

  it("goes to the real API where the endpoint names no other", async () => {
    const { requests } = await send({}, answers(200, {}), { ...endpoint, account: { botToken: token } });
    expect(requests[0]?.url).toBe(`https://api.telegram.org/bot${token}/sendMessage`);
  });

  it("is answered in the group and the topic it was asked in", async () => {
    const { fields, answer } = await send({
      answers: { providerMessageId: "-100123:88", thread: "-100123", attributes: { topicId: 12 } },
    });
    expect(answer.kind).toBe("accepted");
    expect(fields[0]).toMatchObject({
      chat_id: -100123,
      message_thread_id: 12,
      reply_parameters: { message_id: 88 },
    });
  });

  it("goes out in the name of the business account it was written to", async () => {
    const { fields, answer } = await send({ answers: { attributes: { businessConnectionId: "bc-1" } } });
    expect(answer.kind).toBe("accepted");
    expect(fields[0]).toEqual({ chat_id: 1111111, text: message.text, business_connection_id: "bc-1" });
  });

  it.each([
    { providerMessageId: "SM0123456789", thread: "chat-551" },
    { providerMessageId: "2222222:7", thread: "551" },
    {},
  ])("replies to no message of another chat or channel: %j", async (of) => {
    const { fields } = await send({ answers: of });
    expect(fields[0]).toEqual({ chat_id: 1111111, text: message.text });
  });

  const picture = "https://example.com/fiş.PNG?x=1#2";
  const paper = "https://example.com/fiş.pdf";
  it.each([
    ["sendPhoto", [picture], { photo: picture, caption: message.text }],
    ["sendDocument", [paper], { document: paper, caption: message.text }],
    [
      "sendMediaGroup",
      [picture, picture],
      {
        media: [
          { type: "photo", media: picture, caption: message.text },
          { type: "photo", media: picture },
        ],
      },
    ],
    [
      "sendMediaGroup",
      [picture, paper],
      {
        media: [
          { type: "document", media: picture, caption: message.text },
          { type: "document", media: paper },
        ],
      },
    ],
  ])("takes its files along in the same call: %s", async (method, mediaUrls, files) => {
    const { answer, requests, fields } = await send({ mediaUrls });
    expect(answer).toMatchObject({ kind: "accepted", providerMessageId: expect.stringMatching(/^1111111:/) });
    expect(requests.map((request) => request.url)).toEqual([`${url}/${method}`]);
    expect(fields[0]).toMatchObject(files);
  });

  it("may be a file alone", async () => {
    const { answer, fields } = await send({ text: "", mediaUrls: [picture] });
    expect(answer.kind).toBe("accepted");
    expect(fields[0]).not.toHaveProperty("caption");
  });

  it("is refused, and not cut, where its text is longer than a caption or its files are too many", async () => {
    const long = await send({ text: "ş".repeat(1025), mediaUrls: [picture] });
    expect(long).toMatchObject({ answer: { kind: "refused", reason: "too-long" }, requests: [] });
    expect((await send({ text: "ş".repeat(1024), mediaUrls: [picture] })).answer.kind).toBe("accepted");
    const many = await send({ mediaUrls: Array(11).fill(paper) });
    expect(many).toMatchObject({ answer: { kind: "refused", reason: "bad-media" }, requests: [] });
  });

  it("follows a group that became a supergroup, once", async () => {
    const moved = answers(400, {
      ok: false,
      description: "Bad Request: group chat was upgraded to a supergroup chat",
      parameters: { migrate_to_chat_id: -1009 },
    });
    const sent = await send({ answers: { thread: "-55" } }, (request) =>
      request.body?.includes("-55") ? moved() : fake(request, endpoint).answer,
    );
    expect(sent.answer).toMatchObject({
      kind: "accepted",
      providerMessageId: expect.stringMatching(/^-1009:/),
    });
    const stuck = await send({ answers: { thread: "-55" } }, moved);
    expect(stuck.answer.kind).toBe("refused");
    expect(stuck.requests).toHaveLength(2);
  });
});

describe("an answer of the Bot API", () => {
  it.each(Object.entries(sending.refusals))("says what became of it: %s", async (_, { answer, becomes }) => {
    const { answer: got } = await send({}, () => answer);
    expect(got.kind === "refused" ? got.reason : got.kind).toBe(becomes);
  });

  it("says when to try again", async () => {
    const answer = answers(429, { ok: false, parameters: { retry_after: 7 } });
    expect((await send({}, answer)).answer).toEqual({ kind: "retry", code: "http-429", afterSeconds: 7 });
  });

  it.each<[string, HttpAnswer | HttpFailure, object]>([
    ["no connection", { kind: "not-sent", code: "ECONNREFUSED" }, { kind: "retry", code: "ECONNREFUSED" }],
    ["no answer", { kind: "no-answer", code: "timeout" }, { kind: "unknown", code: "timeout" }],
    ["an answer without a message", answers(200, { ok: true })(), { kind: "unknown", code: "no-id" }],
    [
      "an answer that is none",
      { status: 200, headers: {}, body: "<html>" },
      { kind: "unknown", code: "no-id" },
    ],
  ])("is not guessed: %s", async (_, answer, becomes) => {
    expect((await send({}, () => answer)).answer).toEqual(becomes);
  });

  it("never shows the token, the chat or the text", async () => {
    const told = `${token} ${message.to} ${message.text}`;
    const descriptions = ["Bad Request: ", "Bad Request: chat not found ", "Forbidden: user is deactivated "];
    for (const status of [400, 401, 403, 404, 500]) {
      for (const words of descriptions) {
        const { answer } = await send({}, answers(status, { ok: false, description: words + told }));
        expect(JSON.stringify(answer)).not.toMatch(new RegExp(`${token}|${message.to}|sipariş`, "i"));
      }
    }
  });

  it.each(["", "no colon", "12:34/../../x", undefined])(
    "is not asked for without a token: %j",
    async (botToken) => {
      const account = { ...endpoint.account, botToken: botToken ?? "" };
      const { answer, requests } = await send({}, undefined, { ...endpoint, account });
      expect(answer).toEqual({ kind: "refused", reason: "not-allowed", code: "no-botToken" });
      expect(requests).toEqual([]);
    },
  );
});

describe("the fake Bot API", () => {
  const post = (path: string, body: object, changes: Partial<HttpRequest> = {}) =>
    fake(
      {
        method: "POST",
        url: `${endpoint.account.apiUrl}${path}`,
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
        ...changes,
      },
      endpoint,
    );
  const good = { chat_id: 5, text: "hi" };

  it.each<[string, ReturnType<typeof fake>, number]>([
    ["a good call", post(`/bot${token}/sendMessage`, good), 200],
    ["another token", post("/bot7654321:other/sendMessage", good), 401],
    ["another method", post(`/bot${token}/sendmessages`, good), 404],
    ["another path", post("/sendMessage", good), 404],
    ["a chat as text", post(`/bot${token}/sendMessage`, { ...good, chat_id: "5" }), 400],
    ["a misspelt field", post(`/bot${token}/sendMessage`, { ...good, reply_to: 1 }), 400],
    ["no text", post(`/bot${token}/sendMessage`, { ...good, text: "" }), 400],
    ["a long text", post(`/bot${token}/sendMessage`, { ...good, text: "a".repeat(4097) }), 400],
    ["a file that is no URL", post(`/bot${token}/sendPhoto`, { chat_id: 5, photo: "x" }), 400],
    ["a body that is no JSON", post(`/bot${token}/sendMessage`, good, { body: "chat_id=5" }), 400],
    ["a form", post(`/bot${token}/sendMessage`, good, { headers: {} }), 400],
    ["a person who blocked the bot", post(`/bot${token}/sendMessage`, { ...good, chat_id: 1111403 }), 403],
  ])("answers %s", (_, { answer, took }, status) => {
    expect(answer.status).toBe(status);
    expect(took !== undefined).toBe(status === 200);
  });
});

it("writes to the numeric id of a person, and to nothing else", () => {
  const addressOf = (kind: "telegram" | "phone", value: string) =>
    sender.addressOf([{ kind, value, level: "verified" }], "telegram", endpoint);
  expect(addressOf("telegram", "1111111")).toBe("1111111");
  expect(addressOf("telegram", "@ayse_y")).toBeUndefined();
  expect(addressOf("phone", "+905551112233")).toBeUndefined();
});
