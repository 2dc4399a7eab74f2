/** The provider that a channel's sender talks to in the kit: its own fake, or whatever a check lets it answer. */
import type { SendingSamples } from "../../adapters/channels/samples.ts";
import type { Endpoint } from "../../domain/ingest/channel-adapter.ts";
import type { MediaTools } from "../../domain/ingest/media-source.ts";
import type {
  ChannelSender,
  HttpAnswer,
  HttpFailure,
  HttpRequest,
  OutboundMessage,
  SendAnswer,
} from "../../domain/outbox/channel-sender.ts";
import { now } from "./calls.ts";
import type { Channel } from "./check.ts";

export type Taken = NonNullable<ReturnType<SendingSamples["fake"]>["took"]>;
type PutFile = NonNullable<ReturnType<SendingSamples["fake"]>["put"]>;

export interface Provider {
  readonly tools: MediaTools;
  readonly requests: readonly HttpRequest[];
  /** Files that it has written into buckets. */
  readonly put: readonly PutFile[];
  /** Each message once, as the provider would keep it. */
  readonly taken: readonly Taken[];
}

/** What an AWS request is signed with; the signature itself is the SDK's business. */
const signedFor = (service: string) =>
  `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260102/eu-central-1/${service}/aws4_request, SignedHeaders=host;x-amz-date, Signature=${"0".repeat(64)}`;

/** @param answering instead of the fake */
export function aProvider(
  { samples }: Channel,
  {
    answering,
    endpoint = samples.endpoint,
  }: { answering?: HttpAnswer | HttpFailure; endpoint?: Endpoint } = {},
): Provider {
  const requests: HttpRequest[] = [];
  const taken: Taken[] = [];
  const put: PutFile[] = [];
  const answers = new Map<string, HttpAnswer>();
  const answer = (request: HttpRequest): HttpAnswer | HttpFailure => {
    requests.push(request);
    if (answering !== undefined) return answering;
    const given = samples.sending?.fake(request, endpoint);
    if (given === undefined) return { kind: "not-sent", code: "no-fake" };
    const key = given.took?.idempotencyKey;
    const before = key === undefined ? undefined : answers.get(key);
    if (before !== undefined) return before;
    if (key !== undefined) answers.set(key, given.answer);
    if (given.took !== undefined) taken.push(given.took);
    if (given.put !== undefined) put.push(given.put);
    return given.answer;
  };
  return {
    requests,
    taken,
    put,
    tools: {
      http: async (request) => answer(request),
      aws: async (service, { method, path, headers = {}, body }) =>
        answer({ method, url: path, headers: { ...headers, authorization: signedFor(service) }, body }),
      now: () => now,
      drop: { bucketName: "kit-files", prefix: "incoming/kit/" },
    },
  };
}

export interface Sending {
  readonly sender: ChannelSender;
  readonly sending: SendingSamples;
}

/** Both, or neither is of use. */
export const sends = ({ sender, samples }: Channel): boolean =>
  sender !== undefined && samples.sending !== undefined;

export function sendingOf({ sender, samples }: Channel): Sending {
  if (sender === undefined || samples.sending === undefined) throw new Error("the channel does not send");
  return { sender, sending: samples.sending };
}

/** One try of the sample's message, with changes. */
export async function send(
  channel: Channel,
  changes: Partial<OutboundMessage> = {},
  of: { provider?: Provider; answering?: HttpAnswer | HttpFailure; endpoint?: Endpoint } = {},
): Promise<{ answer: SendAnswer; provider: Provider }> {
  const { sender, sending } = sendingOf(channel);
  const { endpoint = channel.samples.endpoint } = of;
  const provider = of.provider ?? aProvider(channel, { ...of, endpoint });
  const answer = await sender.send({ ...sending.message, ...changes }, endpoint, provider.tools);
  return { answer, provider };
}

export function anAnswer(status: number, body = "", headers: HttpAnswer["headers"] = {}): HttpAnswer {
  return { status, headers, body };
}
