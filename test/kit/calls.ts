/** A channel's calls as the kit makes them: signed by its samples, verified and read by its adapter. */
import assert from "node:assert/strict";
import type { Sample } from "../../adapters/channels/samples.ts";
import { buildContactEvent, type UntimedEvent } from "../../domain/ingest/build-contact-event.ts";
import type { ParsedEvent, Verification, WebhookRequest } from "../../domain/ingest/channel-adapter.ts";
import type { ReadEvent } from "../../domain/ingest/delivery-reader.ts";
import { assertStorable } from "../adapters/channels/requests.ts";
import type { Channel } from "./check.ts";

/** When calls are signed and verified. */
export const now = new Date("2026-01-02T03:00:10.000Z");
/** When what they tell of happened: not when they are sent. */
export const happened = new Date("2026-01-02T02:58:20.000Z");

export const secondsAfter = (instant: Date, seconds: number) => new Date(instant.getTime() + seconds * 1000);

export const firstSecret = ({ samples }: Channel): string => samples.endpoint.secrets[0] ?? "";

export const urlOf = ({ samples }: Channel) =>
  `https://hooks.example.com/v1/ingest/${samples.provider}/${samples.endpoint.endpointId}`;

export function signed(
  channel: Channel,
  sample: Sample,
  { secret = firstSecret(channel), at = now }: { secret?: string; at?: Date } = {},
): WebhookRequest {
  return channel.samples.sign(sample, secret, at, urlOf(channel));
}

export const usual = ({ samples }: Channel, id = "kit-1"): Sample => samples.event({ id, at: happened });

export async function verify(
  { adapter, samples }: Channel,
  request: WebhookRequest,
  { secrets = samples.endpoint.secrets, at = now }: { secrets?: readonly string[]; at?: Date } = {},
): Promise<Verification> {
  return adapter.verify(request, { ...samples.endpoint, secrets }, at);
}

export async function assertAccepted(channel: Channel, request: WebhookRequest, how = {}, what = "the call") {
  const verification = await verify(channel, request, how);
  assert.equal(verification.kind, "verified", `${what} was refused: ${JSON.stringify(verification)}`);
}

export async function assertRefused(channel: Channel, request: WebhookRequest, how = {}, what = "the call") {
  const { kind } = await verify(channel, request, how);
  assert.equal(kind, "refused", `${what} was accepted`);
}

/** What a request becomes: read at once, or by the channel's reader. */
export async function eventsOf(channel: Channel, request: WebhookRequest): Promise<readonly ReadEvent[]> {
  const parsed = channel.adapter.parse(request, channel.samples.endpoint);
  if (parsed.kind === "unreadable") assert.fail(`unreadable: ${JSON.stringify(parsed.problem)}`);
  if (parsed.kind === "events") return parsed.events;
  assert.ok(channel.reader, "kept to be read later, but there is no later.ts");
  const { endpoint } = channel.samples;
  return channel.reader.read({ request, endpoint, receivedAt: now.toISOString() });
}

export const eventsIn = (channel: Channel, sample: Sample) => eventsOf(channel, signed(channel, sample));

export async function onlyEventIn(channel: Channel, sample: Sample): Promise<ReadEvent> {
  const [event, ...others] = await eventsIn(channel, sample);
  assert.ok(event && others.length === 0, `expected one event, got ${others.length + (event ? 1 : 0)}`);
  return event;
}

export const keysOf = (events: readonly ParsedEvent[]) => events.map(({ idempotencyKey }) => idempotencyKey);

/** As the store would get it. */
export function built({ samples }: Channel, event: ParsedEvent, at = now): UntimedEvent {
  const { provider, endpointId } = samples.endpoint;
  const delivery = { provider, endpointId, receivedAt: at.toISOString() };
  return buildContactEvent({ pepper: "kit-pepper", defaultCountry: "TR" }, event, delivery);
}

/** The store takes it, with every text of it. */
export function assertKeepable({ files: _, ...event }: ReadEvent): void {
  assertStorable(event);
  for (const text of textsIn(event)) assert.ok(text.isWellFormed(), "half a surrogate pair in an event");
}

/** Every text of a document, names of fields too. */
export function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, item]) => [name, ...textsIn(item)]);
}

/** Every sample that the channel has, by what it is. */
export function allSamples({ samples }: Channel): (readonly [what: string, sample: Sample])[] {
  const { event, message, media, batch, status, automatic = [], unknown } = samples;
  const id = "kit-1";
  const named: (readonly [string, Sample | undefined])[] = [
    ["event", event({ id, at: happened })],
    ["message", message?.({ id, at: happened, text: "Merhaba" })],
    ["media", media?.({ id, at: happened })],
    ["batch", batch?.([id, "kit-2"], happened)],
    ["unknown", unknown(happened)],
    ...automatic.map((one, index) => [`automatic ${index}`, one(happened)] as const),
    ...(["queued", "sent", "delivered", "read", "failed"] as const).map(
      (one) => [`status ${one}`, status?.(aStatus(one))] as const,
    ),
  ];
  return named.flatMap(([what, sample]) => (sample === undefined ? [] : [[what, sample] as const]));

  function aStatus(of: "queued" | "sent" | "delivered" | "read" | "failed") {
    const to = samples.sending?.message.to ?? "+905551112233";
    return { providerMessageId: "kit-message-1", status: of, at: happened, to };
  }
}

/** The channel brings customers' messages. */
export const talks = ({ samples }: Channel) => samples.message !== undefined;

export function said(channel: Channel, text: string, id = "kit-1") {
  const sample = channel.samples.message?.({ id, text, at: happened });
  assert.ok(sample);
  return onlyEventIn(channel, sample);
}
