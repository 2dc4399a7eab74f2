/** What came into the account's own queue: from the event bus, or from a topic, wrapped or raw. */
import type { Parsed } from "../../domain/ingest/channel-adapter.ts";
import type { KeptDelivery } from "../../domain/ingest/delivery-reader.ts";
import { instantOf } from "../channels/instant.ts";
import { jsonOrText, readMessage } from "./message.ts";
import { readEnvelope } from "./sns-envelope.ts";
import { storedMail } from "./stored-mail.ts";
import { subscriptionEvent } from "./subscription-event.ts";

/** The queue's policy proves who wrote it, so even the attributes that no signature covers count. */
export function readAccountMessage(body: string): Exclude<Parsed, { kind: "unreadable" }> {
  const json = jsonOrText(body);
  const read = readEnvelope(json);
  if ("wrong" in read) return { kind: "events", events: readMessage(json, {}) };
  const { envelope } = read;
  if (envelope.Type !== "Notification") return { kind: "events", events: [subscriptionEvent(envelope)] };
  const message = jsonOrText(envelope.Message);
  if (storedMail(message) !== undefined) return { kind: "later" };
  const notice = {
    id: envelope.MessageId,
    at: instantOf(envelope.Timestamp),
    connectInstanceId: envelope.MessageAttributes?.InstanceId?.Value,
  };
  return { kind: "events", events: readMessage(message, notice) };
}

/** As a webhook would have brought it, for `later.ts`. */
export function accountDelivery(body: string, endpointId: string, receivedAt: string): KeptDelivery {
  return {
    request: {
      method: "POST",
      url: "",
      rawQuery: "",
      headers: { "content-type": "text/plain; charset=UTF-8" },
      body: Buffer.from(body),
    },
    endpoint: { provider: "aws", endpointId, secrets: [], account: {}, brand: "default" },
    receivedAt,
  };
}
