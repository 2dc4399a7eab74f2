/** What receiving needs of a provider: the port that every folder under `adapters/channels/` fills. */
import type { EndpointConfig } from "../../schemas/channel-reading.ts";
import type { ContactEvent } from "../../schemas/contact-event.ts";

/** A provider's call as it came over the wire. */
export interface WebhookRequest {
  readonly method: string;
  /** Configured public base URL + raw path + raw query: what a URL-signing provider signed. */
  readonly url: string;
  /** Without the leading `?`, still encoded. */
  readonly rawQuery: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The bytes that were signed. */
  readonly body: Buffer;
}

/** One provider account: how its webhook is verified, and what sending by it takes. */
export interface Endpoint {
  readonly provider: string;
  readonly endpointId: string;
  /** Newest first, so that they can be rotated. */
  readonly secrets: readonly string[];
  readonly verifyToken?: string | undefined;
  /** What reading and sending take beside the secrets, by provider: ids, addresses, tokens (docs/channels.md). */
  readonly account: Readonly<Record<string, string>>;
  /** Whose name it carries: consents are given to a brand. */
  readonly brand: string;
  /** Of a channel that is made by configuration: how it is verified and read. */
  readonly config?: EndpointConfig | undefined;
}

/**
 * `missing` and `invalid` answer 401; the reason goes to the log and a metric, never to the caller.
 */
export type Verification =
  | { readonly kind: "verified" }
  | { readonly kind: "refused"; readonly reason: "missing" | "invalid" | "expired" };

/** A contact event before it has our ids: what only the provider knows. */
export interface ParsedEvent
  extends Omit<ContactEvent, "eventId" | "occurredAt" | "receivedAt" | "provider" | "endpointId"> {
  /** Stable for the provider's retries and different for every other event of the endpoint. */
  readonly idempotencyKey: string;
  /** Absent where the provider gives no event time: our first receive time takes its place. */
  readonly occurredAt?: string | undefined;
}

/** Where a body is wrong: a JSON pointer (`/0/identifiers/0/kind`; empty for the whole) and what was expected. */
export interface BodyProblem {
  readonly pointer: string;
  readonly detail: string;
}

/** `later`: kept as it is, and read by the channel's `DeliveryReader` in `read-deliveries`. */
export type Parsed =
  | { readonly kind: "events"; readonly events: readonly ParsedEvent[] }
  | { readonly kind: "later" }
  | { readonly kind: "unreadable"; readonly problem: BodyProblem };

/** What the provider gets to hear: a 2xx acknowledgement, or the answer to its handshake. */
export interface WebhookAnswer {
  readonly statusCode: number;
  readonly contentType?: string;
  readonly body?: string;
}

export interface ChannelAdapter {
  readonly provider: string;
  /**
   * It brings events of a system (marketing, CRM, commerce) instead of customers' messages. These have a function of
   * their own: one campaign makes thousands of them, and no message waits behind them.
   */
  readonly business?: true;
  /** In bytes, where the provider sends files inside of a call. Absent: 1 MiB. Lambda takes 6 MB in base64. */
  readonly largestBody?: number;
  /** Constant time in the secret. Tries every secret of the endpoint; no secret never means "accept". */
  verify(request: WebhookRequest, endpoint: Endpoint, now: Date): Verification | Promise<Verification>;
  /** Reads a verified body. A kind it does not know becomes an event all the same. */
  parse(request: WebhookRequest, endpoint: Endpoint): Parsed;
  /** What a stored delivery is answered with. */
  readonly acknowledgement: WebhookAnswer;
  /** Answers a GET that proves the endpoint is ours (Meta). Absent: GET is verified like POST. */
  readonly handshake?: (request: WebhookRequest, endpoint: Endpoint) => WebhookAnswer | undefined;
}
