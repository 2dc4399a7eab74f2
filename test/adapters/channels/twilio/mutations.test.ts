import { createHash } from "node:crypto";
import { validateRequest, validateRequestWithBody } from "twilio/lib/webhooks/webhooks.js";
import { describe, expect, it } from "vitest";
import { readForm } from "../../../../adapters/channels/twilio/form.ts";
import { adapter as twilio } from "../../../../adapters/channels/twilio/index.ts";
import { anEndpoint, aRequest, fixture } from "../requests.ts";
import { encodeForm, formCall, signature } from "./calls.ts";

const accepts = (request: Parameters<typeof twilio.verify>[0], secret: string) =>
  twilio.verify(request, anEndpoint("twilio", secret)).kind === "verified";

describe("against Twilio's SDK, ten thousand changed characters each", () => {
  const key = "0123456789abcdef0123456789abcdef";
  const at = "https://hooks.example.com/v1/ingest/twilio/demo?send=01KB0000000000000000000000";
  const form = {
    From: "whatsapp:+905551112233",
    Body: "Merhaba şğı 👋 & co.",
    MessageSid: "SM00000000000000000000000000000001",
  };
  const next = random(20260102);
  const letters = "abcXYZ019%&=+.:/?#@ _-";
  const place = (text: string) => next() % text.length;
  const change = (text: string): string => {
    const index = place(text);
    const letter = letters[place(letters)] ?? "";
    // Replaced, inserted or left out.
    const [from, to] = [[letter, 1] as const, [letter, 0] as const, ["", 1] as const][next() % 3] ?? ["", 1];
    return text.slice(0, index) + from + text.slice(index + to);
  };
  const sdk = (run: () => boolean) => {
    try {
      return run();
    } catch {
      return false;
    }
  };

  function compare(one: () => { readonly ours: boolean; readonly theirs: boolean }, times = 10_000): number {
    let refused = 0;
    for (let n = 0; n < times; n += 1) {
      const { ours, theirs } = one();
      if (ours !== theirs) expect.soft(`${n}: ours ${ours}`).toBe(`${n}: ours ${theirs}`);
      if (!theirs) refused += 1;
    }
    return refused;
  }

  it("agrees on forms", () => {
    const header = signature(key, at, form);
    const body = encodeForm(form);
    const refused = compare(() => {
      const sent = change(body);
      const request = formCall(
        {},
        { url: at, body: Buffer.from(sent), headers: { "x-twilio-signature": header } },
      );
      const params = Object.fromEntries(
        [...readForm(sent)].map(([name, values]) => [name, values.length > 1 ? [...values] : values[0]]),
      );
      return {
        ours: accepts(request, key),
        theirs: validateRequest(key, header, at, params),
      };
    });
    expect(refused).toBeGreaterThan(9_500);
  });

  it("agrees on URLs", () => {
    const header = signature(key, at, form);
    const refused = compare(() => {
      const called = change(at);
      const request = formCall(form, { url: called, headers: { "x-twilio-signature": header } });
      return {
        ours: accepts(request, key),
        theirs: sdk(() => validateRequest(key, header, called, form)),
      };
    });
    expect(refused).toBeGreaterThan(9_500);
  });

  it("agrees on JSON bodies, their hash, and the URL it is in", () => {
    const body = JSON.stringify(fixture("twilio", "event-streams"));
    const hash = createHash("sha256").update(body).digest("hex");
    const signed = `${at}&bodySHA256=${hash}`;
    const header = signature(key, signed, {});
    const refused = compare(() => {
      const inBody = next() % 2 === 0;
      const [sent, called] = inBody ? [change(body), signed] : [body, change(signed)];
      const request = aRequest({
        url: called,
        headers: { "content-type": "application/json", "x-twilio-signature": header },
        body: Buffer.from(sent),
      });
      return {
        ours: accepts(request, key),
        theirs: sdk(() => validateRequestWithBody(key, header, called, sent)),
      };
    });
    expect(refused).toBeGreaterThan(9_500);
  });

  it("agrees on signatures", () => {
    const good = signature(key, at, form);
    const refused = compare(() => {
      const header = change(good);
      const request = formCall(form, { url: at, headers: { "x-twilio-signature": header } });
      return { ours: accepts(request, key), theirs: validateRequest(key, header, at, form) };
    }, 1_000);
    expect(refused).toBeGreaterThan(950);
  });
});

/** Numerical Recipes' generator: the same changes on every run. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    // Its low bits go round quickly.
    return state >>> 8;
  };
}
