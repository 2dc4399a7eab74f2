import { createSign, generateKeyPairSync } from "node:crypto";
import { EventWebhook } from "@sendgrid/eventwebhook";
import { describe, expect, it } from "vitest";
import { privateKeyOf, publicKeyOf } from "../../../../adapters/channels/sendgrid/demo-keys.ts";
import { adapter as sendgrid } from "../../../../adapters/channels/sendgrid/index.ts";
import type { WebhookRequest } from "../../../../domain/ingest/channel-adapter.ts";
import { changed, numbers } from "../mutations.ts";
import { signatureVector } from "../own-fixtures.ts";
import { anEndpoint, aRequest, bitFlips, byteFlips } from "../requests.ts";

const privateKey = privateKeyOf("test");
const secret = publicKeyOf(privateKey);
const body = '[{"event":"open","sg_event_id":"e"}]\r\n';
const time = "1767322800";
const at = new Date(Number(time) * 1000);

interface Call {
  readonly body: string;
  readonly timestamp: string;
  readonly signature: string;
}

const signature = (timestamp: string, text: string | Buffer, key = privateKey) =>
  createSign("sha256").update(timestamp).update(text).sign(key, "base64");
const good: Call = { body, timestamp: time, signature: signature(time, body) };
const requestOf = ({ body, timestamp, signature }: Call): WebhookRequest =>
  aRequest({
    body: Buffer.from(body),
    headers: {
      "content-type": "application/json",
      "x-twilio-email-event-webhook-signature": signature,
      "x-twilio-email-event-webhook-timestamp": timestamp,
    },
  });
const verify = (call: Call, now = at, ...secrets: string[]) =>
  sendgrid.verify(requestOf(call), anEndpoint("sendgrid", ...(secrets.length > 0 ? secrets : [secret])), now);
const verified = { kind: "verified" };
const invalid = { kind: "refused", reason: "invalid" };
const expired = { kind: "refused", reason: "expired" };
const missing = { kind: "refused", reason: "missing" };

describe("SendGrid's signature", () => {
  it("verifies the published vector, at its time", () => {
    const vector = signatureVector("sendgrid", "sendgrid-event");
    const call = {
      body: vector.body,
      signature: vector.header["X-Twilio-Email-Event-Webhook-Signature"] ?? "",
      timestamp: vector.header["X-Twilio-Email-Event-Webhook-Timestamp"] ?? "",
    };
    const then = new Date(Number(call.timestamp) * 1000);
    expect(verify(call, then, vector.publicKey)).toEqual(verified);
    expect(verify(call, at, vector.publicKey)).toEqual(expired);
    expect(verify({ ...call, body: `${call.body}\r\n` }, then, vector.publicKey)).toEqual(invalid);
  });

  it("refuses every changed bit of body, time, signature and key", () => {
    for (const bytes of byteFlips(Buffer.from(body))) {
      expect(
        sendgrid.verify({ ...requestOf(good), body: bytes }, anEndpoint("sendgrid", secret), at),
      ).toEqual(invalid);
    }
    for (const flipped of bitFlips(time)) expect(verify({ ...good, timestamp: flipped })).toEqual(invalid);
    for (const flipped of bitFlips(good.signature))
      expect(verify({ ...good, signature: flipped })).toEqual(invalid);
    for (const flipped of bitFlips(secret)) expect(verify(good, at, flipped).kind).toBe("refused");
  });

  it("is over bytes, whatever they are", () => {
    const bytes = Buffer.from([0xff, 0xfe, 0, 13, 10]);
    const request = requestOf({ ...good, signature: signature(time, bytes) });
    expect(sendgrid.verify({ ...request, body: bytes }, anEndpoint("sendgrid", secret), at)).toEqual(
      verified,
    );
  });

  it("is good for 300 s, before and after its time", () => {
    const later = (seconds: number) => new Date(at.getTime() + seconds * 1000);
    for (const seconds of [0, 300, -300]) expect(verify(good, later(seconds))).toEqual(verified);
    for (const seconds of [301, -301]) expect(verify(good, later(seconds))).toEqual(expired);
    // The same signed text, cut in another place.
    const moved = { ...good, timestamp: time.slice(0, -1), body: `0${body}` };
    expect(verify(moved)).toEqual(expired);
  });

  it("tries every key, and accepts nothing without one, nor by a key of another kind", () => {
    const other = publicKeyOf(privateKeyOf("other"));
    expect(verify(good, at, other, secret)).toEqual(verified);
    expect(verify(good, at, other)).toEqual(invalid);
    expect(sendgrid.verify(requestOf(good), anEndpoint("sendgrid"), at)).toEqual(invalid);
    for (const key of ["", "no key", "basic:user:pass"]) expect(verify(good, at, key)).toEqual(invalid);
    const rsa = generateKeyPairSync("rsa", { modulusLength: 1024 }).privateKey;
    const call = { ...good, signature: signature(time, body, rsa) };
    expect(verify(call, at, publicKeyOf(rsa))).toEqual(invalid);
    expect(verify({ ...good, signature: "" })).toEqual(missing);
    expect(verify({ ...good, timestamp: "" })).toEqual(missing);
  });
});

