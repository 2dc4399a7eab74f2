import { validateSignature } from "@line/bot-sdk";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { adapter as line } from "../../../../adapters/channels/line/index.ts";
import { samples } from "../../../../adapters/channels/line/samples.ts";
import { anEndpoint, aRequest, bitFlips, byteFlips, now } from "../requests.ts";

const secret = "8c570fa6dd201bb328f1c1eac23a96d8";
const text = "Kredi başvurum ğüşıöç İI 👩‍👩‍👧 nerede?";
const message = samples.message?.({ id: "01KDYD3ZG0", text, at: now });
if (message === undefined) throw new Error("no sample message");
const call = samples.sign(message, secret, now, "https://hooks.example.com/v1/ingest/line/demo");
const signature = call.headers["x-line-signature"] ?? "";
const verify = (body: Buffer, header: string | undefined, ...secrets: string[]) =>
  line.verify(aRequest({ body, headers: { "x-line-signature": header } }), anEndpoint("line", ...secrets));
const verified = { kind: "verified" };
const invalid = { kind: "refused", reason: "invalid" };

describe("LINE's signature", () => {
  it("verifies the vector of LINE's own SDK", () => {
    const body = Buffer.from('{"hello":"world"}');
    expect(verify(body, "t7Hn4ZDHqs6e+wdvI5TyQIvzie0DmMUmuXEBqyyE/tM=", "test_secret")).toEqual(verified);
    expect(verify(body, "t7Hn4ZDHqs6e+wdvI5TyQIvzie0DmMUmuXEBqyyE/tM=", "test_secrey")).toEqual(invalid);
  });

  it("verifies Turkish text and emoji, over the bytes as they came", () => {
    expect(verify(call.body, signature, secret)).toEqual(verified);
    expect(validateSignature(call.body, secret, signature)).toBe(true);
  });

  it("refuses every changed bit of the body, and of the secret", () => {
    for (const flipped of byteFlips(call.body)) expect(verify(flipped, signature, secret)).toEqual(invalid);
    for (const other of bitFlips(secret)) expect(verify(call.body, signature, other)).toEqual(invalid);
  });

  it("tries every secret, and accepts nothing without one", () => {
    expect(verify(call.body, signature, "next", secret)).toEqual(verified);
    expect(verify(call.body, signature, "next")).toEqual(invalid);
    expect(verify(call.body, signature)).toEqual(invalid);
    const unkeyed = samples.sign(message, "", now, "").headers["x-line-signature"];
    expect(verify(call.body, unkeyed, "")).toEqual(invalid);
    expect(verify(call.body, undefined, secret)).toEqual({ kind: "refused", reason: "missing" });
    expect(verify(call.body, "", secret)).toEqual({ kind: "refused", reason: "missing" });
  });
});

describe("against LINE's SDK", () => {
  /** A signature has one spelling; the SDK takes others of the same bytes. */
  const isSpelledAsByLine = (header: string) => Buffer.from(header, "base64").toString("base64") === header;

  it("accepts and refuses the same, over 10,000 changes to a signed call", () => {
    const change = fc.record({
      what: fc.constantFrom("nothing", "body", "header", "secret", "cut"),
      at: fc.nat(),
      bit: fc.nat(7),
    });
    const verdicts = { accepted: 0, refused: 0 };
    const changed = (bytes: Buffer, at: number, bit: number) => {
      const copy = Buffer.from(bytes);
      copy[at % copy.length] = (copy[at % copy.length] ?? 0) ^ (1 << bit);
      return copy;
    };
    fc.assert(
      fc.property(change, ({ what, at, bit }) => {
        const flip = (name: string, of: Buffer) => (what === name ? changed(of, at, bit) : of);
        const body = what === "cut" ? call.body.subarray(0, at % call.body.length) : flip("body", call.body);
        const header = flip("header", Buffer.from(signature)).toString("latin1");
        const key = flip("secret", Buffer.from(secret)).toString("latin1");
        const theirs = validateSignature(body, key, header) && isSpelledAsByLine(header);
        const ours = verify(body, header, key).kind === "verified";
        if (ours !== theirs) expect.fail(`${what} ${at} ${bit}: ${ours}, the SDK says ${theirs}`);
        verdicts[ours ? "accepted" : "refused"] += 1;
      }),
      { numRuns: 10_000 },
    );
    expect(verdicts.accepted).toBeGreaterThan(1000);
    expect(verdicts.refused).toBeGreaterThan(5000);
  });
});
