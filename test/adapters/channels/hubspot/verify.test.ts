import { createHash } from "node:crypto";
import { Signature } from "@hubspot/api-client";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { adapter as hubspot } from "../../../../adapters/channels/hubspot/index.ts";
import type { WebhookRequest } from "../../../../domain/ingest/channel-adapter.ts";
import { changed, numbers } from "../mutations.ts";
import { signatureVector } from "../own-fixtures.ts";
import { anEndpoint, aRequest, bitFlips, byteFlips } from "../requests.ts";

const secret = "yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy";
const url = "https://hooks.example.com/v1/ingest/hubspot/demo";
const at = new Date("2026-01-02T03:00:00.000Z");
const body = '[{"eventId":1,"objectId":123}]';

interface Call {
  readonly method: string;
  readonly url: string;
  readonly body: string;
  readonly signature: string;
  readonly timestamp: string;
}

const signature = (of: Omit<Call, "signature">, key = secret) =>
  Signature.getSignature(of.method, "v3", {
    clientSecret: key,
    signature: "",
    requestBody: of.body,
    url: of.url,
    timestamp: of.timestamp as unknown as number,
  });

function aCall(parts: Partial<Call> = {}): Call {
  const call = { method: "POST", url, body, timestamp: String(at.getTime()), ...parts };
  return { signature: signature(call), ...call };
}

const requestOf = ({ body, signature, timestamp, ...parts }: Call): WebhookRequest =>
  aRequest({
    ...parts,
    body: Buffer.from(body),
    headers: { "x-hubspot-signature-v3": signature, "x-hubspot-request-timestamp": timestamp },
  });
const verify = (call: Call, now = at, ...secrets: string[]) =>
  hubspot.verify(requestOf(call), anEndpoint("hubspot", ...(secrets.length > 0 ? secrets : [secret])), now);
const verified = { kind: "verified" };
const invalid = { kind: "refused", reason: "invalid" };
const expired = { kind: "refused", reason: "expired" };
const missing = { kind: "refused", reason: "missing" };

