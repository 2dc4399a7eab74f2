import { HTTPFetchError, messagingApi } from "@line/bot-sdk";
import { describe, expect, it } from "vitest";
import { samples } from "../../../../adapters/channels/line/samples.ts";
import { sender } from "../../../../adapters/channels/line/send.ts";
import type { HttpAnswer, HttpFailure, OutboundMessage } from "../../../../domain/outbox/channel-sender.ts";
import { withProvider } from "../provider-server.ts";
import { now } from "../requests.ts";
import { type ProviderApi, sendBy } from "../sending.ts";

const { endpoint, sending } = samples;
if (sending === undefined) throw new Error("no sending samples");
const { fake, message } = sending;
const token = endpoint.account.channelAccessToken ?? "";
const pushUrl = `${endpoint.account.apiUrl}/v2/bot/message/push`;

async function send(
  changes: Partial<OutboundMessage> = {},
  api: ProviderApi = (request) => fake(request, endpoint).answer,
  to = endpoint,
) {
  const { answer, requests } = await sendBy(sender, { ...message, ...changes }, to, api, now);
  return { answer, requests, fields: requests.map(({ body = "" }) => JSON.parse(body)) };
}

const keyOf = async (changes: Partial<OutboundMessage>) =>
  (await send(changes)).requests[0]?.headers["x-line-retry-key"];

