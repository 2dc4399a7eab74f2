import { describe, expect, it } from "vitest";
import { adapter as meta } from "../../../../adapters/channels/meta/index.ts";
import { samples } from "../../../../adapters/channels/meta/samples.ts";
import type { Sample } from "../../../../adapters/channels/samples.ts";
import { allEvents, now } from "../requests.ts";
import { endpoint, fake, message } from "./graph.ts";

const [secret = ""] = samples.endpoint.secrets;
const signed = (sample: Sample) => samples.sign(sample, secret, now, "https://hooks.example.com/meta");
const eventsOf = (sample: Sample | undefined) =>
  allEvents(meta, signed(sample ?? samples.event({ id: "1", at: now })));

describe("Meta's samples", () => {
  it("are signed as the adapter verifies", () => {
    const request = signed(samples.event({ id: "1", at: now }));
    expect(meta.verify(request, samples.endpoint)).toEqual({ kind: "verified" });
    expect(meta.verify(request, { ...samples.endpoint, secrets: [samples.nextSecret] }).kind).toBe("refused");
  });

  it("hold a message, a batch of entries, changes and messages, a file, and statuses of our send", () => {
    expect(eventsOf(samples.message?.({ id: "1", text: "Merhaba", at: now }))).toMatchObject([
      { kind: "message.received", text: "Merhaba", idempotencyKey: "wamid.1" },
    ]);
    const batch = samples.batch?.(["1", "2", "3", "4"], now);
    expect(eventsOf(batch).map(({ idempotencyKey }) => idempotencyKey)).toEqual([
      "wamid.1",
      "wamid.2",
      "wamid.3",
      "wamid.4",
    ]);
    expect(eventsOf(samples.media?.({ id: "1", at: now }))[0]?.attachments).toHaveLength(1);
    for (const status of ["sent", "delivered", "read", "failed"] as const) {
      const of = { providerMessageId: "wamid.9", at: now, to: "905551112233", sendId: "s" };
      expect(eventsOf(samples.status?.({ ...of, status }))).toMatchObject([
        { kind: "message.status", status, providerMessageId: "wamid.9", attributes: { sendId: "s" } },
      ]);
    }
  });

  it("hold what no customer wrote, which is never received", () => {
    const kinds = samples.automatic?.flatMap((sample) => eventsOf(sample(now)));
    expect(kinds?.map(({ kind, direction, channel }) => [kind, direction, channel])).toEqual([
      ["message.sent", "outbound", "whatsapp"],
      ["message.sent", "outbound", "messenger"],
      ["message.sent", "outbound", "instagram"],
    ]);
  });

  it("hold what is kept, and what is refused", () => {
    expect(eventsOf(samples.unknown(now))).toMatchObject([{ kind: "webhook.received" }]);
    for (const sample of samples.unreadable) expect(meta.parse(signed(sample)).kind).toBe("unreadable");
  });
});

describe("the fake Graph API", () => {
  const url = `${endpoint.account.apiUrl}/v25.0/${endpoint.account.phoneNumberId}/messages`;
  const good = {
    method: "POST",
    url,
    headers: { authorization: `Bearer ${endpoint.account.accessToken}`, "content-type": "application/json" },
    body: JSON.stringify({
      messaging_product: "whatsapp",
      recipient_type: "individual",
      to: message.to,
      type: "text",
      text: { body: "Merhaba" },
    }),
  } as const;

  it("takes a good request", () => {
    expect(fake(good, endpoint)).toMatchObject({ answer: { status: 200 }, took: { text: "Merhaba" } });
  });

  it.each([
    ["another version", { url: url.replace("v25.0", "v2.6") }, 2500],
    ["no version", { url: url.replace("/v25.0", "") }, 2500],
    ["another host", { url: url.replace("127.0.0.1", "127.0.0.2") }, 2500],
    ["another number", { url: url.replace("106540352242922", "1") }, 100],
    ["another method", { method: "PUT" }, 100],
    ["no token", { headers: { "content-type": "application/json" } }, 190],
    [
      "another product's token",
      { headers: { ...good.headers, authorization: `Bearer ${endpoint.account.pageAccessToken}` } },
      190,
    ],
    ["a form", { headers: { ...good.headers, "content-type": "application/x-www-form-urlencoded" } }, 100],
    ["no JSON", { body: "{" }, 100],
    ["a field it does not know", { body: good.body.replace('"type"', '"tpye"') }, 100],
    ["one field too many", { body: good.body.replace("{", '{"x":1,') }, 100],
    ["nobody to send to", { body: good.body.replace(`"to":"${message.to}",`, "") }, 100],
    ["a number with its plus", { body: good.body.replace('"to":"', '"to":"+') }, 100],
  ] as const)("refuses %s, in the Graph API's words", (_, parts, code) => {
    const { answer, took } = fake({ ...good, ...parts }, endpoint);
    expect(took).toBeUndefined();
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(JSON.parse(answer.body)).toMatchObject({ error: { code, fbtrace_id: expect.any(String) } });
  });
});
