import { readFileSync } from "node:fs";
import type { SQSRecord } from "aws-lambda";
import { describe, expect, it } from "vitest";
import { accountDelivery, readAccountMessage } from "../../../adapters/aws-messages/account-message.ts";
import { awsReader } from "../../../adapters/channels/aws/later.ts";
import { eachMessage } from "../../../adapters/lambda/partial-batch.ts";
import type { Observe } from "../../../adapters/observability/observe.ts";
import type { IdentifiedEvent } from "../../../domain/ingest/build-contact-event.ts";
import { createHandler } from "../../../functions/receive-aws-events/handler.ts";
import { inert } from "../../support/events.ts";

const folder = new URL("../../../adapters/channels/aws/fixtures/", import.meta.url);
const fixture = (name: string) => readFileSync(new URL(`${name}.json`, folder), "utf8");
const receivedAt = "2026-01-02T03:00:10.000Z";
const instanceId = "0b1d5c5e-7a3f-4b53-8a53-6a2f1f7b9c11";
const chatId = "51a2d5d8-3b80-4b43-b2e6-0a2a9d4b4c5e";

/** What SNS puts into a queue. */
const wrapped = (message: string, more: object = {}) =>
  JSON.stringify({
    Type: "Notification",
    MessageId: "6d69f07a-c317-4278-9d5c-6a84078419ec",
    TopicArn: "arn:aws:sns:eu-central-1:111122223333:omniline",
    Message: message,
    Timestamp: "2026-01-02T03:00:05.000Z",
    ...more,
  });

async function handle(bodies: readonly string[], failing: (event: IdentifiedEvent) => boolean = () => false) {
  const stored: IdentifiedEvent[] = [];
  const fixed: string[] = [];
  const kept: string[] = [];
  const handler = createHandler({
    parse: readAccountMessage,
    keep: async (body, at) => void kept.push(`${at} ${body}`),
    store: {
      timelines: {
        append: async (event) => {
          if (failing(event)) throw new Error("throttled");
          stored.push(event);
          return "appended";
        },
      },
      firstReceipts: {
        fix: async (_, at) => {
          fixed.push(at);
          return at;
        },
      },
    },
    settings: async () => ({ pepper: "pepper", defaultCountry: "TR" }),
    provider: "aws",
    endpointId: "account",
    now: () => new Date(receivedAt),
    eachMessage: (records, run) => eachMessage(records, run, inert<Observe>({ warn: () => {} })),
  });
  const Records = bodies.map((body, n) => ({ messageId: String(n), body }) as SQSRecord);
  const response = await handler({ Records });
  return { stored: stored.map(({ event }) => event), fixed, kept, response };
}

describe("the account's own queue", () => {
  it("stores what the bus tells, as the account's endpoint's", async () => {
    const names = ["bus-rule-matched", "bus-text-successful", "bus-whatsapp-delivered"];
    const { stored, response } = await handle(names.map(fixture));
    expect(response).toEqual({ batchItemFailures: [] });
    expect(stored.map(({ kind }) => kind)).toEqual([
      "contact-lens.matched",
      "message.status",
      "message.status",
    ]);
    for (const event of stored)
      expect(event).toMatchObject({ provider: "aws", endpointId: "account", receivedAt });
  });

  it("stores what a topic tells, wrapped or raw, alike", async () => {
    const { stored } = await handle([wrapped(fixture("mail-delivery")), fixture("mail-delivery")]);
    expect(stored[0]).toMatchObject({ kind: "message.status", status: "delivered" });
    expect(stored[1]).toEqual(stored[0]);
  });

  it("has SNS's time of a text message, and without an envelope the time of its first receipt", async () => {
    const { stored, fixed } = await handle([wrapped(fixture("text-message")), fixture("text-message")]);
    expect(stored.map(({ occurredAt }) => occurredAt)).toEqual(["2026-01-02T03:00:05.000Z", receivedAt]);
    expect(fixed).toEqual([receivedAt]);
  });

  it("believes the attributes of a message: a chat is of the instance that they name", async () => {
    const MessageAttributes = { InstanceId: { Type: "String", Value: instanceId } };
    const { stored } = await handle([wrapped(fixture("chat-message"), { MessageAttributes })]);
    expect(stored[0]?.identifiers).toEqual([
      { kind: "external", value: `connect:${instanceId}:${chatId}`, level: "verified" },
    ]);
  });

  it("keeps a mail in a bucket for its reader, which can read what was kept", async () => {
    const body = wrapped(fixture("mail-received"));
    const { stored, kept } = await handle([body]);
    expect([stored, kept]).toEqual([[], [`${receivedAt} ${body}`]]);
    const delivery = accountDelivery(body, "account", receivedAt);
    const reader = awsReader({
      confirm: () => expect.unreachable(),
      object: async () => new Uint8Array(),
      readMail: async (_, { idempotencyKey = "" }) => [
        { idempotencyKey, channel: "email", direction: "inbound", kind: "message.received", identifiers: [] },
      ],
    });
    const endpoint = { ...delivery.endpoint, account: { mailBuckets: "acme-mail" } };
    expect(await reader.read({ ...delivery, endpoint })).toMatchObject([
      { idempotencyKey: "d6iitobk75ur44p8kdnnp7g2n800" },
    ]);
  });

  it("keeps whatever else comes, and confirms nothing", async () => {
    const { stored } = await handle([
      "hello",
      '{"a":1}',
      wrapped("hello"),
      wrapped("please confirm", { Type: "SubscriptionConfirmation", Token: "secret-token" }),
    ]);
    expect(stored.map(({ kind }) => kind)).toEqual(Array(4).fill("webhook.received"));
    expect(JSON.stringify(stored)).not.toContain("secret-token");
  });

  it("sends back alone what could not be stored", async () => {
    const { response, stored } = await handle(
      [fixture("bus-rule-matched"), fixture("bus-text-successful")],
      ({ event }) => event.kind === "contact-lens.matched",
    );
    expect(response).toEqual({ batchItemFailures: [{ itemIdentifier: "0" }] });
    expect(stored).toHaveLength(1);
  });
});
