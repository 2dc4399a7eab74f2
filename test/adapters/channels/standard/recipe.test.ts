/** Recipes of configured channels: what they accept, and everything else that they refuse. */
import fc from "fast-check";
import Stripe from "stripe";
import { describe, expect, it } from "vitest";
import { adapter } from "../../../../adapters/channels/standard/index.ts";
import type { WebhookRequest } from "../../../../domain/ingest/channel-adapter.ts";
import {
  type HmacRecipe,
  type VerificationRecipe,
  verificationRecipeSchema,
} from "../../../../schemas/channel-recipe.ts";
import { bitFlips, byteFlips, now } from "../requests.ts";
import { configured, hmac, secretFor, signedBy, url } from "./recipes.ts";

const secret = "correct-horse-battery";
const reading = { kind: "contact-events" } as const;
const verify = (recipe: VerificationRecipe, request: WebhookRequest, secrets = [secret], at = now) =>
  adapter.verify(request, configured({ channel: "web", verification: recipe, reading }, ...secrets), at);
const kindOf = (...parts: Parameters<typeof verify>) => {
  const verification = verify(...parts);
  return verification.kind === "verified" ? "verified" : verification.reason;
};

/** Any recipe that can be saved. */
const recipes = fc
  .record({
    algorithm: fc.constantFrom("sha1", "sha256", "sha512" as const),
    encoding: fc.constantFrom("hex", "base64", "base64url" as const),
    key: fc.constantFrom("text", "base64" as const),
    prefix: fc.constantFrom(undefined, "v1=", "sha256="),
    order: fc.shuffledSubarray(["timestamp", "id", "url", "method"] as const),
    bodyAt: fc.nat(4),
    glue: fc.constantFrom(".", ":", "|"),
    unit: fc.constantFrom("s", "ms", "iso", "http-date" as const),
    timeIn: fc.constantFrom("header", "prefix" as const),
  })
  .map(({ order, bodyAt, glue, unit, timeIn, prefix, ...rest }): HmacRecipe => {
    const placed: string[] = [...order];
    placed.splice(Math.min(bodyAt, placed.length), 0, "body");
    const recipe = { ...rest, template: placed.map((name) => `{${name}}`).join(glue) };
    const timed = order.includes("timestamp");
    return hmac({
      ...recipe,
      ...(prefix === undefined && !(timed && timeIn === "prefix") ? {} : { prefix: prefix ?? "v1=" }),
      ...(order.includes("id") ? { idHeader: "x-id" } : {}),
      ...(timed
        ? {
            timestamp:
              timeIn === "header"
                ? { header: "x-time", unit, toleranceSeconds: 300 }
                : { prefix: "t=", unit, toleranceSeconds: 300 },
          }
        : {}),
      // IMF dates hold a comma.
      ...(timed && timeIn === "prefix" ? { separator: ";" as const } : {}),
    });
  });

const calls = fc.record({
  body: fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes)),
  id: fc.stringMatching(/^[a-zA-Z0-9-]{1,12}$/),
  method: fc.constantFrom("POST", "GET"),
});

/** Base64, for recipes whose secrets hold base64. */
const longSecret = Buffer.from(secret).toString("base64");

