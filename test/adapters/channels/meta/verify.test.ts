import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { adapter as meta } from "../../../../adapters/channels/meta/index.ts";
import type { WebhookRequest } from "../../../../domain/ingest/channel-adapter.ts";
import {
  anEndpoint,
  aRequest,
  bitFlips,
  byteFlips,
  hubSignature,
  vector,
  vectorHeaders,
} from "../requests.ts";

const secret = "app_secret";
const escaped = vector("meta-escaped");
const body = Buffer.from(escaped.body ?? "");
const request = aRequest({ body, headers: vectorHeaders(escaped) });
const verify = (signed: WebhookRequest, ...secrets: string[]) =>
  meta.verify(signed, anEndpoint("meta", ...secrets));
const signed = (bytes: Buffer, key = secret) =>
  aRequest({ body: bytes, headers: { "x-hub-signature-256": hubSignature(key, bytes) } });
const verified = { kind: "verified" };
const invalid = { kind: "refused", reason: "invalid" };

describe("Meta's signature", () => {
  it("verifies the vector with escaped text", () => {
    expect(verify(request, escaped.secret)).toEqual(verified);
  });

  it("verifies text that is not escaped, over the bytes as they came", () => {
    expect(verify(signed(Buffer.from('{"body":"Merhaba şğı 👋"}')), secret)).toEqual(verified);
  });

  it("refuses the same document written in other bytes", () => {
    const rewritten = Buffer.from(JSON.stringify(JSON.parse(body.toString())));
    expect(rewritten.equals(body)).toBe(false);
    expect(verify({ ...request, body: rewritten }, secret)).toEqual(invalid);
  });

  it("refuses every changed bit of the body", () => {
    for (const flipped of byteFlips(body)) {
      expect(verify({ ...request, body: flipped }, secret)).toEqual(invalid);
    }
  });

  it("refuses every changed bit of the signature, and other spellings of it", () => {
    const good = hubSignature(secret, body);
    const others = [good.toUpperCase(), good.slice(7), good.slice(0, -1), `${good}0`, ` ${good}`, "sha256="];
    for (const header of [...bitFlips(good), ...others]) {
      expect(verify({ ...request, headers: { "x-hub-signature-256": header } }, secret)).toEqual(invalid);
    }
  });

  it("refuses every changed bit of the secret", () => {
    for (const other of bitFlips(secret)) expect(verify(request, other)).toEqual(invalid);
  });

  it("ignores the SHA-1 signature", () => {
    const headers = { "x-hub-signature": "sha1=5d61605c3feea9799210ddcb71307d4ba264225f" };
    expect(verify({ ...request, headers }, secret)).toEqual({ kind: "refused", reason: "missing" });
  });

  it("verifies any bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.string({ minLength: 1 }), (bytes, key) => {
        expect(verify(signed(Buffer.from(bytes), key), key)).toEqual(verified);
      }),
    );
  });

  it("tries every secret, and accepts nothing without one", () => {
    expect(verify(request, "another", secret)).toEqual(verified);
    expect(verify(request, "another")).toEqual(invalid);
    expect(verify(request)).toEqual(invalid);
    expect(verify(signed(body, ""), "")).toEqual(invalid);
  });
});

describe("Meta's handshake", () => {
  const endpoint = { ...anEndpoint("meta", secret), verifyToken: "şifre-123" };
  const query = { "hub.mode": "subscribe", "hub.verify_token": "şifre-123", "hub.challenge": "1158201444" };
  const answer = (changed: Record<string, string>, to = endpoint, method = "GET") => {
    const search = new URLSearchParams({ ...query, ...changed });
    return meta.handshake?.(aRequest({ method, url: `https://hooks.example.com/?${search}` }), to);
  };

  it("answers the challenge as it came, as plain text", () => {
    expect(answer({})).toEqual({ statusCode: 200, contentType: "text/plain", body: "1158201444" });
    expect(answer({ "hub.challenge": "a+b <c>" })?.body).toBe("a+b <c>");
  });

  it.each([
    ["another token", { "hub.verify_token": "şifre-124" }],
    ["a part of the token", { "hub.verify_token": "şifre" }],
    ["an empty token", { "hub.verify_token": "" }],
    ["another mode", { "hub.mode": "unsubscribe" }],
    ["no challenge", { "hub.challenge": "" }],
  ])("does not answer %s", (_, changed) => {
    expect(answer(changed)).toBeUndefined();
  });

  it("does not answer where no token, or an empty one, is configured", () => {
    expect(answer({ "hub.verify_token": "" }, { ...endpoint, verifyToken: "" })).toBeUndefined();
    expect(
      meta.handshake?.(aRequest({ method: "GET", url: `https://x/?${new URLSearchParams(query)}` }), {
        ...anEndpoint("meta", secret),
      }),
    ).toBeUndefined();
    expect(answer({}, endpoint, "POST")).toBeUndefined();
  });
});
