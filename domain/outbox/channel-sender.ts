/** What `send-message` needs of a provider: the port that `adapters/channels/<provider>/send.ts` fills. */
import type { Channel, Identifier, MessageStatus } from "../../schemas/contact-event.ts";
import type { Endpoint } from "../ingest/channel-adapter.ts";

/** What a provider's channel can do. */
export interface Capabilities {
  /** How long one text may be, and what is counted: code points, UTF-16 units, or bytes of UTF-8. */
  readonly text: { readonly most: number; readonly counted: "characters" | "units" | "bytes" };
  /**
   * How long after the customer's last message we may write freely, and what is allowed after it: an approved
   * template, a human agent's reply (for some days), or nothing. Absent: always.
   */
  readonly window?: {
    readonly hours: number;
    readonly after: "template" | "human-agent" | "nothing";
    /** With `human-agent`: how long that lasts. */
    readonly humanAgentHours?: number;
  };
  /** Files may be sent along, by public URL. */
  readonly media: boolean;
  /** How many go with one message. Absent: as many as a message of ours may have. */
  readonly mostFiles?: number;
  /** Where the provider takes files as bytes and fetches none by its URL: how many together. */
  readonly mostAttachedBytes?: number;
  /** Statuses that the provider reports; none: `sent` is the last we hear. */
  readonly receipts: readonly MessageStatus[];
  /**
   * Sending the same `sendId` again does not send twice: the provider has an idempotency key. Without one, a send
   * whose answer was lost is shown to the agent and never guessed.
   */
  readonly idempotent: boolean;
  /** The provider or the carrier stops messages after an opt-out, whatever the person writes later (SMS). */
  readonly enforcesOptOut: boolean;
  /** Requests per second for one endpoint, and how many at once after a pause. */
  readonly rate: { readonly perSecond: number; readonly burst: number };
}

/** A file that goes along as bytes. */
export interface OutboundFile {
  /** Its extension says what it is. */
  readonly name: string;
  /** By its bytes. */
  readonly contentType: string;
  readonly bytes: Buffer;
}

/** A message that may be sent: consent and window were checked. */
export interface OutboundMessage {
  /** A ULID: the idempotency key where the provider takes one, and echoed by its status callbacks where it can be. */
  readonly sendId: string;
  readonly channel: Channel;
  /** The recipient's address as the provider writes it (`ChannelSender.addressOf`). */
  readonly to: string;
  readonly text: string;
  readonly subject?: string | undefined;
  /** Approved by the provider, for outside of its window. */
  readonly template?:
    | { readonly name: string; readonly language: string; readonly parameters: readonly string[] }
    | undefined;
  readonly mediaUrls?: readonly string[] | undefined;
  /** In place of `mediaUrls` where the provider takes bytes. */
  readonly files?: readonly OutboundFile[] | undefined;
  /** An agent writes after the usual window, where the provider has a tag for that. */
  readonly asHumanAgent?: boolean | undefined;
  /** The customer's message that is answered, as its event has them. */
  readonly answers?:
    | {
        readonly providerMessageId?: string | undefined;
        readonly thread?: string | undefined;
        readonly attributes?: Readonly<Record<string, unknown>> | undefined;
      }
    | undefined;
  /** Where the provider is to report the status: the endpoint's webhook, with `?send=<sendId>`. */
  readonly statusUrl: string;
}

/** Why a message will never be sent as it is. */
export type Refusal =
  | "opted-out"
  | "bad-recipient"
  | "window-closed"
  | "too-long"
  | "bad-template"
  | "bad-media"
  | "not-allowed"
  | "rejected";

export type SendAnswer =
  | {
      readonly kind: "accepted";
      /** By which status events will name it. */
      readonly providerMessageId: string;
    }
  /** @param code the provider's own, for the agent and the log: no personal data */
  | { readonly kind: "refused"; readonly reason: Refusal; readonly code: string }
  /** It was certainly not sent, and may be tried again. */
  | { readonly kind: "retry"; readonly code: string; readonly afterSeconds?: number | undefined }
  /** Nobody knows whether it was sent. */
  | { readonly kind: "unknown"; readonly code: string };

export interface HttpRequest {
  readonly method: "GET" | "POST" | "PUT";
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
}

export interface HttpAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

/** A request of which nothing reached the other side (no connection, no such host), or of which nobody knows. */
export type HttpFailure = { readonly kind: "not-sent" | "no-answer"; readonly code: string };

/** How senders reach their provider. */
export interface SendingTools {
  /** No redirects; ten seconds at most. */
  readonly http: (request: HttpRequest) => Promise<HttpAnswer | HttpFailure>;
  /** A signed request to an AWS service, tried once, ten seconds at most. @param service signing name: `ses`, `sms-voice`, `social-messaging`, `connect` */
  readonly aws: (
    service: string,
    request: {
      readonly method: HttpRequest["method"];
      readonly path: string;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string;
    },
  ) => Promise<HttpAnswer | HttpFailure>;
  readonly now: () => Date;
}

export interface ChannelSender {
  readonly provider: string;
  /** Channels it sends on. */
  readonly channels: readonly Channel[];
  capabilities(channel: Channel): Capabilities;
  /** The address to write to, of a person's identifiers; `undefined` when none of them is this provider's. */
  addressOf(identifiers: readonly Identifier[], channel: Channel, endpoint: Endpoint): string | undefined;
  /** One try. Everything a provider may answer is an answer of ours; nothing is thrown for it. */
  send(message: OutboundMessage, endpoint: Endpoint, tools: SendingTools): Promise<SendAnswer>;
}
