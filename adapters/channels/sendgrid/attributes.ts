/** What SendGrid says of a mail's event beside its time and recipient; the sender's own arguments are kept together. */
import { firstOf, idOf, textOf } from "../fields.ts";
import { type Json, type JsonObject, present } from "../json.ts";

/** Fields of the Event Webhook that stand elsewhere in the contact event, or mean nothing outside of SendGrid. */
const told = new Set([
  "email",
  "timestamp",
  "event",
  "sg_event_id",
  "sg_message_id",
  "omnilineSend",
  "smtp-id",
  "url_offset",
  "sg_content_type",
  "pool",
  "newsletter",
  "unique_args",
  "url",
  "useragent",
  "ip",
  "reason",
  "response",
  "status",
  "attempt",
  "type",
  "bounce_classification",
  "category",
  "asm_group_id",
  "marketing_campaign_id",
  "marketing_campaign_name",
  "singlesend_id",
  "singlesend_name",
  "sg_machine_open",
  "tls",
  "cert_err",
  "send_at",
]);

export function attributesOf(said: JsonObject): JsonObject {
  const categories = [said.category].flat().flatMap((one) => textOf(one) ?? []);
  const args = present(Object.fromEntries(Object.entries(said).filter(([name]) => !told.has(name))));
  const campaignName = firstOf(textOf(said.marketing_campaign_name), textOf(said.singlesend_name));
  return present({
    sendId: textOf(said.omnilineSend),
    campaign: firstOf(textOf(args.campaign), campaignName, categories[0]),
    campaignId: firstOf(idOf(said.marketing_campaign_id), idOf(said.singlesend_id)),
    categories: categories.length > 0 ? categories : undefined,
    args: Object.keys(args).length > 0 ? args : undefined,
    messageStatus: textOf(said.event),
    url: textOf(said.url),
    userAgent: textOf(said.useragent),
    ip: textOf(said.ip),
    reason: firstOf(textOf(said.reason), textOf(said.response)),
    reasonClass: reasonClassOf(said),
    smtpStatus: textOf(said.status),
    attempt: idOf(said.attempt),
    groupId: idOf(said.asm_group_id),
    machineOpen: said.sg_machine_open === true ? true : undefined,
  });
}

/** `invalid-address`, `reputation` …; where SendGrid has not classified a bounce, whether it was `blocked`. */
function reasonClassOf({ event, bounce_classification, type, reason }: JsonObject): string | undefined {
  if (event === "dropped") return inWords(reason);
  return event === "bounce" ? firstOf(inWords(bounce_classification), inWords(type)) : undefined;
}

function inWords(value: Json | undefined): string | undefined {
  const words = textOf(value)
    ?.toLowerCase()
    .replace(/[^a-z]+/g, "-")
    .replace(/^-|-$/g, "");
  return words && words.length <= 64 ? words : undefined;
}
