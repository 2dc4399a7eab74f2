import fc from "fast-check";
import { Webhook } from "standardwebhooks";
import { describe, expect, it } from "vitest";
import { adapter as standard } from "../../../../adapters/channels/standard/index.ts";
import type { WebhookRequest } from "../../../../domain/ingest/channel-adapter.ts";
import { anEndpoint, aRequest, bitFlips, byteFlips, now, vector, vectorHeaders } from "../requests.ts";
import { asymmetricCall, keyPair, secret, signedCall, withHeaders } from "./calls.ts";

const verify = (request: WebhookRequest, ...secrets: string[]) =>
  standard.verify(request, anEndpoint("standard", ...secrets), now);
const verified = { kind: "verified" };
const invalid = { kind: "refused", reason: "invalid" };
const missing = { kind: "refused", reason: "missing" };
const expired = { kind: "refused", reason: "expired" };

const body = '{"id":"1","text":"şğı 👋"}';
const call = signedCall({ body });
const { privateKey, publicSecret } = keyPair();
const asymmetric = asymmetricCall(privateKey, { body });

const schemes: [string, WebhookRequest, string][] = [
  ["v1", call, secret],
  ["v1a", asymmetric, publicSecret],
];

describe("a Standard Webhooks signature", () => {
  it("verifies the published vector", () => {
    const published = vector("standardwebhooks-v1");
    const at = new Date(Number(published.header["webhook-timestamp"]) * 1000);
    const request = aRequest({ headers: vectorHeaders(published), body: Buffer.from(published.body ?? "") });
    expect(standard.verify(request, anEndpoint("standard", published.secret), at)).toEqual(verified);
  });

  it.each(schemes)("verifies %s", (_, request, key) => {
    expect(verify(request, key)).toEqual(verified);
  });

  it.each(schemes)("refuses every changed bit of a body signed with %s", (_, request, key) => {
    for (const flipped of byteFlips(request.body)) {
      expect(verify({ ...request, body: flipped }, key)).toEqual(invalid);
    }
  });

  it.each(schemes)("refuses every changed bit of the headers signed with %s", (_, request, key) => {
    for (const name of ["webhook-id", "webhook-timestamp", "webhook-signature"]) {
      for (const flipped of bitFlips(request.headers[name] ?? "")) {
        expect(verify(withHeaders(request, { [name]: flipped }), key).kind, flipped).toBe("refused");
      }
    }
  });

  it.each(schemes)("refuses every changed bit of the %s secret that changes the key", (_, request, key) => {
    const bytes = (text: string) => Buffer.from(text.slice(6), "base64").toString("hex");
    for (const other of bitFlips(key)) {
      if (other.slice(0, 5) === key.slice(0, 5) && bytes(other) === bytes(key)) continue;
      expect(verify(request, other), other).toEqual(invalid);
    }
  });

  it.each(schemes)(
    "accepts one good %s signature among others, and the secret among others",
    (_, request, key) => {
      const good = request.headers["webhook-signature"];
      const many = withHeaders(request, { "webhook-signature": `v1,AAAA v2,x v1a,AAAA ${good} v1,` });
      expect(verify(many, key)).toEqual(verified);
      expect(
        verify(request, "whsec_", "whpk_", publicSecret.replace(/.....$/, "AAAA="), secret, publicSecret),
      ).toEqual(verified);
    },
  );

  it("does not take one scheme's signature for the other's", () => {
    const asV1a = call.headers["webhook-signature"]?.replace("v1,", "v1a,");
    expect(verify(withHeaders(call, { "webhook-signature": asV1a }), secret, publicSecret)).toEqual(invalid);
    const asV1 = asymmetric.headers["webhook-signature"]?.replace("v1a,", "v1,");
    expect(verify(withHeaders(asymmetric, { "webhook-signature": asV1 }), secret, publicSecret)).toEqual(
      invalid,
    );
  });

  it("does not take the public key for a shared secret", () => {
    const forged = signedCall({ body }, `whsec_${publicSecret.slice(5)}`);
    expect(verify(forged, publicSecret)).toEqual(invalid);
  });

  it("accepts nothing without a secret, or with one too short to be safe", () => {
    expect(verify(call)).toEqual(invalid);
    expect(verify(call, "")).toEqual(invalid);
    const short = `whsec_${Buffer.from("23 bytes, one too short").toString("base64")}`;
    expect(Buffer.from(short.slice(6), "base64")).toHaveLength(23);
    expect(verify(signedCall({ body }, short), short)).toEqual(invalid);
    expect(verify(call, secret.slice(6))).toEqual(invalid);
  });

  it("looks at a limited number of signatures", () => {
    const many = `${"v1a,AAAA ".repeat(16)}${call.headers["webhook-signature"]}`;
    expect(verify(withHeaders(call, { "webhook-signature": many }), secret)).toEqual(invalid);
  });
});

