/** Messages as Amazon SNS sends them over HTTPS: for samples and tests, written apart from `verify.ts`. */
import { createHash, createSign, type KeyLike } from "node:crypto";
import type { WebhookRequest } from "../../../domain/ingest/channel-adapter.ts";

export const topicArn = "arn:aws:sns:eu-central-1:111122223333:omniline";

export interface SnsMessage {
  readonly Type: string;
  readonly Message: string;
  readonly Timestamp: string;
  readonly TopicArn?: string;
  readonly MessageId?: string;
  readonly Subject?: string;
  readonly Token?: string;
  readonly SubscribeURL?: string;
  /** By default an address that no SNS has: only a pinned certificate can prove such a message. */
  readonly SigningCertURL?: string;
  readonly SignatureVersion?: "1" | "2";
}

/** @returns the envelope with its signature */
export function signedSnsMessage(message: SnsMessage, key: KeyLike): Record<string, string> {
  const { SignatureVersion = "2", ...given } = message;
  const envelope: Record<string, string> = {
    MessageId: uuidOf(given.Message),
    TopicArn: topicArn,
    SigningCertURL: "https://sns.example.invalid/SimpleNotificationService-sample.pem",
    ...given,
    SignatureVersion,
  };
  const names =
    message.Type === "Notification"
      ? ["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"]
      : ["Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"];
  const signer = createSign(SignatureVersion === "1" ? "RSA-SHA1" : "RSA-SHA256");
  for (const name of names) if (name in envelope) signer.update(`${name}\n${envelope[name]}\n`, "utf8");
  return { ...envelope, Signature: signer.sign(key, "base64") };
}

export function snsRequest(envelope: Record<string, string>, url: string): WebhookRequest {
  return {
    method: "POST",
    url,
    rawQuery: url.split("?")[1] ?? "",
    headers: {
      "content-type": "text/plain; charset=UTF-8",
      "x-amz-sns-message-type": envelope.Type,
      "x-amz-sns-message-id": envelope.MessageId,
      "x-amz-sns-topic-arn": envelope.TopicArn,
      "user-agent": "Amazon Simple Notification Service Agent",
    },
    body: Buffer.from(JSON.stringify(envelope)),
  };
}

/** The same message has the same id, whenever it is sent again. */
function uuidOf(text: string): string {
  return createHash("sha256")
    .update(text)
    .digest("hex")
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, "$1-$2-$3-$4-$5");
}
