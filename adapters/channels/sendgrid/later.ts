/** Reads the mails of Inbound Parse. */
import type { DeliveryReader, KeptDelivery, ReadEvent } from "../../../domain/ingest/delivery-reader.ts";
import { readMail } from "../../mail/read-mail.ts";
import { fingerprint } from "../fingerprint.ts";
import { keptWebhook } from "../kept-webhook.ts";
import { inboundMail } from "./inbound-mail.ts";

export const reader: DeliveryReader = {
  provider: "sendgrid",
  read: async (delivery) => {
    const mail = inboundMail(delivery);
    return mail === undefined ? [kept(delivery)] : readMail(mail.raw, mail.context);
  },
};

/** The call itself stays where it was kept; this says which it is. */
function kept({ request: { headers, body } }: KeptDelivery): ReadEvent {
  return keptWebhook(
    { channel: "email" },
    {
      contentType: headers["content-type"] ?? "",
      bytes: body.length,
      sha256: fingerprint(body.toString("latin1")),
    },
  );
}
