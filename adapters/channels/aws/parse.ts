/** Turns a verified call of Amazon SNS into contact events: by its type, then by what its message says. */
import type { Endpoint, Parsed, WebhookRequest } from "../../../domain/ingest/channel-adapter.ts";
import { jsonOrText, readMessage } from "../../aws-messages/message.ts";
import { readEnvelope } from "../../aws-messages/sns-envelope.ts";
import { storedMail } from "../../aws-messages/stored-mail.ts";
import { subscriptionEvent } from "../../aws-messages/subscription-event.ts";
import { mediaType, unreadable } from "../body.ts";
import { instantOf } from "../instant.ts";
import { readJson } from "../json.ts";

export function parse(request: WebhookRequest, { account }: Endpoint): Parsed {
  // JSON, whatever SNS calls it.
  if (!/^(text\/plain|application\/json)$/.test(mediaType(request))) {
    return unreadable("", "expected text/plain or application/json in UTF-8");
  }
  const json = readJson(request.body);
  if (json.kind === "unreadable") return json;
  const read = readEnvelope(json.value);
  if ("wrong" in read) return unreadable(read.wrong, "expected a message of Amazon SNS");
  const { envelope } = read;
  if (envelope.Type === "SubscriptionConfirmation") return { kind: "later" };
  if (envelope.Type === "UnsubscribeConfirmation")
    return { kind: "events", events: [subscriptionEvent(envelope)] };
  const message = jsonOrText(envelope.Message);
  if (storedMail(message) !== undefined) return { kind: "later" };
  const notice = {
    id: envelope.MessageId,
    at: instantOf(envelope.Timestamp),
    connectInstanceId: account.connectInstanceId,
  };
  return { kind: "events", events: readMessage(message, notice) };
}
