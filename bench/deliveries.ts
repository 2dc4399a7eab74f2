/** Signed calls of the three providers, every one a new message. */
import { metaCall, type SignedCall, standardCall, twilioCall } from "../test/support/senders.ts";
import { publicBaseUrl } from "./function-environment.ts";

const whatsAppText =
  "Merhaba, geçen hafta verdiğim sipariş hâlâ gelmedi; kargo takip numarası da çalışmıyor. Yardımcı olur musunuz? ";
const whatsAppBodyBytes = 2048;
const phoneOf = (index: number) => `90555${String(1_000_000 + index).padStart(7, "0")}`;

/** A WhatsApp message as Meta sends it, with a body of about 2 KB. */
export function whatsAppDelivery(index: number): SignedCall {
  const short = Buffer.byteLength(JSON.stringify(whatsAppPayload(index, "")));
  const room = whatsAppBodyBytes - short;
  const repeats = Math.ceil(room / Buffer.byteLength(whatsAppText));
  const text = Buffer.from(whatsAppText.repeat(repeats))
    .subarray(0, room)
    .toString("utf8")
    .replace(/\ufffd$/, "");
  return metaCall(whatsAppPayload(index, text));
}

function whatsAppPayload(index: number, body: string) {
  const phone = phoneOf(index);
  const message = {
    from: phone,
    from_user_id: `TR.${1_502_576_394_655_843 + index}`,
    id: `wamid.HBgMOTA1NTUx${String(index).padStart(8, "0")}`,
    timestamp: String(1_795_338_000 + index),
    type: "text",
    text: { body },
  };
  const value = {
    messaging_product: "whatsapp",
    metadata: { display_phone_number: "908501112233", phone_number_id: "106540352242922" },
    contacts: [{ profile: { name: "Ayşe Yılmaz" }, wa_id: phone, user_id: message.from_user_id }],
    messages: [message],
  };
  return {
    object: "whatsapp_business_account",
    entry: [{ id: "102290129340398", changes: [{ field: "messages", value }] }],
  };
}

/** An SMS as Twilio sends it: no event time, so it costs a second write. */
export function smsDelivery(index: number, base = publicBaseUrl): SignedCall {
  const sid = `SM${String(index).padStart(32, "0")}`;
  return twilioCall(base, {
    ToCountry: "TR",
    SmsMessageSid: sid,
    NumMedia: "0",
    SmsSid: sid,
    SmsStatus: "received",
    FromCountry: "TR",
    To: "+908501112233",
    NumSegments: "1",
    MessageSid: sid,
    AccountSid: "AC00000000000000000000000000000001",
    From: `+${phoneOf(index)}`,
    Body: "Merhaba, siparişim nerede?",
    ApiVersion: "2010-04-01",
  });
}

/** A branch visit as one of our own senders reports it. */
export function visitDelivery(index: number): SignedCall {
  return standardCall({
    id: `visit-${index}`,
    occurredAt: new Date(1_795_338_000_000 + index * 1000).toISOString(),
    channel: "store",
    direction: "inbound",
    kind: "visit.checked-in",
    identifiers: [{ kind: "loyalty", value: `L${index}`, level: "verified" }],
    attributes: { branch: "Kadıköy", desk: index % 7, purpose: "card-renewal" },
  });
}
