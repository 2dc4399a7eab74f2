/** İYS's names and ours. Pure. */
import { type ConsentEntry, everyPurpose } from "../../../schemas/consents.ts";
import type { Channel } from "../../../schemas/contact-event.ts";
import type { IysRow } from "./iys-row.ts";

export const channelOf: Readonly<Record<IysRow["type"], Channel>> = {
  ARAMA: "voice",
  MESAJ: "sms",
  EPOSTA: "email",
};

/** A merchant's consent is not the consent of the person with the same number: İYS keeps both. */
export const purposeOf: Readonly<Record<IysRow["recipientType"], string>> = {
  BIREYSEL: "marketing",
  TACIR: "marketing-business",
};

const channels: ReadonlySet<string> = new Set(Object.values(channelOf));
const purposes: ReadonlySet<string> = new Set([...Object.values(purposeOf), everyPurpose]);

/** İYS knows commercial messages by call, SMS and e-mail, and nothing else. */
export const concernsIys = ({ channel, purpose }: Pick<ConsentEntry, "channel" | "purpose">): boolean =>
  channels.has(channel) && purposes.has(purpose);

/** What came from İYS is not sent back. */
export const importSource = "import:iys";

/** How the ledger's sources are called there; what has no name of its own came by electronic means. */
export function iysSourceOf(source: string, channel: string): string {
  const isWord = source === "keyword" || source === "provider";
  if (isWord) return channel === "email" ? "HS_EPOSTA" : "HS_MESAJ";
  return Object.hasOwn(sources, source) ? (sources[source] ?? other) : other;
}

const other = "HS_EORTAM";

const sources: Readonly<Record<string, string>> = {
  agent: "HS_CAGRI_MERKEZI",
  "web-form": "HS_WEB",
  app: "HS_MOBIL",
  store: "HS_FIZIKSEL_ORTAM",
};
