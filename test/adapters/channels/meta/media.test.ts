import { describe, expect, it } from "vitest";
import { graphError } from "../../../../adapters/channels/meta/fake.ts";
import { mediaSource } from "../../../../adapters/channels/meta/media.ts";
import type { HttpAnswer, HttpFailure } from "../../../../domain/outbox/channel-sender.ts";
import { endpoint, graph } from "./graph.ts";

const { apiUrl: _, ...account } = endpoint.account;
const atMeta = { ...endpoint, account };
const answered = (by: HttpAnswer | HttpFailure) =>
  mediaSource.locate({ mediaId: "1003383421387256" }, endpoint, graph(by).tools);

describe("a file of WhatsApp", () => {
  it("is asked for by its id, and fetched with the token from Meta's hosts only", async () => {
    const { tools, requests } = graph();
    const located = await mediaSource.locate({ mediaId: "1003383421387256" }, endpoint, tools);
    expect(requests).toEqual([
      {
        method: "GET",
        url: "http://127.0.0.1:4199/meta/v25.0/1003383421387256",
        headers: { authorization: "Bearer local-demo-meta-whatsapp-token" },
      },
    ]);
    expect(located).toEqual({
      kind: "located",
      request: {
        url: expect.stringMatching(/^https:\/\/lookaside\.fbsbx\.com\//),
        headers: { authorization: "Bearer local-demo-meta-whatsapp-token" },
        hosts: ["*.fbsbx.com", "*.fbcdn.net", "*.cdninstagram.com"],
      },
    });
  });

  it("is asked for at Meta itself where no other URL is configured, whatever its id holds", async () => {
    const file = {
      status: 200,
      headers: {},
      body: JSON.stringify({ url: "https://lookaside.fbsbx.com/x" }),
    };
    const { tools, requests } = graph(file);
    const located = await mediaSource.locate({ mediaId: "1/../2?x" }, atMeta, tools);
    expect(requests[0]?.url).toBe("https://graph.facebook.com/v25.0/1%2F..%2F2%3Fx");
    expect(located).toMatchObject({
      request: { hosts: ["*.fbsbx.com", "*.fbcdn.net", "*.cdninstagram.com"] },
    });
  });

  it.each([
    ["no such object", graphError(400, 100, "does not exist", 33), "gone", "100"],
    ["an expired file", graphError(400, 131052, "expired"), "gone", "131052"],
    ["nothing there", { status: 404, headers: {}, body: "" }, "gone", "http-404"],
    ["an expired token", graphError(401, 190, "expired"), "retry", "190"],
    ["too many calls", graphError(400, 80007, "slow down"), "retry", "80007"],
    ["trouble", { status: 500, headers: {}, body: "<html>" }, "retry", "http-500"],
    ["an answer without a URL", { status: 200, headers: {}, body: "[]" }, "retry", "no-url"],
    ["no answer", { kind: "no-answer", code: "timeout" }, "retry", "timeout"],
    ["no connection", { kind: "not-sent", code: "ENOTFOUND" }, "retry", "ENOTFOUND"],
  ] as const)("may not be there: %s", async (_, by, kind, code) => {
    expect(await answered(by)).toEqual({ kind, code });
  });

  it("is out of reach without a token", async () => {
    const { accessToken: _, ...others } = endpoint.account;
    const { tools, requests } = graph();
    const located = await mediaSource.locate({ mediaId: "1" }, { ...endpoint, account: others }, tools);
    expect(located).toEqual({ kind: "gone", code: "no-accessToken" });
    expect(requests).toEqual([]);
  });
});

describe("a file of Messenger or Instagram", () => {
  it("is fetched by its URL, without any credentials", async () => {
    const { tools, requests } = graph();
    const url = "https://scontent.xx.fbcdn.net/v/1.jpg?oh=1";
    expect(await mediaSource.locate({ url }, endpoint, tools)).toEqual({
      kind: "located",
      request: { url, headers: {}, hosts: ["*.fbsbx.com", "*.fbcdn.net", "*.cdninstagram.com"] },
    });
    expect(requests).toEqual([]);
  });

  it("is gone without one", async () => {
    expect(await mediaSource.locate({}, endpoint, graph().tools)).toEqual({ kind: "gone", code: "no-file" });
  });
});