describe("a recipe that was saved", () => {
  it("passes the schema, as written", () => {
    fc.assert(
      fc.property(recipes, (recipe) => {
        expect(verificationRecipeSchema.parse(recipe)).toEqual(recipe);
      }),
      { numRuns: 300 },
    );
  });

  it("accepts what its provider signs, with the newest secret or an older one, and nobody else's", () => {
    fc.assert(
      fc.property(recipes, calls, (recipe, call) => {
        const request = signedBy(recipe, { ...call, secret: longSecret });
        const other = Buffer.from("another-horse").toString("base64");
        expect(kindOf(recipe, request, [longSecret])).toBe("verified");
        expect(kindOf(recipe, request, [other, longSecret])).toBe("verified");
        expect(kindOf(recipe, request, [other])).toBe("invalid");
        for (const none of [[], [""]]) expect(kindOf(recipe, request, none)).toBe("invalid");
      }),
      { numRuns: 500 },
    );
  });

  it("refuses every flipped bit of what is signed, and of the signature", () => {
    fc.assert(
      fc.property(recipes, calls, fc.nat(), (recipe, call, pick) => {
        const request = signedBy(recipe, { ...call, secret: longSecret });
        const changed = [...changesOf(recipe, request)];
        const [one] = changed.slice(pick % changed.length);
        if (one === undefined) throw new Error("nothing changed");
        expect(kindOf(recipe, one, [longSecret])).not.toBe("verified");
      }),
      { numRuns: 2_000 },
    );
  });

  it("takes a signed time of the window's whole length, both ways, and no second more", () => {
    fc.assert(
      fc.property(recipes, fc.integer({ min: -400, max: 400 }), (recipe, seconds) => {
        const at = new Date(now.getTime() + seconds * 1000);
        const request = signedBy(recipe, { secret: longSecret, body: Buffer.from("{}"), at });
        const isTimely = recipe.timestamp === undefined || Math.abs(seconds) <= 300;
        expect(kindOf(recipe, request, [longSecret])).toBe(isTimely ? "verified" : "expired");
      }),
      { numRuns: 500 },
    );
  });

  it("says missing of a call without one of its headers", () => {
    fc.assert(
      fc.property(recipes, calls, (recipe, call) => {
        const request = signedBy(recipe, { ...call, secret: longSecret });
        for (const name of [recipe.header, recipe.timestamp?.header, recipe.idHeader]) {
          if (name === undefined) continue;
          const headers = { ...request.headers, [name]: undefined };
          expect(kindOf(recipe, { ...request, headers }, [longSecret])).toBe("missing");
        }
      }),
      { numRuns: 200 },
    );
  });
});

/** One bit of one part that counts. */
function* changesOf(recipe: HmacRecipe, request: WebhookRequest): Generator<WebhookRequest> {
  for (const body of byteFlips(request.body)) yield { ...request, body };
  for (const name of [recipe.header, recipe.timestamp?.header, recipe.idHeader]) {
    if (name === undefined) continue;
    for (const text of bitFlips(request.headers[name] ?? "")) {
      // Flipped, a letter of the time's prefix may be one more part that is passed over: the time is missing then.
      yield { ...request, headers: { ...request.headers, [name]: text } };
    }
  }
  if (recipe.template.includes("{url}"))
    for (const text of bitFlips(request.url)) yield { ...request, url: text };
  if (recipe.template.includes("{method}"))
    for (const text of bitFlips(request.method)) yield { ...request, method: text };
}

it("takes no secret that holds nothing: an HMAC with an empty key is anybody's", () => {
  const recipe = hmac({ key: "base64" });
  const request = signedBy(recipe, { secret: "", body: Buffer.from("{}") });
  for (const empty of ["", "!", "===="]) expect(kindOf(recipe, request, [empty])).toBe("invalid");
});

describe("the id of a delivery", () => {
  const recipe = hmac({ template: "{id}.{body}", idHeader: "x-id" });

  it("cannot be cut in another place", () => {
    const { headers } = signedBy(recipe, { secret, id: "a", body: Buffer.from("b.c") });
    const moved = { ...headers, "x-id": "a.b" };
    const request = { method: "POST", url, rawQuery: "", headers: moved, body: Buffer.from("c") };
    expect(kindOf(recipe, request)).toBe("invalid");
  });

  it.each(["", "a b", "ü", "x".repeat(257)])("is not %j", (id) => {
    const request = signedBy(recipe, { secret, id, body: Buffer.from("{}") });
    expect(kindOf(recipe, request)).not.toBe("verified");
  });
});

