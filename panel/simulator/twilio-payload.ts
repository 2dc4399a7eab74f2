/** What Twilio posts to a webhook: form fields, all text. Pure. */
import { countryOf, type Person } from "./person.ts";

export type TwilioFields = Record<string, string>;
export type TwilioChannel = "sms" | "whatsapp";
export type TwilioStatus = "sent" | "delivered" | "read" | "failed";

const accountSid = "AC00000000000000000000000000000001";
const ourNumbers: Record<TwilioChannel, string> = { sms: "+15550783881", whatsapp: "+14155238886" };

const address = (channel: TwilioChannel, phone: string) =>
  channel === "whatsapp" ? `whatsapp:${phone}` : phone;

/** @param id 32 hex digits, new for each message */
export function twilioMessage(
  channel: TwilioChannel,
  person: Person,
  text: string,
  id: string,
): TwilioFields {
  const sid = `SM${id}`;
  return {
    ToCountry: "US",
    SmsMessageSid: sid,
    NumMedia: "0",
    SmsSid: sid,
    SmsStatus: "received",
    Body: text,
    To: address(channel, ourNumbers[channel]),
    NumSegments: "1",
    MessageSid: sid,
    AccountSid: accountSid,
    From: address(channel, person.phone),
    ApiVersion: "2010-04-01",
    ...(channel === "whatsapp"
      ? { ProfileName: person.name, WaId: person.phone.replace("+", "") }
      : { FromCountry: countryOf(person.phone) }),
  };
}

/** A status callback; `phone` is the customer's, whom we wrote to. */
export function twilioStatus(
  channel: TwilioChannel,
  phone: string,
  messageSid: string,
  status: TwilioStatus,
): TwilioFields {
  return {
    SmsSid: messageSid,
    SmsStatus: status,
    MessageStatus: status,
    To: address(channel, phone),
    From: address(channel, ourNumbers[channel]),
    MessageSid: messageSid,
    AccountSid: accountSid,
    ApiVersion: "2010-04-01",
    ...(status === "failed" ? { ErrorCode: "30003" } : {}),
  };
}
