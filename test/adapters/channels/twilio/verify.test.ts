import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { readForm } from "../../../../adapters/channels/twilio/form.ts";
import { adapter as twilio } from "../../../../adapters/channels/twilio/index.ts";
import type { WebhookRequest } from "../../../../domain/ingest/channel-adapter.ts";
import allVectors from "../fixtures/vectors.json" with { type: "json" };
import { anEndpoint, aRequest, bitFlips, byteFlips, fixture, vector, vectorHeaders } from "../requests.ts";
import { encodeForm, formCall, signature, signedFormCall, token, url } from "./calls.ts";

const endpoint = anEndpoint("twilio", token);
const verify = (request: WebhookRequest, ...secrets: string[]) =>
  twilio.verify(request, secrets.length > 0 ? anEndpoint("twilio", ...secrets) : endpoint);
const verified = { kind: "verified" };
const invalid = { kind: "refused", reason: "invalid" };

const sms = fixture("twilio", "sms");
const jsonVector = vector("twilio-json");

function jsonCall(parts: { url?: string; body?: string; signature?: string } = {}): WebhookRequest {
  return aRequest({
    url: parts.url ?? jsonVector.url ?? "",
    body: Buffer.from(parts.body ?? jsonVector.body ?? ""),
    headers: {
      "content-type": "application/json",
      "x-twilio-signature": parts.signature ?? vectorHeaders(jsonVector)["x-twilio-signature"],
    },
  });
}

/** Bit flips that name another URL: a host in capitals is the same one. */
function otherUrls(of: string): string[] {
  const same = (other: string) => URL.canParse(other) && new URL(other).href === new URL(of).href;
  const others = [...bitFlips(of)].filter((flipped) => !same(flipped));
  expect(others.length).toBeGreaterThan(of.length * 6);
  return others;
}

describe("Twilio's published signatures", () => {
  it.each(["twilio-form", "twilio-form-array", "twilio-whatsapp-utf8"])("verifies %s", (id) => {
    const published = vector(id);
    const { params = {}, url = "", secret } = published;
    const request = formCall(params, { url, headers: vectorHeaders(published) });
    expect(verify(request, secret)).toEqual(verified);
  });

  it("knows every one of them that there is", () => {
    const known = ["twilio-form", "twilio-form-array", "twilio-whatsapp-utf8", "twilio-json"];
    const published = allVectors.vectors.map(({ id }) => id).filter((id) => id.startsWith("twilio"));
    expect(published.sort()).toEqual(known.sort());
  });

  it("verifies twilio-json by the hash of its body", () => {
    expect(verify(jsonCall(), jsonVector.secret)).toEqual(verified);
  });
});

describe("what a Twilio signature covers", () => {
  it("refuses every changed bit of a form that changes a parameter", () => {
    const request = signedFormCall(sms);
    const meant = JSON.stringify([...readForm(request.body.toString())]);
    let refused = 0;
    for (const body of byteFlips(request.body)) {
      // `%2b` for `%2B` is the same parameter: Twilio signs what is decoded.
      if (JSON.stringify([...readForm(body.toString())]) === meant) continue;
      expect(verify({ ...request, body })).toEqual(invalid);
      refused++;
    }
    expect(refused).toBeGreaterThan(request.body.length * 7.5);
  });

  it("refuses every changed bit of a JSON body, and of the hash in its URL", () => {
    for (const body of byteFlips(Buffer.from(jsonVector.body ?? ""))) {
      expect(verify({ ...jsonCall(), body }, jsonVector.secret)).toEqual(invalid);
    }
    for (const flipped of otherUrls(jsonVector.url ?? "")) {
      expect(verify(jsonCall({ url: flipped }), jsonVector.secret).kind, flipped).toBe("refused");
    }
  });

  it("refuses every changed bit of the signature, and one that is cut or padded", () => {
    const request = signedFormCall(sms);
    const good = request.headers["x-twilio-signature"] ?? "";
    for (const bad of [...bitFlips(good), good.slice(0, -1), `${good}=`, ` ${good}`, good.toLowerCase()]) {
      const headers = { ...request.headers, "x-twilio-signature": bad };
      expect(verify({ ...request, headers })).toEqual(invalid);
    }
  });

  it("refuses every changed bit of the URL", () => {
    const request = signedFormCall(sms, `${url}?foo=1&bar=2`);
    for (const flipped of otherUrls(request.url)) {
      expect(verify({ ...request, url: flipped }).kind, flipped).toBe("refused");
    }
  });

  it("refuses every changed bit of the secret", () => {
    for (const other of bitFlips(token)) expect(verify(signedFormCall(sms), other)).toEqual(invalid);
  });

  it("refuses parameters added, dropped or moved from the form to the query", () => {
    const request = signedFormCall(sms);
    expect(verify({ ...request, body: Buffer.from(`${request.body}&Extra=1`) })).toEqual(invalid);
    expect(verify({ ...request, body: Buffer.alloc(0) })).toEqual(invalid);
    expect(verify({ ...request, url: `${url}?${request.body}`, body: Buffer.alloc(0) })).toEqual(invalid);
  });

  it("keeps spaces at the ends of a value", () => {
    expect(verify(signedFormCall({ ...sms, Body: "  iki boşluk  " }))).toEqual(verified);
  });
});