describe("a secret that is sent along", () => {
  it.each<VerificationRecipe>([{ kind: "basic" }, { kind: "secret-header", header: "x-key" }])(
    "by %j is accepted, and no bit of it may be wrong",
    (recipe) => {
      const of = secretFor(recipe);
      const request = signedBy(recipe, { secret: of, body: Buffer.from("{}") });
      const name = recipe.kind === "basic" ? "authorization" : "x-key";
      expect(kindOf(recipe, request, ["newer:one", of])).toBe("verified");
      expect(kindOf(recipe, request, ["newer:one"])).toBe("invalid");
      expect(kindOf(recipe, { ...request, headers: {} }, [of])).toBe("missing");
      for (const changed of bitFlips(request.headers[name] ?? "")) {
        // The scheme's name has no case (RFC 9110).
        if (
          recipe.kind === "basic" &&
          /^basic /i.test(changed) &&
          changed.slice(6) === request.headers[name]?.slice(6)
        )
          continue;
        const headers = { ...request.headers, [name]: changed };
        expect(kindOf(recipe, { ...request, headers }, [of]), changed).not.toBe("verified");
      }
    },
  );
});

describe("signatures that others made", () => {
  const given = (headers: Record<string, string>, body: string, at?: string): WebhookRequest => ({
    method: "POST",
    url: at ?? url,
    rawQuery: "",
    headers,
    body: Buffer.from(body),
  });
  const merhaba = '{"id":"1","text":"Merhaba"}';
  const at2026 = new Date("2026-01-02T03:00:00Z");

  it.each<[string, HmacRecipe, string, WebhookRequest, Date?]>([
    [
      "Viber's, from its SDK's tests",
      hmac({ header: "x-viber-content-signature" }),
      "44dafb7e0f40021e-61a47a1e6778d187-f2c5a676a07050b3",
      given(
        { "x-viber-content-signature": "d21b343448c8aee33b8e93768ef6ceb64a6ba6163099973a2b8bd028fea510ef" },
        '{"event":"webhook","timestamp":4977069964384421269,"message_token":1478683725125}',
      ),
    ],
    [
      "LINE's, from its SDK's tests",
      hmac({ header: "x-line-signature", encoding: "base64" }),
      "test_secret",
      given({ "x-line-signature": "t7Hn4ZDHqs6e+wdvI5TyQIvzie0DmMUmuXEBqyyE/tM=" }, '{"hello":"world"}'),
    ],
    [
      "Square's, which its SDK accepts",
      hmac({ header: "x-square-hmacsha256-signature", encoding: "base64", template: "{url}{body}" }),
      "sqkey",
      given(
        { "x-square-hmacsha256-signature": "T+E2E3CY5uKyVs7pwPkcjqomm2XgPuVEoF6uEwwpDC8=" },
        '{"merchant_id":"MLX","type":"payment.updated","event_id":"e1","created_at":"2026-01-02T03:04:05Z","data":{}}',
        "https://api.example.com/hooks/square/acme",
      ),
    ],
    [
      "HubSpot's v3, made by its SDK",
      hmac({
        header: "x-hubspot-signature-v3",
        encoding: "base64",
        template: "{method}{url}{body}{timestamp}",
        timestamp: { header: "x-hubspot-request-timestamp", unit: "ms", toleranceSeconds: 300 },
      }),
      "yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy",
      given(
        {
          "x-hubspot-signature-v3": "tbLFVcfDAW86qBJzIsqiC4Zz0t9j8VKHaYoTB/SBkEY=",
          "x-hubspot-request-timestamp": "1767322800000",
        },
        '[{"eventId":1,"subscriptionId":12345,"portalId":62515,"occurredAt":1564113600000,"subscriptionType":"contact.creation","attemptNumber":0,"objectId":123,"changeSource":"CRM","changeFlag":"NEW","appId":54321}]',
        "https://api.example.com/hooks/hubspot/acme",
      ),
      at2026,
    ],
    [
      "Slack's, which its SDK accepts",
      hmac({
        header: "x-slack-signature",
        prefix: "v0=",
        template: "v0:{timestamp}:{body}",
        timestamp: { header: "x-slack-request-timestamp", unit: "s", toleranceSeconds: 300 },
      }),
      "8f742231b10e8888abcd99yyyzzz85a5",
      given(
        {
          "x-slack-signature": "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503",
          "x-slack-request-timestamp": "1531420618",
        },
        "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c",
      ),
      new Date(1531420618_000),
    ],
    [
      "Zendesk's, by OpenSSL",
      hmac({
        header: "x-zendesk-webhook-signature",
        encoding: "base64",
        template: "{timestamp}{body}",
        timestamp: { header: "x-zendesk-webhook-signature-timestamp", unit: "iso", toleranceSeconds: 300 },
      }),
      "dGhpc19zZWNyZXRfaXNfZm9yX3Rlc3Rpbmdfb25seQ==",
      given(
        {
          "x-zendesk-webhook-signature": "QGB1UUIMbqQw8oq6agjY6z3anran+dOBDOiYm4YuLzk=",
          "x-zendesk-webhook-signature-timestamp": "2026-01-02T03:00:00Z",
        },
        merhaba,
      ),
      at2026,
    ],
    [
      // Zendesk's documentation of event connectors has the body first.
      "Zendesk's event connectors', from its documentation",
      hmac({
        header: "x-zendesk-webhook-signature",
        encoding: "base64",
        template: "{body}{timestamp}",
        timestamp: { header: "x-zendesk-webhook-signature-timestamp", unit: "iso", toleranceSeconds: 300 },
      }),
      "HRkRd4BeOAoUkfZr-mhauJT64rvBASlJRoIyPsd3zeA=",
      given(
        {
          "x-zendesk-webhook-signature": "tRDSF7URY8BLCDlaBcQ7FHu051Zk+aAB0NKMP53teMw=",
          "x-zendesk-webhook-signature-timestamp": "2021-07-25T10:00:00Z",
        },
        '{"say": "hello"}',
      ),
      new Date("2021-07-25T10:00:00Z"),
    ],
    [
      "Customer.io's, by OpenSSL",
      hmac({
        header: "x-cio-signature",
        template: "v0:{timestamp}:{body}",
        timestamp: { header: "x-cio-timestamp", unit: "s", toleranceSeconds: 300 },
      }),
      "test_secret_key",
      given(
        {
          "x-cio-signature": "188358d1dc380d11c29b667712f0b52e9a235eb9b2f9371d2e279c8967cd8223",
          "x-cio-timestamp": "1767322800",
        },
        merhaba,
      ),
      at2026,
    ],
    [
      "Klaviyo's, by OpenSSL",
      hmac({
        header: "klaviyo-signature",
        template: "{body}{timestamp}",
        timestamp: { header: "klaviyo-timestamp", unit: "s", toleranceSeconds: 300 },
      }),
      "test_secret_key",
      given(
        {
          "klaviyo-signature": "5ada960d5e35f8d99137356e9674c5ec29d3a6c355a5ad1ee20b075d2347b168",
          "klaviyo-timestamp": "1767322800",
        },
        merhaba,
      ),
      at2026,
    ],
    [
      "Segment's, by OpenSSL",
      hmac({ header: "x-signature", algorithm: "sha1" }),
      "test_secret_key",
      given({ "x-signature": "4d0135ed261a737477681988a0fc22b603711ac2" }, merhaba),
    ],
  ])("%s are accepted by a recipe", (_whose, recipe, key, request, at = now) => {
    expect(verificationRecipeSchema.parse(recipe)).toEqual(recipe);
    expect(kindOf(recipe, request, [key], at)).toBe("verified");
    expect(
      kindOf(recipe, { ...request, body: Buffer.concat([request.body, Buffer.from(" ")]) }, [key], at),
    ).toBe("invalid");
  });

  const stripe = hmac({
    header: "stripe-signature",
    prefix: "v1=",
    separator: ",",
    template: "{timestamp}.{body}",
    timestamp: { prefix: "t=", unit: "s", toleranceSeconds: 300 },
  });

  it("Stripe's SDK makes for any body are accepted, several in one header and in any order", () => {
    const { webhooks } = new Stripe("sk_test_none");
    fc.assert(
      fc.property(fc.string(), fc.nat({ max: 2 }), (payload, position) => {
        const timestamp = Math.floor(now.getTime() / 1000);
        const header = webhooks.generateTestHeaderString({ payload, secret, timestamp });
        const parts = header.split(",");
        parts.splice(position, 0, `v1=${"0".repeat(64)}`, "v0=abc");
        const request = given({ "stripe-signature": parts.join(",") }, payload);
        expect(kindOf(stripe, request)).toBe("verified");
        const unsigned = given({ "stripe-signature": header.replace("v1=", "v0=") }, payload);
        expect(kindOf(stripe, unsigned)).toBe("missing");
      }),
      { numRuns: 300 },
    );
  });
});

