/** What the simulator can play. Pure. */
import type { Channel } from "../../schemas/contact-event.ts";
import type { TextKey } from "../text/text.ts";
import type { MetaAddress } from "./meta-payload.ts";
import type { Person } from "./person.ts";
import { type OwnSystem, ownSystems } from "./standard-payload.ts";

export const messengers = ["sms", "whatsapp-twilio", "whatsapp-meta"] as const;
export const companySteps = ["company-message", "delivery-report"] as const;
export const scenarios = [...messengers, ...ownSystems, ...companySteps] as const;
export type Scenario = (typeof scenarios)[number];

export const reportStatuses = ["sent", "delivered", "read", "failed"] as const;
export type ReportStatus = (typeof reportStatuses)[number];

/** A message of ours that a delivery report can be about. */
export interface ReportableMessage {
  providerMessageId: string;
  channel: Channel;
  phone: string;
}

export interface Draft {
  scenario: Scenario;
  person: Person;
  text: string;
  metaAddress: MetaAddress;
  wrongSignature: boolean;
  report: { message: ReportableMessage | undefined; status: ReportStatus };
}

export const scenarioNames: Record<Scenario, TextKey> = {
  sms: "scenario.sms",
  "whatsapp-twilio": "scenario.whatsappTwilio",
  "whatsapp-meta": "scenario.whatsappMeta",
  page: "scenario.page",
  cart: "scenario.cart",
  app: "scenario.app",
  branch: "scenario.branch",
  atm: "scenario.atm",
  price: "scenario.price",
  "company-message": "scenario.companyMessage",
  "delivery-report": "scenario.deliveryReport",
};

/** What the text field holds until somebody writes something else. */
export const sampleTexts: Record<Scenario, TextKey> = {
  sms: "sample.sms",
  "whatsapp-twilio": "sample.whatsapp",
  "whatsapp-meta": "sample.whatsapp",
  page: "sample.page",
  cart: "sample.cart",
  app: "sample.app",
  branch: "sample.branch",
  atm: "sample.atm",
  price: "sample.price",
  "company-message": "sample.companyMessage",
  "delivery-report": "sample.none",
};

/** A customer's day on five channels, in order. */
export const story: readonly { scenario: Scenario; text: TextKey }[] = [
  { scenario: "page", text: "story.page" },
  { scenario: "sms", text: "story.sms" },
  { scenario: "whatsapp-meta", text: "story.whatsapp" },
  { scenario: "app", text: "story.app" },
  { scenario: "branch", text: "story.branch" },
];

export type Provider = "twilio" | "meta" | "standard";

/** Who would send it to us. Twilio's message ids start with SM or MM, Meta's with `wamid.`. */
export function providerOf({ scenario, report }: Pick<Draft, "scenario" | "report">): Provider {
  if (scenario === "sms" || scenario === "whatsapp-twilio") return "twilio";
  if (scenario === "whatsapp-meta") return "meta";
  if (scenario !== "delivery-report") return "standard";
  const id = report.message?.providerMessageId ?? "";
  if (/^(SM|MM)/.test(id)) return "twilio";
  return id.startsWith("wamid.") ? "meta" : "standard";
}

export const isOwnSystem = (scenario: Scenario): scenario is OwnSystem =>
  ownSystems.some((system) => system === scenario);
