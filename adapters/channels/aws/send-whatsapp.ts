/** Sends one WhatsApp message (End User Messaging Social API Reference, "SendWhatsAppMessage"). */
import type { Endpoint } from "../../../domain/ingest/channel-adapter.ts";
import type { OutboundMessage, SendAnswer, SendingTools } from "../../../domain/outbox/channel-sender.ts";
import { whatsappRequest } from "../whatsapp-outbound.ts";
import { awsAnswer, type Meanings } from "./aws-answer.ts";

/** What Meta thinks of a message comes later, as a status: this only hands it over. */
const meanings: Meanings = {
  ThrottledRequestException: "retry",
  InvalidParametersException: "rejected",
  ValidationException: "rejected",
  AccessDeniedByMetaException: "not-allowed",
  ResourceNotFoundException: "not-allowed",
};

export async function sendWhatsapp(
  message: OutboundMessage,
  { account }: Endpoint,
  { aws }: SendingTools,
): Promise<SendAnswer> {
  const { originationPhoneNumberId, metaApiVersion } = account;
  if (!originationPhoneNumberId) {
    return { kind: "refused", reason: "not-allowed", code: "no-originationPhoneNumberId" };
  }
  if (!metaApiVersion) return { kind: "refused", reason: "not-allowed", code: "no-metaApiVersion" };
  const request = whatsappRequest(message);
  if (request.kind === "refused") return request;
  const got = await aws("social-messaging", {
    method: "POST",
    path: "/v1/whatsapp/send",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      originationPhoneNumberId,
      message: Buffer.from(JSON.stringify(request.body)).toString("base64"),
      metaApiVersion,
    }),
  });
  return awsAnswer(got, "messageId", meanings);
}
