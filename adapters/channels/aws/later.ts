/** Reads what takes a call to AWS: a topic's question whether we want it, and mails that are in a bucket. */
import type { DeliveryReader, KeptDelivery, ReadEvent } from "../../../domain/ingest/delivery-reader.ts";
import type { MailContext } from "../../../domain/mail/mail-context.ts";
import { jsonOrText } from "../../aws-messages/message.ts";
import { type Envelope, readEnvelope } from "../../aws-messages/sns-envelope.ts";
import { type StoredMail, storedMail } from "../../aws-messages/stored-mail.ts";
import { subscriptionEvent } from "../../aws-messages/subscription-event.ts";
import { readMail } from "../../mail/read-mail.ts";
import { storedObject } from "../../s3/stored-object.ts";
import { instantOf } from "../instant.ts";
import { readJson } from "../json.ts";
import { keptWebhook } from "../kept-webhook.ts";
import { confirmSubscription } from "./confirm-subscription.ts";
import { listed } from "./listed.ts";

/** Amazon SES takes no larger mail. */
const largestMailBytes = 40 * 1024 * 1024;

export interface LaterDeps {
  /** @returns what SNS said to it */
  readonly confirm: (topicArn: string, token: string) => Promise<string>;
  /** @returns `undefined` when it is not there, or is larger than any mail */
  readonly object: (bucketName: string, objectKey: string) => Promise<Uint8Array | undefined>;
  readonly readMail: (raw: Uint8Array, context: MailContext) => Promise<readonly ReadEvent[]>;
}

export function awsReader(deps: LaterDeps): DeliveryReader {
  return {
    provider: "aws",
    async read({ request, endpoint }) {
      const json = readJson(request.body);
      const read = json.kind === "json" ? readEnvelope(json.value) : undefined;
      if (read === undefined || "wrong" in read) return [];
      const { envelope } = read;
      if (envelope.Type === "SubscriptionConfirmation") return [await confirmed(deps, envelope, endpoint)];
      const stored = storedMail(jsonOrText(envelope.Message));
      return stored === undefined ? [keptMail(envelope)] : readStored(deps, envelope, stored, endpoint);
    },
  };
}

/** By the API and never by the URL in the message; only what the endpoint lists. */
async function confirmed(deps: LaterDeps, envelope: Envelope, { account }: KeptDelivery["endpoint"]) {
  const { TopicArn, Token } = envelope;
  if (Token === undefined || !listed(account.topicArns).includes(TopicArn)) {
    return subscriptionEvent(envelope, "not-confirmed");
  }
  return subscriptionEvent(envelope, await deps.confirm(TopicArn, Token));
}

async function readStored(
  deps: LaterDeps,
  envelope: Envelope,
  { bucketName, objectKey, context }: StoredMail,
  { account }: KeptDelivery["endpoint"],
): Promise<readonly ReadEvent[]> {
  const bytes = listed(account.mailBuckets).includes(bucketName)
    ? await deps.object(bucketName, objectKey)
    : undefined;
  return bytes === undefined ? [keptMail(envelope)] : deps.readMail(bytes, { ...context, account });
}

function keptMail({ MessageId, Message, Timestamp }: Envelope): ReadEvent {
  return keptWebhook(
    { channel: "email", id: MessageId, key: MessageId, occurredAt: instantOf(Timestamp) },
    jsonOrText(Message),
  );
}

export const reader: DeliveryReader = awsReader({
  confirm: (topicArn, token) => confirmSubscription(topicArn, token, process.env),
  object: (bucketName, objectKey) => storedObject({ bucketName, objectKey }, largestMailBytes, process.env),
  readMail,
});
