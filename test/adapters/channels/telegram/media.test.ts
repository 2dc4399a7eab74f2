import { expect, it } from "vitest";
import { mediaSource } from "../../../../adapters/channels/telegram/media.ts";
import { samples } from "../../../../adapters/channels/telegram/samples.ts";
import type { HttpAnswer, HttpFailure, HttpRequest } from "../../../../domain/outbox/channel-sender.ts";
import { inert } from "../../../support/events.ts";
import { now } from "../requests.ts";

const { endpoint } = samples;
const token = endpoint.account.botToken ?? "";

const locate = (api: (request: HttpRequest) => HttpAnswer | HttpFailure, mediaId?: string, to = endpoint) =>
  mediaSource.locate({ mediaId }, to, {
    http: async (request) => api(request),
    aws: inert(),
    now: () => now,
    drop: inert(),
  });

it("asks for the file's address, which the file then comes from", async () => {
  const fake = (request: HttpRequest) => {
    const answer = samples.sending?.fake(request, endpoint).answer;
    if (answer === undefined) throw new Error("no fake");
    return answer;
  };
  const located = await locate(fake, "BQACAgQAAxkBAAIFVmXdoc");
  expect(located).toEqual({
    kind: "located",
    request: {
      url: `${endpoint.account.apiUrl}/file/bot${token}/documents/belge.pdf`,
      headers: {},
      hosts: ["127.0.0.1"],
    },
  });
  if (located.kind !== "located") throw new Error("not located");
  expect(fake({ method: "GET", ...located.request }).body).toBe("%PDF-1.4");
});

it("escapes the file's path, and asks by the id as it came", async () => {
  const asked: string[] = [];
  const api = ({ url }: HttpRequest) => {
    asked.push(url);
    return { status: 200, headers: {}, body: '{"ok":true,"result":{"file_path":"a b/ş?#.pdf"}}' };
  };
  const real = { ...endpoint, account: { botToken: token } };
  expect(await locate(api, "a&b=c", real)).toEqual({
    kind: "located",
    request: {
      url: `https://api.telegram.org/file/bot${token}/a%20b/%C5%9F%3F%23.pdf`,
      headers: {},
      hosts: ["api.telegram.org"],
    },
  });
  expect(asked).toEqual([`https://api.telegram.org/bot${token}/getFile?file_id=a%26b%3Dc`]);
});

const says = (status: number, description: string) => () => ({
  status,
  headers: {},
  body: JSON.stringify({ ok: false, error_code: status, description }),
});

it.each<[string, () => HttpAnswer | HttpFailure, object]>([
  ["a file beyond 20 MB", says(400, "Bad Request: file is too big"), { kind: "gone", code: "too-big" }],
  [
    "a file that is not there at present",
    says(400, "Bad Request: wrong file_id or the file is temporarily unavailable"),
    { kind: "retry", code: "http-400" },
  ],
  ["too many requests", says(429, "Too Many Requests"), { kind: "retry", code: "http-429" }],
  [
    "no connection",
    () => ({ kind: "not-sent", code: "ECONNREFUSED" }),
    { kind: "retry", code: "ECONNREFUSED" },
  ],
])("says whether a file may come later: %s", async (_, api, becomes) => {
  expect(await locate(api, "x")).toEqual(becomes);
});

it("has nothing to ask for without an id, or without a token", async () => {
  expect(await locate(inert(), undefined)).toEqual({ kind: "gone", code: "no-media-id" });
  const to = { ...endpoint, account: {} };
  expect(await locate(inert(), "x", to)).toEqual({ kind: "retry", code: "no-botToken" });
});
