import { describe, expect, it } from "vitest";
import { adapter } from "../../../../adapters/channels/twilio/index.ts";
import { mediaSource } from "../../../../adapters/channels/twilio/media.ts";
import { samples } from "../../../../adapters/channels/twilio/samples.ts";
import type { MediaTools } from "../../../../domain/ingest/media-source.ts";
import type {
  HttpAnswer,
  HttpFailure,
  HttpRequest,
  SendingTools,
} from "../../../../domain/outbox/channel-sender.ts";
import type { Attachment } from "../../../../schemas/contact-event.ts";
import { inert } from "../../../support/events.ts";
import { now, onlyEvent } from "../requests.ts";

const account = { accountSid: "AC1", authToken: "token" };
const authorization = `Basic ${Buffer.from("AC1:token").toString("base64")}`;
const file = "https://api.twilio.com/2010-04-01/Accounts/AC1/Messages/MM1/Media/ME1";
const [service, media] = [`IS${"0".repeat(32)}`, `ME${"1".repeat(32)}`];

async function locate(
  attachment: Attachment,
  of: Record<string, string> = account,
  answer: HttpAnswer | HttpFailure = { kind: "no-answer", code: "unexpected" },
) {
  const asked: HttpRequest[] = [];
  const http: SendingTools["http"] = async (request) => {
    asked.push(request);
    return answer;
  };
  const endpoint = { ...samples.endpoint, account: of };
  return { located: await mediaSource.locate(attachment, endpoint, inert<MediaTools>({ http })), asked };
}

describe("a file of a Twilio message", () => {
  it("is behind Twilio's API, and from there at one of its file hosts", async () => {
    expect((await locate({ url: file })).located).toEqual({
      kind: "located",
      request: {
        url: file,
        headers: { authorization },
        hosts: ["api.twilio.com", "mms.twiliocdn.com", "s3-external-1.amazonaws.com"],
      },
    });
  });

  it.each([
    "https://evil.example.com/a",
    "https://api.twilio.com.evil.example.com/a",
    "https://api.twilio.com@evil.example.com/a",
    "http://api.twilio.com/a",
    "https://api.twilio.com",
    "//api.twilio.com/a",
  ])("gets no credentials at %s", async (url) => {
    expect((await locate({ url })).located).toEqual({ kind: "gone", code: "not-twilio" });
  });

  it("is behind the URL that takes the API's place", async () => {
    const { located } = await locate({ url: file }, { ...account, apiUrl: "http://127.0.0.1:4199/twilio/" });
    expect(located).toMatchObject({
      request: { url: file.replace("https://api.twilio.com", "http://127.0.0.1:4199/twilio") },
    });
  });

  it.each([
    [{}, "no-accountSid"],
    [{ accountSid: "AC1" }, "no-authToken"],
  ])("is not there for an account with %j", async (of, code) => {
    expect((await locate({ url: file }, of)).located).toEqual({ kind: "gone", code });
    expect((await locate({}, account)).located).toEqual({ kind: "gone", code: "no-url" });
  });

  it("comes with the sample, and the fake has it", () => {
    const { url, body, contentType } = {
      url: "https://hooks.example.com/t",
      ...samples.media?.({ id: "m", at: now }),
    };
    const request = samples.sign({ body: body ?? "", contentType: contentType ?? "" }, "s", now, url);
    const [attachment] = onlyEvent(adapter, request).attachments ?? [];
    expect(attachment).toMatchObject({ contentType: "image/gif" });
    const { apiUrl = "", accountSid, authToken } = samples.endpoint.account;
    const answer = samples.sending?.fake(
      {
        method: "GET",
        url: attachment?.url?.replace("https://api.twilio.com", apiUrl) ?? "",
        headers: { authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString("base64")}` },
      },
      samples.endpoint,
    ).answer;
    expect(answer).toMatchObject({ status: 200, body: expect.stringMatching(/^GIF89a/) });
  });
});

describe("a file of a Twilio conversation", () => {
  const link = "https://media.us1.twilio.com/ME1?Expires=1";
  const found = {
    status: 200,
    headers: {},
    body: JSON.stringify({ links: { content_direct_temporary: link } }),
  };
  const attachment = { mediaId: `${service}/${media}` };

  it("is at the link that the media service tells, which needs no credentials", async () => {
    const { located, asked } = await locate(attachment, account, found);
    expect(asked).toEqual([
      {
        method: "GET",
        url: `https://mcs.us1.twilio.com/v1/Services/${service}/Media/${media}`,
        headers: { authorization },
      },
    ]);
    expect(located).toEqual({
      kind: "located",
      request: { url: link, headers: {}, hosts: ["media.us1.twilio.com"] },
    });
  });

  it.each<[string, HttpAnswer | HttpFailure, object]>([
    ["is gone", { ...found, status: 404 }, { kind: "gone", code: "http-404" }],
    ["has no link", { ...found, body: "{}" }, { kind: "gone", code: "no-link" }],
    ["is told in no JSON", { ...found, body: "<" }, { kind: "gone", code: "no-link" }],
    ["may come later", { ...found, status: 503 }, { kind: "retry", code: "http-503" }],
    ["may come later", { ...found, status: 429 }, { kind: "retry", code: "http-429" }],
    ["may come later", { kind: "no-answer", code: "timeout" }, { kind: "retry", code: "timeout" }],
  ])("%s: %j", async (_, answer, expected) => {
    expect((await locate(attachment, account, answer)).located).toEqual(expected);
  });

  it.each(["ME1", "IS1/ME1", `${service}/../Accounts`, "/"])("is not asked for by %j", async (mediaId) => {
    const { located, asked } = await locate({ mediaId });
    expect([located, asked]).toEqual([{ kind: "gone", code: "no-id" }, []]);
  });
});
