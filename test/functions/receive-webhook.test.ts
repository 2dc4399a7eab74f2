import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { describe, expect, it } from "vitest";
import { NotStoredError } from "../../domain/errors.ts";
import type { AcceptDeps } from "../../domain/ingest/accept-events.ts";
import type { IdentifiedEvent } from "../../domain/ingest/build-contact-event.ts";
import type { ChannelAdapter, Endpoint, Parsed, Verification } from "../../domain/ingest/channel-adapter.ts";
import type { ReceiveDeps } from "../../domain/ingest/receive-delivery.ts";
import type { FirstReceipts } from "../../domain/ingest/store-event.ts";
import { createHandler } from "../../functions/receive-webhook/handler.ts";
import { inert, parsedEvent } from "../support/events.ts";

const endpoint: Endpoint = {
  provider: "toy",
  endpointId: "demo",
  secrets: ["old"],
  account: {},
  brand: "default",
};
const verified: Verification = { kind: "verified" };
const refused: Verification = { kind: "refused", reason: "invalid" };

function webhook(changes: Partial<APIGatewayProxyEventV2> = {}, method = "POST"): APIGatewayProxyEventV2 {
  return {
    version: "2.0",
    routeKey: "POST /v1/ingest/{provider}/{endpointId}",
    rawPath: "/v1/ingest/toy/demo",
    rawQueryString: "",
    headers: {},
    pathParameters: { provider: "toy", endpointId: "demo" },
    isBase64Encoded: false,
    body: "{}",
    requestContext: { http: { method } },
    ...changes,
  } as APIGatewayProxyEventV2;
}

function setUp(parts: {
  adapter?: Partial<ChannelAdapter>;
  found?: Endpoint | undefined;
  fresh?: Endpoint;
  accept?: AcceptDeps;
  keep?: ReceiveDeps["keep"];
}) {
  const counted: string[] = [];
  const adapter = {
    provider: "toy",
    acknowledgement: { statusCode: 200 },
    handshake: undefined,
    largestBody: undefined,
    ...parts.adapter,
  };
  const deps: ReceiveDeps = {
    adapterOf: (provider) =>
      provider === "toy" ? inert<ChannelAdapter>(adapter as ChannelAdapter) : undefined,
    endpoints: {
      find: async () => ("found" in parts ? parts.found : endpoint),
      findFresh: async () => parts.fresh,
    },
    pepper: async () => "pepper",
    defaultCountry: "DE",
    keep: parts.keep ?? inert<ReceiveDeps["keep"]>(),
    accept: parts.accept ?? inert<AcceptDeps>(),
    publicBaseUrl: "https://hooks.example.com",
    now: () => new Date("2026-11-22T09:00:00.000Z"),
    count: (metric, dimensions) => counted.push(`${metric} ${Object.values(dimensions).join(" ")}`),
  };
  return { handle: createHandler(deps), counted };
}

const events = (...keys: string[]): Parsed => ({
  kind: "events",
  events: keys.map((idempotencyKey) => parsedEvent({ idempotencyKey })),
});

function accepting(seen: string[] = []): AcceptDeps {
  return {
    ...inert<AcceptDeps>(),
    onDeferred: () => {},
    deferred: inert(),
    store: {
      firstReceipts: inert(),
      timelines: {
        append: async ({ event }) => {
          seen.push(event.eventId);
          return "appended";
        },
      },
    },
  };
}