describe("a recipe that would prove nothing", () => {
  const withTime = { header: "x-time", unit: "s", toleranceSeconds: 300 } as const;

  it.each<[string, object, string]>([
    ["that does not sign the body", { template: "{timestamp}", timestamp: withTime }, "template"],
    ["that signs it twice", { template: "{body}{body}" }, "template"],
    ["that signs what has no such name", { template: "{body}{secret}" }, "template"],
    [
      "whose time is the signature",
      {
        template: "{timestamp}.{body}",
        timestamp: { ...withTime, header: "x-signature" },
        header: "x-signature",
      },
      "timestamp",
    ],
    [
      "whose id is the signature",
      { template: "{id}.{body}", idHeader: "x-signature", header: "x-signature" },
      "idHeader",
    ],
    ["that signs a time it does not find", { template: "{timestamp}.{body}" }, "timestamp"],
    ["that finds a time it does not sign", { timestamp: withTime }, "timestamp"],
    [
      "that has a time in two places",
      { template: "{timestamp}.{body}", timestamp: { ...withTime, prefix: "t=" } },
      "timestamp.header",
    ],
    [
      "whose time is anywhere",
      { template: "{timestamp}.{body}", timestamp: { unit: "s", toleranceSeconds: 300 } },
      "timestamp.header",
    ],
    [
      "whose time is one of the signature's parts, which nothing parts",
      { template: "{timestamp}.{body}", timestamp: { prefix: "t=", unit: "s", toleranceSeconds: 300 } },
      "separator",
    ],
    [
      "with a window of nothing",
      { template: "{timestamp}.{body}", timestamp: { ...withTime, toleranceSeconds: 0 } },
      "timestamp.toleranceSeconds",
    ],
    [
      "with a window of a day",
      { template: "{timestamp}.{body}", timestamp: { ...withTime, toleranceSeconds: 86_400 } },
      "timestamp.toleranceSeconds",
    ],
    ["with an unsigned id", { idHeader: "x-id" }, "idHeader"],
    ["with an id that touches the body", { template: "{id}{body}", idHeader: "x-id" }, "template"],
    ["with a header that is none", { header: "x sig" }, "header"],
    ["with a header that the front door sets", { header: "X-Forwarded-For" }, "header"],
    ["with a hash nobody should use", { algorithm: "md5" }, "algorithm"],
    ["with a setting we do not know", { tolerance: 300 }, ""],
  ])("%s is refused", (_what, changes, path) => {
    const parsed = verificationRecipeSchema.safeParse({ ...hmac(), ...changes });
    expect(parsed.error?.issues.map((issue) => issue.path.join("."))).toContain(path);
  });
});
