import { expect, it } from "vitest";
import { adapter as line } from "../../../../adapters/channels/line/index.ts";
import { mediaSource } from "../../../../adapters/channels/line/media.ts";
import { samples } from "../../../../adapters/channels/line/samples.ts";
import type { Attachment } from "../../../../schemas/contact-event.ts";
import { inert } from "../../../support/events.ts";
import { aJsonRequest, onlyEvent } from "../requests.ts";
import { webhook } from "./fixtures.ts";

const { endpoint, sending } = samples;

const locate = (attachment: Attachment, account = endpoint.account) =>
  mediaSource.locate(attachment, { ...endpoint, account }, inert());

it("finds a message's file under the message's id", async () => {
  expect(await locate({ mediaId: "4445/7" }, { channelAccessToken: "t" })).toEqual({
    kind: "located",
    request: {
      url: "https://api-data.line.me/v2/bot/message/4445%2F7/content",
      headers: { authorization: "Bearer t" },
      hosts: ["api-data.line.me"],
    },
  });
  expect(await locate({ mediaId: "4445" }, {})).toEqual({ kind: "retry", code: "no-channelAccessToken" });
  const local = await locate({ mediaId: "4445" });
  if (local.kind !== "located") throw new Error("not located");
  expect(sending?.fake({ method: "GET", ...local.request }, endpoint).answer.status).toBe(200);
});

it("finds a file of another site there, which hears nothing of our token", async () => {
  const [file = {}] = onlyEvent(line, aJsonRequest(webhook("image-external"))).attachments ?? [];
  const there = {
    kind: "located",
    request: { url: "https://example.com/original.jpg", headers: {}, hosts: ["example.com"] },
  };
  expect(await locate(file)).toEqual(there);
  expect(await locate(file, {})).toEqual(there);
});

it("finds no file where none is named", async () => {
  expect(await locate({})).toEqual({ kind: "gone", code: "no-url" });
});
