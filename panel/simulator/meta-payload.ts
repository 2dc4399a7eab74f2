/** What Meta posts for WhatsApp Cloud API: nested JSON, times in seconds as text. Pure. */
import { idsOf, type Person } from "./person.ts";

/** A person with a username may hide the number; then only the business-scoped user id comes. */
export const metaAddresses = ["both", "number", "user-id"] as const;
export type MetaAddress = (typeof metaAddresses)[number];
export type MetaStatus = "sent" | "delivered" | "read" | "failed";

const metadata = { display_phone_number: "15550783881", phone_number_id: "106540352242922" };

const timestamp = (now: Date) => String(Math.floor(now.getTime() / 1000));

const waIdOf = (person: Pick<Person, "phone">) => person.phone.replace("+", "");

/** @param id `wamid.…`, new for each message */
export function metaMessage(person: Person, address: MetaAddress, text: string, id: string, now: Date) {
  const { whatsappUserId, whatsappUsername } = idsOf(person);
  const withNumber = address !== "user-id";
  const withUserId = address !== "number";
  return envelope({
    contacts: [
      {
        profile: { name: person.name, ...(withNumber ? {} : { username: whatsappUsername }) },
        ...(withNumber ? { wa_id: waIdOf(person) } : {}),
        ...(withUserId ? { user_id: whatsappUserId } : {}),
      },
    ],
    messages: [
      {
        ...(withNumber ? { from: waIdOf(person) } : {}),
        ...(withUserId ? { from_user_id: whatsappUserId } : {}),
        id,
        timestamp: timestamp(now),
        type: "text",
        text: { body: text },
      },
    ],
  });
}

export function metaStatus(person: Person, messageId: string, status: MetaStatus, now: Date) {
  return envelope({
    statuses: [
      {
        id: messageId,
        status,
        timestamp: timestamp(now),
        recipient_id: waIdOf(person),
        recipient_user_id: idsOf(person).whatsappUserId,
        ...(status === "failed"
          ? { errors: [{ code: 131026, title: "Message undeliverable", message: "Message undeliverable" }] }
          : {}),
      },
    ],
  });
}

function envelope(value: object) {
  return {
    object: "whatsapp_business_account",
    entry: [
      {
        id: "102290129340398",
        changes: [{ field: "messages", value: { messaging_product: "whatsapp", metadata, ...value } }],
      },
    ],
  };
}
