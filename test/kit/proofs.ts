/** Finds what of a call proves its sender, without knowing the provider: what another secret makes different. */
import type { WebhookRequest } from "../../domain/ingest/channel-adapter.ts";
import { signed, usual } from "./calls.ts";
import type { Channel } from "./check.ts";

/** A header, or a field of a JSON body. */
export interface Proof {
  readonly name: string;
  readonly value: string;
  /** Where it differs with another secret: the rest is a scheme, a version or a time. */
  readonly from: number;
  readonly to: number;
  /** The call with another value, or with none. */
  readonly replaced: (value: string | undefined) => WebhookRequest;
}

export function proofsOf(channel: Channel, sample = usual(channel)): Proof[] {
  const request = signed(channel, sample);
  const other = signed(channel, sample, { secret: channel.samples.nextSecret });
  const inHeaders = differing(request.headers, other.headers).map(([name, value, [from, to]]) => ({
    name,
    value,
    from,
    to,
    replaced: (changed: string | undefined) => withHeader(request, name, changed),
  }));
  if (inHeaders.length > 0) return inHeaders;
  const fields = fieldsIn(request.body);
  return differing(fields, fieldsIn(other.body)).map(([name, value, [from, to]]) => ({
    name,
    value,
    from,
    to,
    replaced: (changed) => withBody(request, JSON.stringify({ ...fields, [name]: changed })),
  }));
}

export const withHeader = (
  request: WebhookRequest,
  name: string,
  value: string | undefined,
): WebhookRequest => ({
  ...request,
  headers: { ...request.headers, [name]: value },
});

export const withBody = (request: WebhookRequest, body: string | Buffer): WebhookRequest => ({
  ...request,
  body: Buffer.from(body),
});

type Fields = Readonly<Record<string, unknown>>;

function differing(one: Fields, other: Fields): [name: string, value: string, at: [number, number]][] {
  return Object.entries(one).flatMap(([name, value]) => {
    const there = other[name];
    if (typeof value !== "string" || typeof there !== "string" || value === there) return [];
    return [[name, value, rangeOf(value, there)]];
  });
}

function rangeOf(one: string, other: string): [number, number] {
  let from = 0;
  while (one[from] === other[from]) from += 1;
  let same = 0;
  while (one.at(-1 - same) === other.at(-1 - same) && one.length - same > from + 1) same += 1;
  return [from, one.length - same];
}

function fieldsIn(body: Buffer): Fields {
  try {
    return JSON.parse(body.toString());
  } catch {
    return {};
  }
}

/** At most so many places of a long text, spread over the whole. */
export function places(length: number, most: number): number[] {
  const step = Math.max(1, length / most);
  return Array.from({ length: Math.ceil(length / step) }, (_, index) => Math.floor(index * step));
}
