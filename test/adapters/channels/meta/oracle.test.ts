import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { WhatsAppAPI } from "whatsapp-api-js";
import { adapter as meta } from "../../../../adapters/channels/meta/index.ts";
import { anEndpoint, aRequest, hubSignature, vector } from "../requests.ts";

const escaped = vector("meta-escaped");
const goodBody = escaped.body ?? "";
const secrets = [escaped.secret, "another_secret"];
const libraries = new Map(
  secrets.map((appSecret) => [
    appSecret,
    new WhatsAppAPI({ token: "t", appSecret, webhookVerifyToken: "v" }),
  ]),
);

const weAccept = (body: string, signature: string, secret: string) =>
  meta.verify(
    aRequest({ body: Buffer.from(body), headers: { "x-hub-signature-256": signature } }),
    anEndpoint("meta", secret),
  ).kind === "verified";

const theyAccept = (body: string, signature: string, secret: string) =>
  libraries.get(secret)?.verifyRequestSignature(body, signature);

/** The library escapes everything from DEL on before it hashes, so that its word counts for other text only. */
const printable = fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code));
const hexDigit = fc.constantFrom(..."0123456789abcdef");

interface Mutation {
  readonly of: "nothing" | "body" | "signature" | "secret";
  readonly how: "replace" | "insert" | "remove";
  readonly at: number;
  readonly character: string;
  readonly digit: string;
}

const mutation: fc.Arbitrary<Mutation> = fc.record({
  of: fc.constantFrom("nothing", "body", "signature", "secret"),
  how: fc.constantFrom("replace", "insert", "remove"),
  at: fc.nat(),
  character: printable,
  digit: hexDigit,
});

function mutated(text: string, at: number, how: Mutation["how"], character: string): string {
  const index = at % text.length;
  const end = how === "insert" ? index : index + 1;
  return text.slice(0, index) + (how === "remove" ? "" : character) + text.slice(end);
}

describe("against whatsapp-api-js", () => {
  it("agrees on 10,000 mutations of a signed body, of its signature and of the secret", async () => {
    const good = hubSignature(escaped.secret, Buffer.from(goodBody));
    const verdicts = { accepted: 0, refused: 0 };
    for (const { of, how, at, character, digit } of fc.sample(mutation, 10_000)) {
      const body = of === "body" ? mutated(goodBody, at, how, character) : goodBody;
      // Of a signature in another length or alphabet the library reads what it can, and we nothing.
      const hex = of === "signature" ? mutated(good.slice(7), at, "replace", digit) : good.slice(7);
      const secret = of === "secret" ? "another_secret" : escaped.secret;
      const expected = (await theyAccept(body, `sha256=${hex}`, secret)) === true;
      if (weAccept(body, `sha256=${hex}`, secret) !== expected) {
        expect({ body, hex, secret, verdict: !expected }).toEqual({ body, hex, secret, verdict: expected });
      }
      verdicts[expected ? "accepted" : "refused"]++;
    }
    expect(verdicts.accepted).toBeGreaterThan(2000);
    expect(verdicts.refused).toBeGreaterThan(5000);
  });

  it("agrees on any body of printable ASCII", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(printable), fc.boolean(), async (characters, tampered) => {
        const body = characters.join("");
        const header = hubSignature(escaped.secret, Buffer.from(body));
        const sent = tampered ? `${body} ` : body;
        expect(weAccept(sent, header, escaped.secret)).toBe(await theyAccept(sent, header, escaped.secret));
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ["upper case", (hex: string) => `sha256=${hex.toUpperCase()}`],
    ["with something after it", (hex: string) => `sha256=${hex}0`],
    ["with something before it", (hex: string) => `sha1=0, sha256=${hex}`],
  ])("is stricter with a signature %s", async (_, written) => {
    const header = written(hubSignature(escaped.secret, Buffer.from(goodBody)).slice(7));
    expect(await theyAccept(goodBody, header, escaped.secret)).toBe(true);
    expect(weAccept(goodBody, header, escaped.secret)).toBe(false);
  });

  it("takes the bytes as they came, where the library escapes them first", async () => {
    const body = JSON.stringify(JSON.parse(goodBody));
    const overEscaped = hubSignature(escaped.secret, Buffer.from(goodBody));
    expect(await theyAccept(body, overEscaped, escaped.secret)).toBe(true);
    expect(weAccept(body, overEscaped, escaped.secret)).toBe(false);
    const overBytes = hubSignature(escaped.secret, Buffer.from(body));
    expect(await theyAccept(body, overBytes, escaped.secret)).toBe(false);
    expect(weAccept(body, overBytes, escaped.secret)).toBe(true);
  });
});
