import { createHmac } from "node:crypto";
import Stripe from "stripe";
import { describe, expect, it } from "vitest";
import { adapter as stripe } from "../../../../adapters/channels/stripe/index.ts";
import type { WebhookRequest } from "../../../../domain/ingest/channel-adapter.ts";
import { changed, numbers } from "../mutations.ts";
import { signatureVector } from "../own-fixtures.ts";
import { anEndpoint, aRequest, bitFlips, byteFlips } from "../requests.ts";

const { webhooks } = new Stripe("sk_test_x");
const secret = "whsec_test_secret";
const body = '{"id":"evt_1","object":"event","type":"invoice.paid"}';
const time = 1767322800;
const at = new Date(time * 1000);
const headerOf = (timestamp = time, key = secret, payload = body) =>
  webhooks.generateTestHeaderString({ payload, secret: key, timestamp });
const requestOf = (header: string, payload: string | Buffer = body): WebhookRequest =>
  aRequest({ body: Buffer.from(payload), headers: { "stripe-signature": header } });
const verify = (request: WebhookRequest, now = at, ...secrets: string[]) =>
  stripe.verify(request, anEndpoint("stripe", ...(secrets.length > 0 ? secrets : [secret])), now);
const verified = { kind: "verified" };
const invalid = { kind: "refused", reason: "invalid" };
const expired = { kind: "refused", reason: "expired" };
const good = headerOf();
const [, v1 = ""] = good.split(",");

describe("Stripe's signature", () => {
  it("verifies the vector", () => {
    const vector = signatureVector("stripe", "stripe-v1");
    const request = requestOf(vector.header["stripe-signature"] ?? "", vector.body);
    expect(verify(request, at, vector.secret)).toEqual(verified);
  });

  it("refuses every changed bit of body, header and secret", () => {
    for (const bytes of byteFlips(Buffer.from(body))) expect(verify(requestOf(good, bytes))).toEqual(invalid);
    for (const flipped of bitFlips(good)) expect(verify(requestOf(flipped)).kind, flipped).toBe("refused");
    for (const flipped of bitFlips(secret)) expect(verify(requestOf(good), at, flipped)).toEqual(invalid);
  });

  it("may stand among others, while a secret is rotated", () => {
    const other = headerOf(time, "whsec_other").split(",")[1];
    for (const header of [
      `${good},${other}`,
      `t=${time},${other},${v1}`,
      `${v1},t=${time}`,
      `${good},v0=00`,
    ]) {
      expect(verify(requestOf(header)), header).toEqual(verified);
    }
    expect(verify(requestOf(good), at, "whsec_other", secret)).toEqual(verified);
  });

  it("is none of another scheme, of two times, nor of more tries than Stripe makes", () => {
    const v0 = v1.replace("v1=", "v0=");
    const many = Array.from({ length: 16 }, () => `v1=${"0".repeat(64)}`).join(",");
    for (const header of [
      `t=${time},${v0}`,
      `${good},t=${time}`,
      `t=${time},${many},${v1}`,
      v1,
      `t=${time}`,
      "x",
    ]) {
      expect(verify(requestOf(header)), header).toEqual(invalid);
    }
  });

  it("is good for 300 s, before and after its time", () => {
    const later = (seconds: number) => new Date((time + seconds) * 1000);
    for (const seconds of [0, 300, -300]) expect(verify(requestOf(good), later(seconds))).toEqual(verified);
    for (const seconds of [301, -301]) expect(verify(requestOf(good), later(seconds))).toEqual(expired);
  });

  it("takes a secret, and a header", () => {
    expect(stripe.verify(requestOf(good), anEndpoint("stripe"), at)).toEqual(invalid);
    const empty = createHmac("sha256", "").update(`${time}.${body}`).digest("hex");
    expect(verify(requestOf(`t=${time},v1=${empty}`), at, "")).toEqual(invalid);
    expect(verify(aRequest({ body: Buffer.from(body) }))).toEqual({ kind: "refused", reason: "missing" });
  });
});

describe("Stripe's own library", () => {
  function accepts(header: string, payload: string): boolean {
    try {
      return webhooks.signature?.verifyHeader(payload, header, secret, 300, undefined, at.getTime()) ?? false;
    } catch {
      return false;
    }
  }

  it("agrees on 10,000 calls, but for times to come and headers that it mends", () => {
    const next = numbers(2);
    const counts = { both: 0, neither: 0, stricter: 0 };
    for (let n = 0; n < 10_000; n++) {
      const timestamp = time + (next(3) - 1) * next(400);
      const header = next(2) ? headerOf(timestamp) : changed(headerOf(timestamp), next);
      const payload = next(3) ? body : changed(body, next);
      const [ours, theirs] = [
        verify(requestOf(header, payload)).kind === "verified",
        accepts(header, payload),
      ];
      if (ours) expect(theirs, header).toBe(true);
      const isStricter = timestamp - time > 300 || header !== headerOf(timestamp);
      if (theirs && !ours) expect(isStricter, header).toBe(true);
      counts[ours && theirs ? "both" : theirs ? "stricter" : "neither"]++;
    }
    expect(Math.min(counts.both, counts.neither)).toBeGreaterThan(1000);
    expect(counts.stricter).toBeGreaterThan(50);
  });
});
