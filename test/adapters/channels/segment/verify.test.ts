import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { adapter as segment } from "../../../../adapters/channels/segment/index.ts";
import { samples } from "../../../../adapters/channels/segment/samples.ts";
import type { WebhookRequest } from "../../../../domain/ingest/channel-adapter.ts";
import { signatureVector } from "../own-fixtures.ts";
import { anEndpoint, aRequest, bitFlips, byteFlips, now } from "../requests.ts";

const secret = "s3cret-key";
const body = Buffer.from('{"type":"track","event":"Merhaba"}');
const verify = (request: WebhookRequest, ...secrets: string[]) =>
  segment.verify(request, anEndpoint("segment", ...secrets));
const signature = (bytes: Buffer, key = secret) => createHmac("sha1", key).update(bytes).digest("hex");
const signed = (bytes: Buffer, given = signature(bytes)) =>
  aRequest({ body: bytes, headers: { "x-signature": given } });
const basic = (credentials: string) =>
  aRequest({ body, headers: { authorization: `Basic ${Buffer.from(credentials).toString("base64")}` } });
const verified = { kind: "verified" };
const invalid = { kind: "refused", reason: "invalid" };
const missing = { kind: "refused", reason: "missing" };

describe("the signature of Segment's Actions webhook", () => {
  it("verifies the vector", () => {
    const vector = signatureVector("segment", "segment-actions");
    const request = signed(Buffer.from(vector.body), vector.header["X-Signature"]);
    expect(verify(request, vector.secret)).toEqual(verified);
  });

  it("refuses every changed bit of body, signature and secret", () => {
    for (const flipped of byteFlips(body)) {
      expect(verify({ ...signed(body), body: flipped }, secret)).toEqual(invalid);
    }
    const good = signature(body);
    for (const bad of [...bitFlips(good), good.toUpperCase(), `${good}0`, good.slice(1)]) {
      expect(verify(signed(body, bad), secret)).toEqual(invalid);
    }
    for (const other of bitFlips(secret)) expect(verify(signed(body), other)).toEqual(invalid);
  });

  it("decides wherever there is one: a good key beside a bad signature helps nobody", () => {
    const headers = { ...basic(`${secret}:`).headers, "x-signature": "0".repeat(40) };
    expect(verify(aRequest({ body, headers }), secret)).toEqual(invalid);
  });
});

describe("the write key of Segment's libraries", () => {
  it("is a user without a password", () => {
    expect(verify(basic(`${secret}:`), secret)).toEqual(verified);
    for (const other of [secret, `${secret}:x`, `:${secret}`, ` ${secret}:`, ":", ""]) {
      expect(verify(basic(other), secret), other).toEqual(invalid);
    }
    for (const other of bitFlips(secret)) expect(verify(basic(`${other}:`), secret)).toEqual(invalid);
  });

  it("is not taken from the body, nor from another scheme", () => {
    expect(verify(aRequest({ body: Buffer.from(`{"writeKey":"${secret}"}`) }), secret)).toEqual(missing);
    expect(verify(aRequest({ body, headers: { authorization: `Bearer ${secret}` } }), secret)).toEqual(
      invalid,
    );
  });

  it("covers nothing, as the samples say", () => {
    const sample = samples.event({ id: "e", at: now });
    const request = samples.sign(sample, secret, now, "https://hooks.example.com/");
    expect(verify({ ...request, body: Buffer.from("{}") }, secret)).toEqual(verified);
    expect(samples.signed).toEqual(["secret"]);
  });
});

describe("an endpoint of Segment's", () => {
  it("tries every secret, and accepts nothing without one", () => {
    for (const request of [signed(body), basic(`${secret}:`)]) {
      expect(verify(request, "another", secret)).toEqual(verified);
      expect(verify(request, "another")).toEqual(invalid);
      expect(verify(request)).toEqual(invalid);
    }
    expect(verify(signed(body, signature(body, "")), "")).toEqual(invalid);
    expect(verify(basic(":"), "")).toEqual(invalid);
    expect(verify(aRequest({ body }), secret)).toEqual(missing);
  });
});