describe("which Twilio calls are verified", () => {
  it("verifies a GET by its URL alone", () => {
    const signedUrl = `${url}?${encodeForm(sms)}`;
    const headers = { "x-twilio-signature": signature(token, signedUrl, {}) };
    expect(verify(aRequest({ method: "GET", url: signedUrl, headers }))).toEqual(verified);
    expect(verify(aRequest({ method: "GET", url: `${signedUrl}&x=1`, headers }))).toEqual(invalid);
  });

  it("refuses a body that is no form unless the signed URL carries its hash", () => {
    const headers = { "content-type": "application/json", "x-twilio-signature": signature(token, url, {}) };
    expect(verify(aRequest({ url, headers, body: Buffer.from("{}") }))).toEqual(invalid);
    const withoutType = { "x-twilio-signature": headers["x-twilio-signature"] };
    expect(verify(aRequest({ url, headers: withoutType, body: Buffer.from("From=%2B1") }))).toEqual(invalid);
  });

  it("compares the body's hash in lower case only, as Twilio writes it", () => {
    const body = "{}";
    const hash = createHash("sha256").update(body).digest("hex").toUpperCase();
    const signedUrl = `${url}?bodySHA256=${hash}`;
    expect(verify(jsonCall({ url: signedUrl, body, signature: signature(token, signedUrl, {}) }))).toEqual(
      invalid,
    );
  });

  it("refuses a form that is not UTF-8", () => {
    const request = signedFormCall({ Body: "\ufffd" });
    const body = Buffer.concat([Buffer.from("Body="), Buffer.from([0xff])]);
    expect(verify({ ...request, body })).toEqual(invalid);
  });

  it("tries every secret of the endpoint", () => {
    expect(verify(signedFormCall(sms), "another", token)).toEqual(verified);
    expect(verify(signedFormCall(sms), token, "another")).toEqual(verified);
  });

  it("accepts nothing without a secret, not even a signature made with an empty one", () => {
    const request = signedFormCall(sms, url, "");
    expect(twilio.verify(request, anEndpoint("twilio"))).toEqual(invalid);
    expect(verify(request, "")).toEqual(invalid);
    expect(verify(signedFormCall(sms), "", token)).toEqual(verified);
  });

  it.each([{}, { "x-twilio-signature": "" }])("calls a missing signature missing: %j", (headers) => {
    expect(verify(formCall(sms, { headers }))).toEqual({ kind: "refused", reason: "missing" });
  });

  it.each([
    ["as it is configured", "https://example.com/x?q='a+b"],
    ["with its port", "https://example.com:443/x?q='a+b"],
    ["as the URL standard writes it", "https://example.com/x?q=%27a+b"],
    ["as the URL standard writes it, with its port", "https://example.com:443/x?q=%27a+b"],
    ["as Node's query strings are written", "https://example.com/x?q='a%20b"],
    ["as Node's query strings are written, with its port", "https://example.com:443/x?q='a%20b"],
  ])("accepts the URL signed %s", (_, signed) => {
    const headers = { "x-twilio-signature": signature(token, signed, sms) };
    expect(verify(formCall(sms, { url: "https://example.com/x?q='a+b", headers }))).toEqual(verified);
    expect(verify(formCall(sms, { url: "https://example.com/x?q='a-b", headers }))).toEqual(invalid);
  });

  it("accepts a URL signed without the port it is configured with", () => {
    const headers = { "x-twilio-signature": signature(token, "http://127.0.0.1/x", sms) };
    expect(verify(formCall(sms, { url: "http://127.0.0.1:4100/x", headers }))).toEqual(verified);
    expect(verify(formCall(sms, { url: "http://127.0.0.1:4100/y", headers }))).toEqual(invalid);
  });

  it("does not stumble over a URL that is none", () => {
    expect(verify(formCall(sms, { url: "::", headers: { "x-twilio-signature": "x" } }))).toEqual(invalid);
  });
});