describe("the password of an Inbound Parse URL", () => {
  const mail = (authorization?: string, contentType = "multipart/form-data; boundary=x") =>
    aRequest({ body: Buffer.from("--x--"), headers: { "content-type": contentType, authorization } });
  const basic = (text: string) => `Basic ${Buffer.from(text).toString("base64")}`;
  const verifyMail = (request: WebhookRequest, ...secrets: string[]) =>
    sendgrid.verify(request, anEndpoint("sendgrid", secret, ...secrets), at);

  it("stands for a mail's signature", () => {
    expect(verifyMail(mail(basic("parse:s3cret")), "basic:parse:s3cret")).toEqual(verified);
    expect(verifyMail(mail(basic("parse:a:b")), "basic:parse:a:b")).toEqual(verified);
    for (const flipped of bitFlips("parse:s3cret")) {
      expect(verifyMail(mail(basic(flipped)), "basic:parse:s3cret")).toEqual(invalid);
    }
    expect(verifyMail(mail(), "basic:parse:s3cret")).toEqual(missing);
  });

  it("is none where it is empty, or the endpoint has none, or the public key is given as one", () => {
    for (const empty of ["basic:", "basic::", "basic:parse:", "basic:parse"]) {
      const given = basic(empty.slice("basic:".length));
      expect(verifyMail(mail(given), empty), empty).toEqual(invalid);
    }
    expect(verifyMail(mail(basic(secret)))).toEqual(invalid);
    expect(verifyMail(mail(basic(`:${secret}`)))).toEqual(invalid);
  });

  it("is not enough for events, and a bad signature beside it is refused", () => {
    const given = basic("parse:s3cret");
    expect(verifyMail(mail(given, "application/json"), "basic:parse:s3cret")).toEqual(missing);
    const request = mail(given);
    const headers = {
      ...request.headers,
      ...requestOf(good).headers,
      "content-type": "multipart/form-data; boundary=x",
    };
    expect(verifyMail({ ...request, headers }, "basic:parse:s3cret")).toEqual(invalid);
  });
});

describe("SendGrid's own library", () => {
  const library = new EventWebhook();
  const key = library.convertPublicKeyToECDSA(secret);

  function accepts({ body, signature, timestamp }: Call): boolean {
    try {
      return library.verifySignature(key, body, signature, timestamp);
    } catch {
      return false;
    }
  }

  /** Its arithmetic is written in JavaScript: all 10,000 take minutes (`ORACLE_RUNS=10000`). */
  const runs = Number(process.env.ORACLE_RUNS ?? 100);

  it(`agrees on ${runs} calls, but for old times and signatures that it mends`, { timeout: 300_000 }, () => {
    const next = numbers(4);
    const counts = { both: 0, neither: 0 };
    const fields = ["body", "timestamp", "signature"] as const;
    for (let n = 0; n < runs; n++) {
      const field = fields[next(fields.length)] ?? "body";
      const call = { ...good, [field]: changed(good[field], next) };
      const [ours, theirs] = [verify(call).kind === "verified", accepts(call)];
      if (ours) expect(theirs, JSON.stringify(call)).toBe(true);
      const isStricter = call.timestamp !== time || call.signature !== good.signature;
      if (theirs && !ours) expect(isStricter, JSON.stringify(call)).toBe(true);
      counts[ours ? "both" : "neither"]++;
    }
    expect(Math.min(counts.both, counts.neither)).toBeGreaterThan(runs / 10);
  });
});
