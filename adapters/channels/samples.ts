/**
 * What a channel's folder offers to be tested and tried out by, in its `samples.ts`: deliveries as the provider
 * signs them, and a fake of the provider that takes what we send. The conformance kit knows channels by this alone,
 * and the laptop's fake providers are these.
 */
import type { Endpoint, WebhookRequest } from "../../domain/ingest/channel-adapter.ts";
import type { HttpAnswer, HttpRequest, OutboundMessage } from "../../domain/outbox/channel-sender.ts";
import type { Channel, Identifier, MessageStatus } from "../../schemas/contact-event.ts";
import type { TakenFile } from "./taken-file.ts";

/** A call before it is signed. */
export interface Sample {
  readonly body: string;
  readonly contentType: string;
  readonly method?: string;
  /** Without `?`. */
  readonly query?: string;
  /** Names in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** What a signature covers. `secret`: nothing at all, it is a shared secret that is sent along. */
export type Signed = "body" | "url" | "time" | "id" | "secret";

export interface ChannelSamples {
  readonly provider: string;
  readonly endpoint: Endpoint;
  /** A second secret of the form that the provider's have, for rotation. */
  readonly nextSecret: string;
  /** Signs as the provider does; written apart from the adapter's `verify`. */
  readonly sign: (sample: Sample, secret: string, at: Date, url: string) => WebhookRequest;
  readonly signed: readonly Signed[];
  /** Decoded values are signed rather than the body's bytes (Amazon SNS): written otherwise, it is the same call. */
  readonly signedValues?: true;
  /** Where a time is signed: how far from now it may be, both ways. */
  readonly toleranceSeconds?: number;
  /** One event of the provider's most usual kind. The same `id` is the same event, at whatever `at` it is signed. */
  readonly event: (of: { readonly id: string; readonly at: Date }) => Sample;
  /** A customer's message with exactly that text; absent where the provider brings no messages. */
  readonly message?: (of: { readonly id: string; readonly text: string; readonly at: Date }) => Sample;
  /** A status of a message of ours; `undefined` where the provider has no such status. Absent: it reports none. */
  readonly status?: (of: {
    readonly providerMessageId: string;
    readonly status: MessageStatus;
    readonly at: Date;
    /** The recipient. */
    readonly to: string;
    /** Of the message, where the provider echoes it. */
    readonly sendId?: string;
  }) => Sample | undefined;
  /** Several events in one call; absent where the provider never does that. */
  readonly batch?: (ids: readonly string[], at: Date) => Sample;
  /** One mistake refuses the whole batch, for its sender to mend: only where the sender is the business's own. */
  readonly wholeBatch?: true;
  /** A message with a file. */
  readonly media?: (of: { readonly id: string; readonly at: Date }) => Sample;
  /** What no human wrote for us to read: our own message echoed, an automatic answer. */
  readonly automatic?: readonly ((at: Date) => Sample)[];
  /** A well-formed call of a kind that nobody has heard of. */
  readonly unknown: (at: Date) => Sample;
  /** Signed well, and not readable: answered 400. */
  readonly unreadable: readonly Sample[];
  /** Names of the provider's identifiers in these samples; only `verified` where the provider proves it. */
  readonly level: "verified" | "claimed";
  readonly sending?: SendingSamples;
}

/** The provider as a server of ours, for tests and for the laptop. */
export interface SendingSamples {
  readonly channel: Channel;
  /** Of a person whom the endpoint can write to. */
  readonly identifiers: readonly Identifier[];
  /** A usual message to that person. */
  readonly message: OutboundMessage;
  /**
   * Checks a request as the provider would, in all that its documentation says of its shape and authentication,
   * and answers as it would.
   *
   * @param request its `url` is below the endpoint's `account.apiUrl`, or the AWS service's own path
   */
  readonly fake: (request: HttpRequest, endpoint: Endpoint) => FakeAnswer;
  /** The provider's answers to a message that it does not take, by what must become of them. */
  readonly refusals: Readonly<Record<string, { readonly answer: HttpAnswer; readonly becomes: string }>>;
}

export interface FakeAnswer {
  readonly answer: HttpAnswer;
  /** A file that the provider writes into a bucket. */
  readonly put?: {
    readonly bucketName: string;
    readonly key: string;
    readonly contentType: string;
    readonly bytes: Uint8Array;
  };
  /** Present when the message was taken. */
  readonly took?: {
    readonly providerMessageId: string;
    readonly to: string;
    readonly text: string;
    /** That came along as bytes. */
    readonly files?: readonly TakenFile[];
    /** Where its status is to be reported, if the request named a URL. */
    readonly statusUrl?: string;
    /** Our id of it, if the request named it. */
    readonly sendId?: string;
    /** The provider's idempotency key: a repeated one is answered like the first, and sends nothing. */
    readonly idempotencyKey?: string;
  };
}
