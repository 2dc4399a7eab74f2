/** Segment's own library as the sender, over HTTP on this machine. */
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { Analytics } from "@segment/analytics-node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { adapter as segment } from "../../../../adapters/channels/segment/index.ts";
import type { ParsedEvent, Verification } from "../../../../domain/ingest/channel-adapter.ts";
import { anEndpoint, aRequest, assertStorable } from "../requests.ts";

const writeKey = "local-demo-segment-write-key-0001";
const path = "/v1/ingest/segment/demo";
const endpoint = { ...anEndpoint("segment", writeKey), account: { trusted: "true" } };

const events: ParsedEvent[] = [];
const answers: { readonly path: string | undefined; readonly verification: Verification }[] = [];

async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

const server = createServer((request, response) => {
  void bytesOf(request).then((body) => {
    const headers = request.headers as Record<string, string | undefined>;
    const call = aRequest({ url: `http://localhost${request.url}`, headers, body });
    const verification = segment.verify(call, endpoint);
    answers.push({ path: request.url, verification });
    const parsed = verification.kind === "verified" ? segment.parse(call, endpoint) : undefined;
    if (parsed?.kind === "events") events.push(...parsed.events);
    response.writeHead(parsed?.kind === "events" ? segment.acknowledgement.statusCode : 401).end();
  });
});

beforeAll(() => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve)));
afterAll(() => new Promise((resolve) => server.close(resolve)));

function client(key: string) {
  const host = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return new Analytics({ writeKey: key, host, path, maxRetries: 0 });
}

describe("@segment/analytics-node", () => {
  it("sends all of its calls to an endpoint of ours", async () => {
    const analytics = client(writeKey);
    const timestamp = new Date("2026-01-02T03:00:00.000Z");
    analytics.identify({ userId: "CUST-42", traits: { name: "Ayşe", email: "ayse@example.com" }, timestamp });
    analytics.track({
      userId: "CUST-42",
      event: "Order Completed",
      properties: { order_id: "1", total: 5, currency: "TRY" },
    });
    analytics.page({ anonymousId: "v-1", name: "Ana sayfa", properties: { url: "https://acme.example/" } });
    analytics.screen({ anonymousId: "v-1", name: "Sepet" });
    analytics.group({ userId: "CUST-42", groupId: "acme" });
    analytics.alias({ userId: "CUST-42", previousId: "v-1" });
    await analytics.closeAndFlush();

    expect(answers).toEqual([{ path, verification: { kind: "verified" } }]);
    events.forEach(assertStorable);
    expect(events.map(({ kind }) => kind)).toEqual([
      "profile.updated",
      "order.placed",
      "page.viewed",
      "screen.viewed",
      "group.joined",
      "identity.aliased",
    ]);
    expect(events[0]).toMatchObject({
      occurredAt: "2026-01-02T03:00:00.000Z",
      identifiers: [
        { kind: "crm", value: "CUST-42", level: "verified", verifiedBy: "signature" },
        { kind: "email", value: "ayse@example.com", level: "claimed" },
      ],
    });
    expect(new Set(events.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(6);
  });

  it("is told when its key is another's", async () => {
    const analytics = client("another");
    const failure = new Promise((resolve) => analytics.on("error", resolve));
    analytics.track({ userId: "u", event: "x" });
    await analytics.closeAndFlush();
    expect(await failure).toMatchObject({ code: "delivery_failure" });
    expect(answers.at(-1)?.verification).toEqual({ kind: "refused", reason: "invalid" });
  });
});