describe("HubSpot's signature v3", () => {
  it("verifies the vector", () => {
    const { url, body, header, secret, method } = signatureVector("hubspot", "hubspot-v3");
    const headers = Object.fromEntries(
      Object.entries(header).map(([name, value]) => [name.toLowerCase(), value]),
    );
    const request = aRequest({ method, url, headers, body: Buffer.from(body) });
    const now = new Date(Number(headers["x-hubspot-request-timestamp"]));
    expect(hubspot.verify(request, anEndpoint("hubspot", secret), now)).toEqual(verified);
  });

  it("refuses every changed bit of body, URL, signature and secret", () => {
    const call = aCall();
    for (const bytes of byteFlips(Buffer.from(body))) {
      expect(hubspot.verify({ ...requestOf(call), body: bytes }, anEndpoint("hubspot", secret), at)).toEqual(
        invalid,
      );
    }
    for (const flipped of bitFlips(url)) expect(verify({ ...call, url: flipped })).toEqual(invalid);
    for (const flipped of bitFlips(call.signature))
      expect(verify({ ...call, signature: flipped })).toEqual(invalid);
    for (const flipped of bitFlips(secret)) expect(verify(call, at, flipped)).toEqual(invalid);
    expect(verify({ ...call, method: "PUT" })).toEqual(invalid);
    expect(verify({ ...call, timestamp: String(at.getTime() + 1) })).toEqual(invalid);
  });

  it("is good for 300 s, before and after its time", () => {
    const later = (ms: number) => new Date(at.getTime() + ms);
    for (const ms of [0, 300_000, -300_000]) expect(verify(aCall(), later(ms))).toEqual(verified);
    for (const ms of [300_001, -300_001]) expect(verify(aCall(), later(ms))).toEqual(expired);
    expect(verify(aCall({ timestamp: String(at.getTime() / 1000) }))).toEqual(expired);
  });

  it("may be over the URL decoded as HubSpot's documentation says", () => {
    const called = `${url}?to=a%40b.example%2Fc`;
    const call = aCall({ url: `${url}?to=a@b.example/c` });
    expect(verify({ ...call, url: called })).toEqual(verified);
    expect(verify(aCall({ url: called }))).toEqual(verified);
    expect(verify({ ...call, url: `${url}?to=a%40b.example%2Fd` })).toEqual(invalid);
    // Not in the documentation's list.
    expect(verify({ ...aCall({ url: `${url}?to=a b` }), url: `${url}?to=a%20b` })).toEqual(invalid);
  });

  it("is the only one that counts: the older ones sign no time", () => {
    const vector = signatureVector("hubspot", "hubspot-v1");
    const headers = {
      "x-hubspot-signature": vector.header["X-HubSpot-Signature"],
      "x-hubspot-signature-version": "v1",
    };
    const v1 = aRequest({ url, headers, body: Buffer.from(vector.body) });
    expect(hubspot.verify(v1, anEndpoint("hubspot", vector.secret), at)).toEqual(missing);
    const v2 = createHash("sha256").update(`${secret}POST${url}${body}`).digest("hex");
    expect(verify({ ...aCall(), signature: v2 })).toEqual(invalid);
    const both = requestOf({ ...aCall(), signature: "x" });
    const beside = { ...both, headers: { ...both.headers, "x-hubspot-signature": v2 } };
    expect(hubspot.verify(beside, anEndpoint("hubspot", secret), at)).toEqual(invalid);
  });

  it("tries every secret, and accepts nothing without one", () => {
    expect(verify(aCall(), at, "another", secret)).toEqual(verified);
    expect(hubspot.verify(requestOf(aCall()), anEndpoint("hubspot"), at)).toEqual(invalid);
    const call = { method: "POST", url, body, timestamp: String(at.getTime()) };
    expect(verify({ ...call, signature: signature(call, "") }, at, "")).toEqual(invalid);
    expect(verify(aCall({ signature: "" }))).toEqual(missing);
    expect(verify(aCall({ timestamp: "" }))).toEqual(missing);
    for (const timestamp of ["-1", "1e12", "17673228000000000", "x"])
      expect(verify(aCall({ timestamp }))).toEqual(invalid);
  });
});

describe("HubSpot's own library", () => {
  beforeAll(() => void vi.useFakeTimers({ now: at }));
  afterAll(() => void vi.useRealTimers());

  function accepts(call: Call): boolean {
    try {
      return Signature.isValid({
        ...call,
        signatureVersion: "v3",
        clientSecret: secret,
        requestBody: call.body,
        timestamp: call.timestamp as unknown as number,
      });
    } catch {
      return false;
    }
  }

  it("agrees on 10,000 calls, but for times to come and times that are no numbers", () => {
    const next = numbers(1);
    const fields = ["method", "url", "body", "signature", "timestamp"] as const;
    const counts = { both: 0, neither: 0, stricter: 0 };
    for (let n = 0; n < 10_000; n++) {
      const timestamp = String(at.getTime() + (next(3) - 1) * next(400_000));
      const good = aCall({ timestamp });
      const field = fields[next(fields.length)] ?? "body";
      const call = { ...good, [field]: changed(good[field], next) };
      const [ours, theirs] = [verify(call).kind === "verified", accepts(call)];
      if (ours) expect(theirs, JSON.stringify(call)).toBe(true);
      const isStricter =
        !/^\d{1,15}$/.test(call.timestamp) || Number(call.timestamp) - at.getTime() > 300_000;
      if (theirs && !ours) expect(isStricter, JSON.stringify(call)).toBe(true);
      counts[ours && theirs ? "both" : theirs ? "stricter" : "neither"]++;
    }
    expect(Math.min(counts.both, counts.neither)).toBeGreaterThan(1000);
    expect(counts.stricter).toBeGreaterThan(50);
  });
});