describe("receiving a webhook", () => {
  it("stores every event before it acknowledges", async () => {
    const seen: string[] = [];
    const { handle } = setUp({
      adapter: { verify: () => verified, parse: () => events("a", "b") },
      accept: accepting(seen),
    });
    expect(await handle(webhook())).toMatchObject({ statusCode: 200 });
    expect(new Set(seen).size).toBe(2);
  });

  it("takes a number without a country code for one of the configured country", async () => {
    const identifiers = [{ kind: "phone" as const, value: "030 123456", level: "verified" as const }];
    const seen: unknown[] = [];
    const store = {
      firstReceipts: inert<FirstReceipts>(),
      timelines: {
        append: async ({ event }: IdentifiedEvent) => {
          seen.push(event.identifiers[0]?.value);
          return "appended" as const;
        },
      },
    };
    const { handle } = setUp({
      adapter: {
        verify: () => verified,
        parse: () => ({ kind: "events", events: [parsedEvent({ identifiers })] }),
      },
      accept: { ...accepting(), store },
    });
    await handle(webhook());
    expect(seen).toEqual(["+4930123456"]);
  });

  it("shows the adapter the exact bytes and the configured URL, whatever Host says", async () => {
    const bytes = Buffer.from([0, 255, 128, 10]);
    let url = "";
    let body: Buffer = Buffer.alloc(0);
    const { handle } = setUp({
      adapter: {
        verify: (request) => {
          url = request.url;
          body = request.body;
          return refused;
        },
      },
    });
    await handle(
      webhook({
        body: bytes.toString("base64"),
        isBase64Encoded: true,
        rawQueryString: "a=%20b",
        headers: { host: "evil.example" },
      }),
    );
    expect(url).toBe("https://hooks.example.com/v1/ingest/toy/demo?a=%20b");
    expect(body.equals(bytes)).toBe(true);
  });

  it("refuses a wrong signature without a word why, and counts it", async () => {
    const { handle, counted } = setUp({ adapter: { verify: () => refused } });
    const answer = await handle(webhook());
    expect(answer.statusCode).toBe(401);
    expect(JSON.parse(String(answer.body))).toEqual({
      type: "about:blank",
      title: "The signature does not match",
      status: 401,
    });
    expect(counted).toEqual(["WebhookRefused toy invalid"]);
  });

  it("tries again with a secret that has just been rotated in", async () => {
    const { handle } = setUp({
      adapter: {
        verify: (_request, { secrets }) => (secrets.includes("new") ? verified : refused),
        parse: () => events("a"),
      },
      fresh: { ...endpoint, secrets: ["new", "old"], account: {}, brand: "default" },
      accept: accepting(),
    });
    expect((await handle(webhook())).statusCode).toBe(200);
  });

  it.each([
    ["an unknown endpoint", webhook(), { found: undefined }],
    ["an unknown provider", webhook({ pathParameters: { provider: "x", endpointId: "demo" } }), {}],
    [
      "a provider named like a member of Object",
      webhook({ pathParameters: { provider: "__proto__", endpointId: "demo" } }),
      {},
    ],
  ])("answers 404 to %s", async (_what, event, parts) => {
    expect((await setUp(parts).handle(event)).statusCode).toBe(404);
  });

  it("answers 413 to a body over 1 MiB before it looks at anything", async () => {
    const { handle } = setUp({});
    expect((await handle(webhook({ body: "x".repeat(1024 * 1024 + 1) }))).statusCode).toBe(413);
    const base64 = Buffer.alloc(1024 * 1024 + 1).toString("base64");
    expect((await handle(webhook({ body: base64, isBase64Encoded: true }))).statusCode).toBe(413);
  });

  it("takes more of a provider that sends files along, and no more than that", async () => {
    const largestBody = 2 * 1024 * 1024;
    const { handle } = setUp({
      adapter: { largestBody, verify: () => ({ kind: "refused", reason: "invalid" }) },
    });
    expect((await handle(webhook({ body: "x".repeat(largestBody) }))).statusCode).toBe(401);
    expect((await handle(webhook({ body: "x".repeat(largestBody + 1) }))).statusCode).toBe(413);
  });

  it("says where an unreadable body is wrong, and counts it", async () => {
    const { handle, counted } = setUp({
      adapter: {
        verify: () => verified,
        parse: () => ({
          kind: "unreadable",
          problem: { pointer: "/0/kind", detail: "expected a dotted name" },
        }),
      },
    });
    const answer = await handle(webhook());
    expect(answer.statusCode).toBe(400);
    expect(answer.headers).toEqual({ "content-type": "application/problem+json" });
    expect(JSON.parse(String(answer.body))).toMatchObject({
      detail: "/0/kind: expected a dotted name",
      errors: [{ pointer: "/0/kind", detail: "expected a dotted name" }],
    });
    expect(counted).toEqual(["WebhookUnreadable toy"]);
  });

  it("answers a handshake without asking for a signature, and refuses a wrong one", async () => {
    const right = setUp({
      adapter: { handshake: () => ({ statusCode: 200, contentType: "text/plain", body: "42" }) },
    });
    expect(await right.handle(webhook({}, "GET"))).toEqual({
      statusCode: 200,
      headers: { "content-type": "text/plain" },
      body: "42",
    });
    const wrong = setUp({ adapter: { handshake: () => undefined } });
    expect((await wrong.handle(webhook({}, "GET"))).statusCode).toBe(403);
  });

  it("lets trouble through, so that nothing is acknowledged that is not safe", async () => {
    const { handle } = setUp({
      adapter: { verify: () => verified, parse: () => events("a") },
      accept: {
        store: {
          firstReceipts: inert(),
          timelines: { append: async () => Promise.reject(new Error("down")) },
        },
        deferred: { defer: async () => Promise.reject(new Error("down too")) },
        onDeferred: () => {},
      },
    });
    await expect(handle(webhook())).rejects.toBeInstanceOf(NotStoredError);
  });
});
