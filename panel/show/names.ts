/** Which text names what the schemas have a fixed list of. */
import type { CaseStatus } from "../../schemas/case.ts";
import type { Channel, IdentifierKind, MessageStatus } from "../../schemas/contact-event.ts";
import type { AgentProfile } from "../../schemas/profile.ts";
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

export const caseStatusNames: Record<CaseStatus, TextKey> = {
  open: "caseStatus.open",
  waiting: "caseStatus.waiting",
  resolved: "caseStatus.resolved",
  closed: "caseStatus.closed",
};

export const consentStateNames: Record<"granted" | "denied", TextKey> = {
  granted: "consent.granted",
  denied: "consent.denied",
};

export const stageNames: Record<AgentProfile["stage"], TextKey> = {
  visitor: "stage.visitor",
  lead: "stage.lead",
  customer: "stage.customer",
  loyal: "stage.loyal",
  lapsed: "stage.lapsed",
};

export const trendNames: Record<AgentProfile["satisfaction"]["trend"], TextKey> = {
  rising: "trend.rising",
  steady: "trend.steady",
  falling: "trend.falling",
  none: "trend.none",
};