describe("the time of a Standard Webhooks call", () => {
  const at = (seconds: number) => signedCall({ body, at: new Date(now.getTime() + seconds * 1000) });
  it.each([-300, -299, 0, 299, 300])("is good %d s from now", (seconds) => {
    expect(verify(at(seconds), secret)).toEqual(verified);
  });

  it.each([-86_400, -301, 301, 86_400])("is expired %d s from now", (seconds) => {
    expect(verify(at(seconds), secret)).toEqual(expired);
  });

  it("is not called expired when the signature is not good either", () => {
    const late = at(-301);
    expect(verify({ ...late, body: Buffer.from("{}") }, secret)).toEqual(invalid);
  });

  it.each(["abc", "1e9", "-1", " 1767322810", "1767322810.5", "0x1", "9".repeat(30)])(
    "is no time: %j",
    (timestamp) => {
      expect(verify(withHeaders(call, { "webhook-timestamp": timestamp }), secret)).toEqual(invalid);
    },
  );
});

describe("the headers of a Standard Webhooks call", () => {
  it.each(["webhook-id", "webhook-timestamp", "webhook-signature"])("must have %s", (name) => {
    expect(verify(withHeaders(call, { [name]: undefined }), secret)).toEqual(missing);
    expect(verify(withHeaders(call, { [name]: "" }), secret)).toEqual(missing);
  });

  it("must not have a dot in the id, which would let the signed text be cut elsewhere", () => {
    expect(verify(signedCall({ id: "msg.1", body }), secret)).toEqual(invalid);
  });
});

describe("against the Standard Webhooks library", () => {
  const key = fc.uint8Array({ minLength: 24, maxLength: 64 });
  const id = fc.string({ minLength: 1 }).filter((text) => !text.includes("."));

  it("accepts whatever it signs", () => {
    fc.assert(
      fc.property(key, id, fc.string({ unit: "grapheme" }), (bytes, messageId, text) => {
        const whsec = `whsec_${Buffer.from(bytes).toString("base64")}`;
        expect(verify(signedCall({ id: messageId, body: text }, whsec), whsec)).toEqual(verified);
      }),
      { numRuns: 500 },
    );
  });

  it("refuses what it signed for another id, time, body or key", () => {
    fc.assert(
      fc.property(key, key, id, id, fc.string(), fc.string(), (one, other, idA, idB, textA, textB) => {
        fc.pre(idA !== idB && textA !== textB && !Buffer.from(one).equals(Buffer.from(other)));
        const whsec = (bytes: Uint8Array) => `whsec_${Buffer.from(bytes).toString("base64")}`;
        const sign = (bytes: Uint8Array, messageId: string, at: Date, text: string) =>
          new Webhook(whsec(bytes)).sign(messageId, at, text);
        const later = new Date(now.getTime() + 1000);
        for (const signature of [
          sign(one, idB, now, textA),
          sign(one, idA, later, textA),
          sign(one, idA, now, textB),
          sign(other, idA, now, textA),
        ]) {
          const request = withHeaders(signedCall({ id: idA, body: textA }, whsec(one)), {
            "webhook-signature": signature,
          });
          expect(verify(request, whsec(one))).toEqual(invalid);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("hashes the bytes themselves, UTF-8 or not", () => {
    const { privateKey: own, publicSecret: ownSecret } = keyPair();
    expect(verify(asymmetricCall(own, { body: Buffer.from([0xff, 0x00]) }), ownSecret)).toEqual(verified);
  });
});
