/** Builds signed webhook calls as they come over the wire, with the signature arithmetic written a second time. */
import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import type {
  ChannelAdapter,
  Endpoint,
  ParsedEvent,
  WebhookRequest,
} from "../../../domain/ingest/channel-adapter.ts";
import { contactEventSchema } from "../../../schemas/contact-event.ts";

export const now = new Date("2026-01-02T03:00:10.000Z");

export function aRequest(parts: Partial<WebhookRequest> = {}): WebhookRequest {
  const url = parts.url ?? "https://hooks.example.com/v1/ingest/provider/demo";
  const rawQuery = url.includes("?") ? url.slice(url.indexOf("?") + 1) : "";
  return { method: "POST", url, rawQuery, headers: {}, body: Buffer.alloc(0), ...parts };
}

export function anEndpoint(provider: string, ...secrets: string[]): Endpoint {
  return { provider, endpointId: "demo", secrets, account: {}, brand: "default" };
}

export function aJsonRequest(body: unknown, contentType = "application/json"): WebhookRequest {
  return aRequest({ headers: { "content-type": contentType }, body: Buffer.from(JSON.stringify(body)) });
}

export function fixture(provider: string, name: string) {
  return JSON.parse(readFileSync(new URL(`./${provider}/fixtures/${name}.json`, import.meta.url), "utf8"));
}

interface Vector {
  readonly id: string;
  readonly secret: string;
  readonly url?: string;
  readonly params?: Record<string, string | string[]>;
  readonly body?: string;
  readonly header: Record<string, string>;
}

export function vector(id: string): Vector {
  const { vectors } = JSON.parse(readFileSync(new URL("./fixtures/vectors.json", import.meta.url), "utf8"));
  const found = vectors.find((one: Vector) => one.id === id);
  if (!found) throw new Error(`no vector ${id}`);
  return found;
}

export function vectorHeaders(of: Vector): Record<string, string> {
  return Object.fromEntries(Object.entries(of.header).map(([name, value]) => [name.toLowerCase(), value]));
}

/** The only event of a parsed call, after checking that the store would take it. */
export function onlyEvent(adapter: ChannelAdapter, request: WebhookRequest): ParsedEvent {
  const [event, ...others] = allEvents(adapter, request);
  if (!event || others.length > 0)
    throw new Error(`expected one event, got ${others.length + (event ? 1 : 0)}`);
  return event;
}

export function allEvents(adapter: ChannelAdapter, request: WebhookRequest): readonly ParsedEvent[] {
  const parsed = adapter.parse(request, anEndpoint(adapter.provider));
  if (parsed.kind === "unreadable") throw new Error(`unreadable: ${JSON.stringify(parsed.problem)}`);
  if (parsed.kind === "later") throw new Error("kept to be read later");
  for (const event of parsed.events) assertStorable(event);
  return parsed.events;
}

/** Fails when the event, completed with what we add, is no contact event. */
export function assertStorable({ idempotencyKey, occurredAt, ...facts }: ParsedEvent): void {
  if (idempotencyKey === "") throw new Error("empty idempotency key");
  const completed = {
    ...facts,
    occurredAt: occurredAt ?? now.toISOString(),
    receivedAt: now.toISOString(),
    eventId: "e",
    provider: "p",
    endpointId: "demo",
  };
  contactEventSchema.parse(completed);
  if (occurredAt !== undefined && new Date(occurredAt).toISOString() !== occurredAt) {
    throw new Error(`${occurredAt} is not UTC with milliseconds`);
  }
}

/** Every copy of the text with one bit of one character changed. */
export function* bitFlips(text: string): Generator<string> {
  for (let index = 0; index < text.length; index++) {
    for (let bit = 0; bit < 7; bit++) {
      const flipped = String.fromCharCode(text.charCodeAt(index) ^ (1 << bit));
      yield text.slice(0, index) + flipped + text.slice(index + 1);
    }
  }
}

/** Every copy of the bytes with one bit changed. */
export function* byteFlips(bytes: Buffer): Generator<Buffer> {
  for (let index = 0; index < bytes.length; index++) {
    for (let bit = 0; bit < 8; bit++) {
      const flipped = Buffer.from(bytes);
      flipped[index] = (flipped[index] ?? 0) ^ (1 << bit);
      yield flipped;
    }
  }
}

/** Meta's signature of the body. */
export function hubSignature(secret: string, body: Buffer): string {
  return `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;
}
