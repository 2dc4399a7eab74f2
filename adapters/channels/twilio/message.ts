/** A message a customer sent: SMS, MMS, WhatsApp, RCS or Messenger through Twilio. */
import type { ParsedEvent } from "../../../domain/ingest/channel-adapter.ts";
import type { Attachment } from "../../../schemas/contact-event.ts";
import { type JsonObject, present } from "../json.ts";
import { readAddress } from "./address.ts";
import { attributesOf } from "./attributes.ts";
import { type Form, first } from "./form.ts";
import { messageSid, statusOf } from "./status.ts";

const maxAttachments = 100;

/** @returns `undefined` when the parameters are not those of an inbound message */
export function messageReceived(form: Form): ParsedEvent | undefined {
  const sid = messageSid(form);
  const from = first(form, "From");
  const status = statusOf(form) ?? "received";
  if (!sid || !from || !/^receiv(ed|ing)$/.test(status)) return undefined;
  const { channel, identifiers, transport } = readAddress(from, {
    ours: first(form, "To"),
    userId: first(form, "ExternalUserId"),
  });
  const location = locationOf(form);
  const inLocation = location ? ["Latitude", "Longitude", "Label", "Address"] : [];
  const optOut = optOutOf(form);
  const inOptOut = optOut ? ["OptOutType"] : [];
  const buttonPayload = first(form, "ButtonPayload") ?? first(form, "ListId");
  const beside = ["From", "MessageStatus", "ExternalUserId", ...inLocation, ...inOptOut];
  return {
    channel,
    direction: "inbound",
    kind: "message.received",
    identifiers,
    text: first(form, "Body") ?? first(form, "ButtonText"),
    attachments: attachmentsOf(form),
    attributes: present({ ...attributesOf(form, ...beside), buttonPayload, location, transport, optOut }),
    providerMessageId: sid,
    idempotencyKey: sid,
  };
}

/** Advanced Opt-Out has read a keyword, and answered it. */
function optOutOf(form: Form): string | undefined {
  const type = first(form, "OptOutType")?.toLowerCase();
  return /^(stop|start|help)$/.test(type ?? "") ? type : undefined;
}

/** By their numbered URLs; `NumMedia` is not needed to find them. */
function attachmentsOf(form: Form): Attachment[] | undefined {
  const attachments: Attachment[] = [];
  for (let n = 0; n < maxAttachments; n++) {
    const url = first(form, `MediaUrl${n}`);
    if (!url) break;
    attachments.push({ url, contentType: first(form, `MediaContentType${n}`) });
  }
  return attachments.length > 0 ? attachments : undefined;
}

function locationOf(form: Form): JsonObject | undefined {
  const latitude = Number.parseFloat(first(form, "Latitude") ?? "");
  const longitude = Number.parseFloat(first(form, "Longitude") ?? "");
  if (!Number.isFinite(latitude) || !Number.isFinite(longitude)) return undefined;
  return present({ latitude, longitude, name: first(form, "Label"), address: first(form, "Address") });
}
