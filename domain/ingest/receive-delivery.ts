/** Steps 1 to 3 of a message's way: a provider's call is verified, read and stored before it is acknowledged. */
import { problem } from "../../schemas/api/problem.ts";
import type { AcceptDeps } from "./accept-events.ts";
import { acceptEvents } from "./accept-events.ts";
import { buildContactEvent } from "./build-contact-event.ts";
import type {
  ChannelAdapter,
  Endpoint,
  Verification,
  WebhookAnswer,
  WebhookRequest,
} from "./channel-adapter.ts";
import type { KeptDelivery } from "./delivery-reader.ts";

export interface ReceiveDeps {
  readonly adapterOf: (provider: string) => ChannelAdapter | undefined;
  readonly endpoints: {
    find(provider: string, endpointId: string): Promise<Endpoint | undefined>;
    findFresh(provider: string, endpointId: string): Promise<Endpoint | undefined>;
  };
  readonly pepper: () => Promise<string>;
  /** ISO 3166-1 alpha-2: where a phone number without a country code is from. */
  readonly defaultCountry: string;
  readonly accept: AcceptDeps;
  /** Keeps a delivery safe until `read-deliveries` has read it. */
  readonly keep: (delivery: KeptDelivery) => Promise<void>;
  readonly publicBaseUrl: string;
  readonly now: () => Date;
  /** One refused, unreadable or accepted delivery. */
  readonly count: (metric: string, dimensions: Readonly<Record<string, string>>) => void;
}

/** What of an HTTP API's event (payload 2.0) is looked at. */
export interface WebhookCall {
  /** `POST /v1/ingest/{provider}/{endpointId}` */
  readonly routeKey: string;
  readonly rawPath: string;
  readonly rawQueryString: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly pathParameters?: Readonly<Record<string, string | undefined>> | undefined;
  readonly body?: string | undefined;
  readonly isBase64Encoded: boolean;
  readonly requestContext: { readonly http: { readonly method: string } };
}

/** As API Gateway takes it from a function. */
export interface CallAnswer {
  readonly statusCode: number;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

const usualLargestBody = 1024 * 1024;

/** @throws NotStoredError when the events are not safe: the provider sends again */
export async function receiveDelivery(
  deps: ReceiveDeps,
  provider: string,
  call: WebhookCall,
): Promise<CallAnswer> {
  const request = webhookRequest(call, deps.publicBaseUrl);
  const adapter = deps.adapterOf(provider);
  const largestBody = adapter?.largestBody ?? usualLargestBody;
  if (request.body.length > largestBody) return problem(413, `the limit is ${largestBody} bytes`);
  const endpoint = adapter && (await findEndpoint(deps, provider, call.pathParameters?.endpointId ?? ""));
  if (adapter === undefined || endpoint === undefined) return problem(404);
  if (request.method === "GET" && adapter.handshake !== undefined) {
    const answer = adapter.handshake(request, endpoint);
    return answer === undefined ? problem(403) : respond(answer);
  }
  const verification = await verify(deps, adapter, request, endpoint);
  if (verification.kind === "refused") {
    deps.count("WebhookRefused", { provider, reason: verification.reason });
    return problem(401);
  }
  return store(deps, adapter, request, endpoint);
}

async function findEndpoint(deps: ReceiveDeps, provider: string, endpointId: string) {
  return (
    (await deps.endpoints.find(provider, endpointId)) ??
    (await deps.endpoints.findFresh(provider, endpointId))
  );
}

/** A signature that does not match is tried once more against secrets that may just have been rotated. */
async function verify(
  deps: ReceiveDeps,
  adapter: ChannelAdapter,
  request: WebhookRequest,
  endpoint: Endpoint,
): Promise<Verification> {
  const first = await adapter.verify(request, endpoint, deps.now());
  if (first.kind === "verified" || first.reason !== "invalid") return first;
  const fresh = await deps.endpoints.findFresh(endpoint.provider, endpoint.endpointId);
  return fresh === undefined || fresh === endpoint ? first : adapter.verify(request, fresh, deps.now());
}

async function store(
  deps: ReceiveDeps,
  adapter: ChannelAdapter,
  request: WebhookRequest,
  endpoint: Endpoint,
): Promise<CallAnswer> {
  const { provider, endpointId } = endpoint;
  const parsed = adapter.parse(request, endpoint);
  if (parsed.kind === "unreadable") {
    const { pointer, detail } = parsed.problem;
    deps.count("WebhookUnreadable", { provider });
    return problem(400, `${pointer === "" ? "body" : pointer}: ${detail}`, [parsed.problem]);
  }
  if (parsed.kind === "later") {
    await deps.keep({ request, endpoint, receivedAt: deps.now().toISOString() });
    return respond(adapter.acknowledgement);
  }
  const settings = { pepper: await deps.pepper(), defaultCountry: deps.defaultCountry };
  const delivery = { provider, endpointId, receivedAt: deps.now().toISOString() };
  await acceptEvents(
    deps.accept,
    parsed.events.map((event) => buildContactEvent(settings, event, delivery)),
  );
  return respond(adapter.acknowledgement);
}

function webhookRequest(call: WebhookCall, publicBaseUrl: string): WebhookRequest {
  const query = call.rawQueryString === "" ? "" : `?${call.rawQueryString}`;
  return {
    method: call.requestContext.http.method,
    url: `${publicBaseUrl}${call.rawPath}${query}`,
    rawQuery: call.rawQueryString,
    headers: call.headers,
    body: Buffer.from(call.body ?? "", call.isBase64Encoded ? "base64" : "utf8"),
  };
}

function respond({ statusCode, contentType, body }: WebhookAnswer): CallAnswer {
  return {
    statusCode,
    ...(contentType === undefined ? {} : { headers: { "content-type": contentType } }),
    ...(body === undefined ? {} : { body }),
  };
}
