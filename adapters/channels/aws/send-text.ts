/** Sends one text message (End User Messaging SMS API Reference, "SendTextMessage"). */
import type { Endpoint } from "../../../domain/ingest/channel-adapter.ts";
import type {
  Capabilities,
  OutboundMessage,
  SendAnswer,
  SendingTools,
} from "../../../domain/outbox/channel-sender.ts";
import type { Identifier } from "../../../schemas/contact-event.ts";
import { sendTag } from "../../aws-messages/send-tag.ts";
import { present } from "../json.ts";
import { awsAnswer, type Meanings } from "./aws-answer.ts";

export const textCapabilities: Capabilities = {
  text: { most: 1600, counted: "units" },
  media: false,
  receipts: ["queued", "sent", "delivered", "failed"],
  idempotent: false,
  enforcesOptOut: true,
  // Parts of messages, by kind of number and country: from 1 to some hundreds.
  rate: { perSecond: 3, burst: 3 },
};

const meanings: Meanings = {
  DESTINATION_PHONE_NUMBER_OPTED_OUT: "opted-out",
  DESTINATION_PHONE_NUMBER_NOT_VERIFIED: "not-allowed",
  DESTINATION_COUNTRY_BLOCKED_BY_PROTECT_CONFIGURATION: "not-allowed",
  DESTINATION_PHONE_NUMBER_BLOCKED_BY_PROTECT_NUMBER_OVERRIDE: "not-allowed",
  NO_ORIGINATION_IDENTITIES_FOUND: "not-allowed",
  RESOURCE_NOT_ACTIVE: "not-allowed",
  ConflictException: "rejected",
  MAXIMUM_SIZE_EXCEEDED: "too-long",
  DESTINATION_COUNTRY_BLOCKED: "not-allowed",
  COUNTRY_NOT_ENABLED: "not-allowed",
  CHANNEL_NOT_ENABLED: "not-allowed",
  INTERNATIONAL_SENDING_NOT_SUPPORTED: "not-allowed",
  INVALID_IDENTITY_FOR_DESTINATION_COUNTRY: "not-allowed",
  SENDER_ID_NOT_REGISTERED: "not-allowed",
  SENDER_ID_NOT_SUPPORTED: "not-allowed",
  SENDER_ID_REQUIRES_REGISTRATION: "not-allowed",
  ValidationException: "rejected",
  // The month's money is spent.
  ServiceQuotaExceededException: "not-allowed",
  ResourceNotFoundException: "not-allowed",
};

export function textAddress(identifiers: readonly Identifier[]): string | undefined {
  const phones = identifiers.filter(({ kind, value }) => kind === "phone" && /^\+\d{5,15}$/.test(value));
  return (phones.find(({ level }) => level === "verified") ?? phones[0])?.value;
}

export async function sendText(
  { to, text, sendId }: OutboundMessage,
  { account }: Endpoint,
  { aws }: SendingTools,
): Promise<SendAnswer> {
  const { originationIdentity, smsConfigurationSet } = account;
  if (!originationIdentity) return { kind: "refused", reason: "not-allowed", code: "no-originationIdentity" };
  const body = present({
    DestinationPhoneNumber: to,
    OriginationIdentity: originationIdentity,
    MessageBody: text,
    MessageType: "TRANSACTIONAL",
    ConfigurationSetName: smsConfigurationSet || undefined,
    Context: { [sendTag]: sendId },
  });
  const got = await aws("sms-voice", {
    method: "POST",
    path: "/",
    headers: {
      "content-type": "application/x-amz-json-1.0",
      "x-amz-target": "PinpointSMSVoiceV2.SendTextMessage",
    },
    body: JSON.stringify(body),
  });
  return awsAnswer(got, "MessageId", meanings);
}
