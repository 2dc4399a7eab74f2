/** Messages of Amazon SNS as they come over the wire, and the fixtures that they hold. */
import { createPrivateKey } from "node:crypto";
import { readFileSync } from "node:fs";
import { adapter } from "../../../../adapters/channels/aws/index.ts";
import { samples } from "../../../../adapters/channels/aws/samples.ts";
import {
  type SnsMessage,
  signedSnsMessage,
  snsRequest,
  topicArn,
} from "../../../../adapters/channels/aws/sns-message.ts";
import type { Endpoint, ParsedEvent, WebhookRequest } from "../../../../domain/ingest/channel-adapter.ts";
import { assertStorable } from "../requests.ts";

const folder = new URL("../../../../adapters/channels/aws/fixtures/", import.meta.url);
const file = (name: string) => readFileSync(new URL(name, folder), "utf8");

export const url = "https://hooks.example.com/v1/ingest/aws/demo";
export const now = new Date("2026-01-02T03:00:10.000Z");
export const certificate = file("sns-certificate.pem");
export const otherCertificate = file("next-certificate.pem");
export const key = createPrivateKey(file("sns-key.pem"));
export { topicArn };

export const content = (name: string) => JSON.parse(file(`${name}.json`));

/** An endpoint that fetches certificates. */
export const unpinned: Endpoint = { ...samples.endpoint, secrets: [] };
export const pinned: Endpoint = samples.endpoint;

export function notification(message: unknown, more: Partial<SnsMessage> = {}): SnsMessage {
  return {
    Type: "Notification",
    Message: typeof message === "string" ? message : JSON.stringify(message),
    Timestamp: "2026-01-02T03:00:05.000Z",
    ...more,
  };
}

export function subscription(more: Partial<SnsMessage> = {}): SnsMessage {
  return {
    Type: "SubscriptionConfirmation",
    Message: `You have chosen to subscribe to the topic ${topicArn}.`,
    Timestamp: "2026-01-02T03:00:05.000Z",
    Token: "2336412f37f",
    SubscribeURL: `https://sns.eu-central-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn=${topicArn}&Token=2336412f37f`,
    ...more,
  };
}

export const call = (message: SnsMessage): WebhookRequest => snsRequest(signedSnsMessage(message, key), url);

/** What the adapter makes of a message, after checking that the store would take it. */
export function eventsOf(message: unknown, endpoint = pinned): readonly ParsedEvent[] {
  const parsed = adapter.parse(call(notification(message)), endpoint);
  if (parsed.kind !== "events") throw new Error(`expected events, got ${JSON.stringify(parsed)}`);
  for (const event of parsed.events) assertStorable(event);
  return parsed.events;
}

export function eventOf(message: unknown, endpoint = pinned): ParsedEvent {
  const [event, ...others] = eventsOf(message, endpoint);
  if (event === undefined || others.length > 0)
    throw new Error(`expected one event, not ${others.length + 1}`);
  return event;
}