describe("a push message", () => {
  it("goes to the person, and is known by LINE's id of it", async () => {
    const { answer, requests, fields } = await send();
    expect(answer).toEqual({ kind: "accepted", providerMessageId: expect.stringMatching(/^\d+$/) });
    expect(requests).toMatchObject([
      {
        method: "POST",
        url: pushUrl,
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      },
    ]);
    expect(fields).toEqual([{ to: message.to, messages: [{ type: "text", text: message.text }] }]);
  });

  it("goes to LINE where the endpoint names no other", async () => {
    const to = { ...endpoint, account: { channelAccessToken: token } };
    const { requests } = await send({}, () => ({ status: 200, headers: {}, body: "{}" }), to);
    expect(requests[0]?.url).toBe("https://api.line.me/v2/bot/message/push");
  });

  it("has one retry key for one send, a UUID, whatever else changes", async () => {
    const key = await keyOf({});
    expect(key).toMatch(/^[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-8[\da-f]{3}-[\da-f]{12}$/);
    expect(await keyOf({ text: "another" })).toBe(key);
    const others = await Promise.all(
      [..."0123456789"].map((digit) => keyOf({ sendId: message.sendId + digit })),
    );
    expect(new Set([...others, key]).size).toBe(11);
  });

  it("was accepted when LINE says that its key was, by whatever LINE calls it", async () => {
    const conflict = (sentMessages?: object[]): HttpAnswer => ({
      status: 409,
      headers: { "x-line-accepted-request-id": "f5c6b8b2" },
      body: JSON.stringify({ message: "The retry key is already accepted", sentMessages }),
    });
    const accepted = (providerMessageId: string) => ({ kind: "accepted", providerMessageId });
    expect((await send({}, () => conflict([{ id: "4612" }]))).answer).toEqual(accepted("4612"));
    expect((await send({}, () => conflict())).answer).toEqual(accepted("f5c6b8b2"));
    const other = { ...conflict(), headers: {} };
    expect((await send({}, () => other)).answer).toEqual({
      kind: "refused",
      reason: "rejected",
      code: "http-409",
    });
  });

  it("goes to the group or room in which it was asked", async () => {
    for (const thread of [`C${"4a".repeat(16)}`, `R${"4a".repeat(16)}`]) {
      expect((await send({ answers: { thread } })).fields[0]).toMatchObject({ to: thread });
    }
    expect((await send({ answers: { thread: "chat-551" } })).fields[0]).toMatchObject({ to: message.to });
  });

  it("takes pictures along, at most four beside a text", async () => {
    const picture = "https://example.com/fiş.PNG?x=1";
    const { answer, fields } = await send({ mediaUrls: Array(4).fill(picture) });
    expect(answer.kind).toBe("accepted");
    expect(fields[0].messages.slice(0, 2)).toEqual([
      { type: "text", text: message.text },
      { type: "image", originalContentUrl: picture, previewImageUrl: picture },
    ]);
    expect((await send({ text: "", mediaUrls: Array(5).fill(picture) })).answer.kind).toBe("accepted");
    for (const mediaUrls of [
      Array(5).fill(picture),
      ["https://example.com/a.pdf"],
      ["http://example.com/a.png"],
    ]) {
      expect(await send({ mediaUrls })).toMatchObject({
        answer: { kind: "refused", reason: "bad-media" },
        requests: [],
      });
    }
  });

  it("is not sent without a token", async () => {
    const { answer, requests } = await send({}, undefined, { ...endpoint, account: {} });
    expect(answer).toEqual({ kind: "refused", reason: "not-allowed", code: "no-channelAccessToken" });
    expect(requests).toEqual([]);
  });
});

describe("an answer of the Messaging API", () => {
  it.each(Object.entries(sending.refusals))("says what became of it: %s", async (_, { answer, becomes }) => {
    const { answer: got } = await send({}, () => answer);
    expect(got.kind === "refused" ? got.reason : got.kind).toBe(becomes);
    expect(JSON.stringify(got)).not.toMatch(new RegExp(`${token}|${message.to}|Sipariş`));
  });

  it.each<[HttpAnswer | HttpFailure, object]>([
    [
      { kind: "not-sent", code: "ECONNREFUSED" },
      { kind: "retry", code: "ECONNREFUSED" },
    ],
    [
      { kind: "no-answer", code: "timeout" },
      { kind: "unknown", code: "timeout" },
    ],
    [
      { status: 200, headers: {}, body: "{}" },
      { kind: "unknown", code: "no-id" },
    ],
  ])("is not guessed: %j", async (answer, becomes) => {
    expect((await send({}, () => answer)).answer).toEqual(becomes);
  });
});

describe("against LINE's own client", () => {
  const clientOf = (baseURL: string, channelAccessToken = token) =>
    new messagingApi.MessagingApiClient({ baseURL, channelAccessToken });

  it("the fake takes what it sends, and we send the same", async () => {
    const ours = (await send({ mediaUrls: ["https://example.com/a.jpg"] })).requests[0];
    const body = JSON.parse(ours?.body ?? "");
    const key = ours?.headers["x-line-retry-key"];
    const [exchange] = await withProvider(samples, async (apiUrl) => {
      const { sentMessages } = await clientOf(apiUrl).pushMessage(body, key);
      expect(sentMessages).toHaveLength(2);
    });
    expect(exchange?.took).toMatchObject({ to: message.to, text: message.text, idempotencyKey: key });
    expect(exchange?.request).toMatchObject({ method: "POST", url: ours?.url });
    expect(JSON.parse(exchange?.request.body ?? "")).toEqual(body);
    for (const [name, value] of Object.entries(ours?.headers ?? {})) {
      expect(exchange?.request.headers[name], name).toBe(value);
    }
  });

  it("the fake refuses what LINE would", async () => {
    const text = (words: string) => [{ type: "text", text: words } as const];
    const to = message.to;
    await withProvider(samples, async (apiUrl) => {
      const push = (body: messagingApi.PushMessageRequest, key?: string, accessToken?: string) =>
        clientOf(apiUrl, accessToken)
          .pushMessage(body, key)
          .then(
            () => 200,
            (error: unknown) => (error instanceof HTTPFetchError ? error.status : error),
          );
      expect(await push({ to, messages: text("a") })).toBe(200);
      expect(await push({ to, messages: text("a".repeat(5001)) })).toBe(400);
      expect(await push({ to, messages: text("") })).toBe(400);
      expect(await push({ to, messages: [] })).toBe(400);
      expect(await push({ to, messages: Array(6).fill(text("a")[0]) })).toBe(400);
      expect(await push({ to: "ayse", messages: text("a") })).toBe(400);
      expect(await push({ to: `U${"0".repeat(32)}`, messages: text("a") })).toBe(400);
      expect(await push({ to, messages: text("a") }, "not-a-uuid")).toBe(400);
      expect(await push({ to, messages: text("a") }, undefined, "other")).toBe(401);
    });
  });
});

it("writes to a person's LINE id, and to nothing else", () => {
  const addressOf = (kind: "line" | "telegram", value: string) =>
    sender.addressOf([{ kind, value, level: "verified" }], "line", endpoint);
  expect(addressOf("line", message.to)).toBe(message.to);
  expect(addressOf("line", "@acme")).toBeUndefined();
  expect(addressOf("telegram", message.to)).toBeUndefined();
});
