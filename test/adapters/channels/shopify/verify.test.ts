import "@shopify/shopify-api/adapters/web-api";
import { createHmac } from "node:crypto";
import { ApiVersion, LogSeverity, shopifyApi } from "@shopify/shopify-api";
import { describe, expect, it } from "vitest";
import { adapter as shopify } from "../../../../adapters/channels/shopify/index.ts";
import type { WebhookRequest } from "../../../../domain/ingest/channel-adapter.ts";
import { changed, numbers } from "../mutations.ts";
import { anEndpoint, aRequest, bitFlips, byteFlips } from "../requests.ts";

const secret = "shpss_0123456789abcdef";
const shopDomain = "acme-demo.myshopify.com";
const endpoint = (...secrets: string[]) => ({
  ...anEndpoint("shopify", ...secrets),
  account: { shopDomain },
});
const body = '{"id":1,"email":"ayse@example.com"}';
const signature = (bytes: string | Buffer, key = secret) =>
  createHmac("sha256", key).update(bytes).digest("base64");
const headersOf = (hmac: string) => ({
  "content-type": "application/json",
  "x-shopify-hmac-sha256": hmac,
  "x-shopify-topic": "orders/create",
  "x-shopify-shop-domain": shopDomain,
  "x-shopify-api-version": "2026-01",
  "x-shopify-webhook-id": "w",
});
const requestOf = (bytes: string | Buffer, hmac = signature(bytes)): WebhookRequest =>
  aRequest({ body: Buffer.from(bytes), headers: headersOf(hmac) });
const verify = (request: WebhookRequest, ...secrets: string[]) =>
  shopify.verify(request, endpoint(...(secrets.length > 0 ? secrets : [secret])));
const verified = { kind: "verified" };
const invalid = { kind: "refused", reason: "invalid" };

describe("Shopify's signature", () => {
  it("verifies any bytes, and refuses every changed bit of body, signature and secret", () => {
    const bytes = Buffer.from("ş\xff{}");
    expect(verify(requestOf(bytes))).toEqual(verified);
    const request = requestOf(body);
    for (const flipped of byteFlips(request.body))
      expect(verify({ ...request, body: flipped })).toEqual(invalid);
    const good = signature(body);
    for (const bad of [...bitFlips(good), good.slice(0, -1), ` ${good}`]) {
      expect(verify(requestOf(body, bad))).toEqual(invalid);
    }
    for (const flipped of bitFlips(secret)) expect(verify(request, flipped)).toEqual(invalid);
  });

  it("is of the endpoint's shop alone: the header is not signed, and an app has one secret for all shops", () => {
    const from = (shop: string | undefined) => {
      const request = requestOf(body);
      return { ...request, headers: { ...request.headers, "x-shopify-shop-domain": shop } };
    };
    expect(verify(from("ACME-demo.myshopify.com"))).toEqual(verified);
    for (const shop of ["other.myshopify.com", "", undefined, `${shopDomain}.example`]) {
      expect(verify(from(shop))).toEqual(invalid);
    }
    for (const shop of [shopDomain, "", undefined]) {
      expect(shopify.verify(from(shop), anEndpoint("shopify", secret))).toEqual(invalid);
      const account = { shopDomain: "" };
      expect(shopify.verify(from(shop), { ...anEndpoint("shopify", secret), account })).toEqual(invalid);
    }
  });

  it("tries every secret, and accepts nothing without one, without a signature, without a body", () => {
    expect(verify(requestOf(body), "another", secret)).toEqual(verified);
    expect(shopify.verify(requestOf(body), endpoint())).toEqual(invalid);
    expect(verify(requestOf(body, signature(body, "")), "")).toEqual(invalid);
    expect(verify(requestOf(body, ""))).toEqual({ kind: "refused", reason: "missing" });
    expect(verify(requestOf(""))).toEqual(invalid);
  });
});

describe("Shopify's own library", () => {
  const api = shopifyApi({
    apiKey: "key",
    apiSecretKey: secret,
    apiVersion: ApiVersion.January26,
    hostName: "hooks.example.com",
    isEmbeddedApp: false,
    logger: { level: LogSeverity.Error, log: async () => {} },
  });

  async function accepts(rawBody: string, hmac: string): Promise<boolean> {
    const rawRequest = new Request("https://hooks.example.com/", {
      method: "POST",
      headers: headersOf(hmac),
    });
    return (await api.webhooks.validate({ rawBody, rawRequest })).valid;
  }

  it("agrees on 10,000 calls", async () => {
    const next = numbers(3);
    const counts = { both: 0, neither: 0 };
    for (let n = 0; n < 10_000; n++) {
      const payload = next(2) ? body : changed(body, next);
      const good = signature(next(2) ? payload : body);
      // The end of a header's value is not its own.
      const hmac = next(3) ? good : changed(good, next).trim();
      const ours = verify(requestOf(payload, hmac)).kind === "verified";
      expect(await accepts(payload, hmac), `${payload} ${hmac}`).toBe(ours);
      counts[ours ? "both" : "neither"]++;
    }
    expect(Math.min(counts.both, counts.neither)).toBeGreaterThan(1000);
  });
});
