import { expect, it } from "vitest";
import type { AcceptDeps } from "../../domain/ingest/accept-events.ts";
import type { ChannelAdapter } from "../../domain/ingest/channel-adapter.ts";
import type { ReceiveDeps, WebhookCall } from "../../domain/ingest/receive-delivery.ts";
import { createHandler } from "../../functions/receive-business-events/handler.ts";
import { inert, parsedEvent } from "../support/events.ts";

const adapter = inert<ChannelAdapter>({
  provider: "toy",
  business: true,
  acknowledgement: { statusCode: 200 },
  handshake: undefined,
  largestBody: undefined,
  verify: () => ({ kind: "verified" }),
  parse: () => ({ kind: "events", events: [parsedEvent({ idempotencyKey: "a" })] }),
} as unknown as ChannelAdapter);

function setUp() {
  const stored: string[] = [];
  const deps: ReceiveDeps = {
    ...inert<ReceiveDeps>(),
    adapterOf: (provider) => (provider === "toy" ? adapter : undefined),
    endpoints: {
      find: async (provider, endpointId) => ({
        provider,
        endpointId,
        secrets: [],
        account: {},
        brand: "default",
      }),
      findFresh: async () => undefined,
    },
    pepper: async () => "pepper",
    defaultCountry: "DE",
    accept: {
      ...inert<AcceptDeps>(),
      store: {
        firstReceipts: inert(),
        timelines: {
          append: async ({ event: { provider, endpointId } }) => {
            stored.push(`${provider}/${endpointId}`);
            return "appended";
          },
        },
      },
    },
    publicBaseUrl: "https://hooks.example.com",
    now: () => new Date("2026-11-22T09:00:00.000Z"),
    count: () => {},
  };
  return { handle: createHandler(deps), stored };
}

const callOf = (routeKey: string, pathParameters: Record<string, string>): WebhookCall => ({
  routeKey,
  rawPath: "/v1/ingest/other/demo",
  rawQueryString: "",
  headers: {},
  pathParameters,
  body: "{}",
  isBase64Encoded: false,
  requestContext: { http: { method: "POST" } },
});

it("takes the provider from the route, whatever the call says", async () => {
  const { handle, stored } = setUp();
  const call = callOf("POST /v1/ingest/toy/{endpointId}", { provider: "other", endpointId: "demo" });
  expect((await handle(call)).statusCode).toBe(200);
  expect(stored).toEqual(["toy/demo"]);
});

it.each(["POST /v1/ingest/other/{endpointId}", "POST /v1/ingest/{provider}/{endpointId}", "$default"])(
  "answers 404 to a provider it does not read: %s",
  async (routeKey) => {
    const { handle, stored } = setUp();
    expect((await handle(callOf(routeKey, { endpointId: "demo" }))).statusCode).toBe(404);
    expect(stored).toEqual([]);
  },
);
