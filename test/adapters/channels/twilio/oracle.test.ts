import { createHash } from "node:crypto";
import { parse, stringify } from "node:querystring";
import fc from "fast-check";
import { validateRequest, validateRequestWithBody } from "twilio/lib/webhooks/webhooks.js";
import { describe, expect, it } from "vitest";
import { readForm } from "../../../../adapters/channels/twilio/form.ts";
import { adapter as twilio } from "../../../../adapters/channels/twilio/index.ts";
import { anEndpoint, aRequest } from "../requests.ts";
import { encodeForm, formCall, type Params, signature } from "./calls.ts";

const accepts = (request: Parameters<typeof twilio.verify>[0], secret: string) =>
  twilio.verify(request, anEndpoint("twilio", secret)).kind === "verified";

const secret = fc.string({ minLength: 1, maxLength: 40 });
const name = fc.oneof(
  fc.constantFrom("From", "To", "Body", "MessageSid", "Media.0", "a", "A", "aa", "1", "01", "ş", "𝒳"),
  fc.string({ minLength: 1 }),
);
const value = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.constantFrom("", " ", "+905551112233", "a&b=c", "%2B"),
);
const params: fc.Arbitrary<Params> = fc
  .dictionary(name, fc.oneof(value, fc.array(value, { minLength: 1, maxLength: 4 })), {
    noNullPrototype: true,
  })
  .filter((form) => !Object.hasOwn(form, "__proto__"));

const query = fc.array(
  fc.constantFrom(
    "a=1",
    "b='x'",
    "c=%27",
    "d=%2F",
    "e=~!*()",
    "f",
    "g=",
    "h=ş",
    "i=a+b",
    "j=a%20b",
    "=k",
    'l="<>',
  ),
  { maxLength: 4 },
);
interface UrlParts {
  readonly scheme: string;
  readonly user: string;
  readonly host: string;
  readonly port: string;
  readonly path: string;
  readonly query: string;
}
const urlParts: fc.Arbitrary<UrlParts> = fc.record({
  scheme: fc.constantFrom("https://", "http://", "HTTPS://"),
  user: fc.constantFrom("", "user:pass@", "u@"),
  host: fc.constantFrom("example.com", "EXAMPLE.com", "[::1]", "127.0.0.1", "bücher.example"),
  port: fc.constantFrom("", ":443", ":80", ":8443", ":"),
  path: fc.constantFrom("", "/", "/v1/ingest/twilio/demo", "/a'b", "/a:b@c", "/%41"),
  query: query.map((pieces) => (pieces.length > 0 ? `?${pieces.join("&")}` : "")),
});
const urlOf = ({ scheme, user, host, port, path, query }: UrlParts) =>
  scheme + user + host + port + path + query;
const url = urlParts.map(urlOf);

/** What a server of Twilio's may have signed for the URL, and what it would not. */
function signedFor(configured: UrlParts): fc.Arbitrary<string> {
  const normal = new URL(urlOf(configured));
  const own = fc
    .constantFrom(configured.port, "", ":443", ":80")
    .map((port) => urlOf({ ...configured, port }));
  const normalized = fc
    .tuple(
      fc.constantFrom("", normal.port && `:${normal.port}`, ":443", ":80"),
      fc.constantFrom(normal.search, `?${stringify(parse(normal.search.slice(1)))}`),
    )
    .map(([port, search]) => {
      const user = normal.username && `${normal.username}${normal.password && `:${normal.password}`}@`;
      return `${normal.protocol}//${user}${normal.hostname}${port}${normal.pathname}${search}`;
    });
  return fc.oneof(own, normalized, fc.constant(`${urlOf(configured)}x`), url);
}

describe("against Twilio's SDK", () => {
  it("agrees on forms: any parameters, any URL, signed for any reading of the URL", () => {
    let verified = 0;
    const calls = urlParts.chain((parts) => fc.tuple(fc.constant(urlOf(parts)), signedFor(parts)));
    fc.assert(
      fc.property(secret, params, calls, (key, form, [configured, signed]) => {
        const request = formCall(form, {
          url: configured,
          headers: { "x-twilio-signature": signature(key, signed, decoded(form)) },
        });
        const expected = validateRequest(
          key,
          request.headers["x-twilio-signature"] ?? "",
          configured,
          decoded(form),
        );
        if (expected) verified++;
        expect(accepts(request, key)).toBe(expected);
      }),
      { numRuns: 2000 },
    );
    expect(verified).toBeGreaterThan(500);
  });

  it("agrees that a form with one parameter changed is refused", () => {
    fc.assert(
      fc.property(secret, params, name, value, (key, form, changedName, changedValue) => {
        const changed: Params = { ...form, [changedName]: changedValue };
        const configured = "https://example.com/hook";
        const header = signature(key, configured, decoded(form));
        const request = formCall(changed, { url: configured, headers: { "x-twilio-signature": header } });
        expect(accepts(request, key)).toBe(validateRequest(key, header, configured, decoded(changed)));
      }),
      { numRuns: 1000 },
    );
  });

  it("agrees on JSON bodies and the hash in the URL", () => {
    const body = fc.oneof(fc.json(), fc.string());
    fc.assert(
      fc.property(secret, url, body, fc.constantFrom("", " ", "0"), (key, base, text, tampering) => {
        const hash = createHash("sha256").update(text).digest("hex");
        const configured = `${base}${base.includes("?") ? "&" : "?"}bodySHA256=${hash}`;
        const header = signature(key, configured, {});
        const sent = `${text}${tampering}`;
        const request = aRequest({
          url: configured,
          headers: { "content-type": "application/json", "x-twilio-signature": header },
          body: Buffer.from(sent),
        });
        expect(accepts(request, key)).toBe(validateRequestWithBody(key, header, configured, sent));
      }),
      { numRuns: 500 },
    );
  });
});

/** The parameters as they arrive: half surrogate pairs do not survive the wire. */
function decoded(form: Params): Params {
  return Object.fromEntries(
    [...readForm(encodeForm(form))].map(([key, [first = "", ...others]]) => [
      key,
      others.length > 0 ? [first, ...others] : first,
    ]),
  );
}
