/** Which text names a channel, an identifier kind, a status. */
import type { Channel, IdentifierKind, MessageStatus } from "../../schemas/contact-event.ts";
import type { TextKey } from "../text/text.ts";

export const channelNames: Record<Channel, TextKey> = {
  voice: "channel.voice",
  email: "channel.email",
  sms: "channel.sms",
  whatsapp: "channel.whatsapp",
  messenger: "channel.messenger",
  instagram: "channel.instagram",
  telegram: "channel.telegram",
  line: "channel.line",
  chat: "channel.chat",
  bot: "channel.bot",
  web: "channel.web",
  app: "channel.app",
  store: "channel.store",
  marketing: "channel.marketing",
  crm: "channel.crm",
  commerce: "channel.commerce",
  survey: "channel.survey",
  note: "channel.note",
};

export const identifierNames: Record<IdentifierKind, TextKey> = {
  phone: "identifier.phone",
  email: "identifier.email",
  whatsapp: "identifier.whatsapp",
  messenger: "identifier.messenger",
  instagram: "identifier.instagram",
  telegram: "identifier.telegram",
  line: "identifier.line",
  visitor: "identifier.visitor",
  device: "identifier.device",
  crm: "identifier.crm",
  loyalty: "identifier.loyalty",
  "national-id": "identifier.nationalId",
  external: "identifier.external",
};

export const statusNames: Record<MessageStatus, TextKey> = {
  queued: "status.queued",
  sent: "status.sent",
  delivered: "status.delivered",
  read: "status.read",
  failed: "status.failed",
};
