import { createHmac } from "node:crypto";
import * as fc from "fast-check";
import { Webhook } from "standardwebhooks";
import twilio from "twilio";
import { describe, expect, it } from "vitest";
import { signMeta, signStandard, signTwilio } from "../../../panel/simulator/signatures.ts";

const url = "http://127.0.0.1:4100/v1/ingest/twilio/demo";
const standardSecret = "whsec_bG9jYWwtZGVtby1zdGFuZGFyZC13ZWJob29rcy1rZXk=";

describe("signTwilio", () => {
  it("gives the signature Twilio's own SDK tests publish", async () => {
    const fields = {
      CallSid: "CA1234567890ABCDE",
      Caller: "+14158675309",
      Digits: "1234",
      From: "+14158675309",
      To: "+18005551212",
    };
    expect(await signTwilio("12345", "https://mycompany.com/myapp.php?foo=1&bar=2", fields)).toBe(
      "RSOYDt4T1cUTdK1PDd93/VVr8B8=",
    );
  });

  it("is accepted by Twilio's SDK, whatever the fields", async () => {
    const fields = fc.dictionary(
      fc.stringMatching(/^[A-Z][A-Za-z0-9]{0,12}$/),
      fc.string({ unit: "grapheme" }),
    );
    await fc.assert(
      fc.asyncProperty(fields, async (form) => {
        expect(twilio.validateRequest("token", await signTwilio("token", url, form), url, form)).toBe(true);
      }),
    );
  });
});

describe("signMeta", () => {
  it("is what node's crypto computes over the same bytes", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "grapheme" }), async (body) => {
        const expected = createHmac("sha256", "secret").update(body, "utf8").digest("hex");
        expect(await signMeta("secret", body)).toBe(`sha256=${expected}`);
      }),
    );
  });
});

describe("signStandard", () => {
  const now = Math.floor(Date.now() / 1000);

  it("is accepted by the standardwebhooks library", async () => {
    const body = JSON.stringify({ text: "Şubeye geldi 👋" });
    const signature = await signStandard(standardSecret, { id: "msg_1", timestampSeconds: now, body });
    const headers = {
      "webhook-id": "msg_1",
      "webhook-timestamp": String(now),
      "webhook-signature": signature,
    };
    expect(new Webhook(standardSecret).verify(body, headers)).toEqual(JSON.parse(body));
  });

  it("covers the id, the time and the body", async () => {
    const message = { id: "msg_1", timestampSeconds: now, body: "{}" };
    const signatures = await Promise.all([
      signStandard(standardSecret, message),
      signStandard(standardSecret, { ...message, id: "msg_2" }),
      signStandard(standardSecret, { ...message, timestampSeconds: now + 1 }),
      signStandard(standardSecret, { ...message, body: "[]" }),
    ]);
    expect(new Set(signatures).size).toBe(4);
  });
});
