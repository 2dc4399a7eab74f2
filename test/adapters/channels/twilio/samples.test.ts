/** Twilio's samples are calls that Twilio's own SDK takes for Twilio's. */
import { validateRequest, validateRequestWithBody } from "twilio/lib/webhooks/webhooks.js";
import { expect, it } from "vitest";
import type { Sample } from "../../../../adapters/channels/samples.ts";
import { adapter } from "../../../../adapters/channels/twilio/index.ts";
import { samples } from "../../../../adapters/channels/twilio/samples.ts";
import { allEvents, now, onlyEvent } from "../requests.ts";

const url = "https://hooks.example.com/v1/ingest/twilio/demo";
const [secret = ""] = samples.endpoint.secrets;
const signed = (sample: Sample | undefined) =>
  samples.sign(sample ?? expect.fail("no such sample"), secret, now, url);
const sendId = "01KB0123456789ABCDEFGHJKMN";
const status = {
  providerMessageId: "SM1",
  status: "delivered",
  at: now,
  to: "+905551112233",
  sendId,
} as const;

it.each([
  ["an event", samples.event({ id: "a", at: now })],
  ["a message", samples.message?.({ id: "a", text: "çğı 👋 +&=", at: now })],
  ["a status", samples.status?.(status)],
  ["a batch", samples.batch?.(["a", "b"], now)],
  ["a file", samples.media?.({ id: "a", at: now })],
  ["an unknown call", samples.unknown(now)],
])("%s is signed as the SDK signs it, and verified", (_, sample) => {
  const request = signed(sample);
  const header = request.headers["x-twilio-signature"] ?? "";
  const body = request.body.toString();
  const theirs = request.headers["content-type"]?.includes("json")
    ? validateRequestWithBody(secret, header, request.url, body)
    : validateRequest(secret, header, request.url, Object.fromEntries(new URLSearchParams(body)));
  expect(theirs).toBe(true);
  expect(adapter.verify(request, samples.endpoint)).toEqual({ kind: "verified" });
});

it("are read as what they are", () => {
  const text = "çğı 👋 +&=";
  expect(onlyEvent(adapter, signed(samples.message?.({ id: "a", text, at: now })))).toMatchObject({
    kind: "message.received",
    text,
  });
  expect(onlyEvent(adapter, signed(samples.status?.(status)))).toMatchObject({
    status: "delivered",
    providerMessageId: "SM1",
    attributes: { sendId },
  });
  expect(allEvents(adapter, signed(samples.batch?.(["a", "b"], now)))).toHaveLength(2);
  expect(onlyEvent(adapter, signed(samples.unknown(now))).kind).toBe("webhook.received");
  for (const automatic of samples.automatic ?? []) {
    expect(onlyEvent(adapter, signed(automatic(now)))).toMatchObject({
      kind: "message.sent",
      direction: "outbound",
    });
  }
  for (const sample of samples.unreadable) {
    expect(adapter.verify(signed(sample), samples.endpoint)).toEqual({ kind: "verified" });
    expect(adapter.parse(signed(sample), samples.endpoint).kind).toBe("unreadable");
  }
});
