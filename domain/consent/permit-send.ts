/** Decides whether a message may be sent at this moment, and what it relies on. Pure; used by whoever hands over. */
import type { ConsentEntry, ConsentPolicy } from "../../schemas/consents.ts";
import type { Channel } from "../../schemas/contact-event.ts";
import type { Receipt } from "../../schemas/send.ts";
import type { Capabilities } from "../outbox/channel-sender.ts";
import { windowAt } from "./message-window.ts";
import { quietUntil } from "./quiet-hours.ts";
import { type Basis, type BasisQuestion, basisOf, type LastInbound } from "./send-basis.ts";

/** A message of ours that somebody was sent for a reason. */
export interface RecentSend {
  readonly sendId: string;
  readonly reason: string;
  readonly at: string;
}

export interface SendQuestion extends BasisQuestion {
  readonly channel: Channel;
  /** Their last message to the account that is sent from: the provider's window counts from it. */
  readonly lastInbound?: LastInbound | undefined;
  /** Where the customer may be (`customerZones`). */
  readonly zones: readonly string[];
  readonly isTemplate: boolean;
  readonly byHumanAgent: boolean;
  /** Why we write, where that is more than an answer; and what was sent for a reason of late, on any channel. */
  readonly reason?: string | undefined;
  readonly recentSends: readonly RecentSend[];
}

export interface SendRules {
  readonly capabilities: Pick<Capabilities, "window" | "enforcesOptOut">;
  /** Of every address that counts, as read from the ledger. */
  readonly entries: readonly ConsentEntry[];
  readonly policy: { readonly version: number; readonly policy: ConsentPolicy };
}

/** @param ledgerVersion how many entries it was decided by */
export type SendReceipt = Receipt & { readonly ledgerVersion: number };

export type SendPermission =
  | { readonly kind: "permitted"; readonly receipt: SendReceipt }
  /** Only as what it is: the provider's window for anything else is closed. */
  | {
      readonly kind: "permitted-as";
      readonly as: "template" | "human-agent";
      readonly receipt: SendReceipt;
    }
  | Suppressed;

export interface Suppressed {
  readonly kind: "suppressed";
  readonly reason: "opted-out" | "no-consent" | "window-closed" | "contacted-recently" | "quiet-hours";
  /** From then on it may be asked again. */
  readonly until?: Date | undefined;
  /** With `window-closed`: what would be let through. */
  readonly unless?: "template" | "human-agent" | undefined;
  /** The ledger's entries, or the sends, that say so. */
  readonly cites: readonly string[];
}

const hourMs = 60 * 60_000;
const minuteMs = 60_000;

/** What will not pass comes before what will: a refusal before a closed window, and the night comes last. */
export function permitSend(question: SendQuestion, rules: SendRules): SendPermission {
  const { policy } = rules.policy;
  const { enforcesOptOut } = rules.capabilities;
  const basis = basisOf(question, { entries: rules.entries, policy, enforcesOptOut });
  if (basis.kind === "suppressed") return basis;
  const window = windowAt(rules.capabilities.window, question.lastInbound?.at, question.now);
  const passes =
    window.kind === "open" || (window.kind === "open-for" && isWhat(window.what, question, basis));
  if (!passes) {
    const unless = window.kind === "open-for" ? { unless: window.what } : {};
    return { kind: "suppressed", reason: "window-closed", ...unless, cites: [] };
  }
  const waits = contactedRecently(question, policy) ?? quiet(question, basis, policy);
  if (waits !== undefined) return waits;
  const receipt = receiptOf(question, basis, rules);
  return window.kind === "open"
    ? { kind: "permitted", receipt }
    : { kind: "permitted-as", as: window.what, receipt };
}

type Based = Extract<Basis, { kind: "based" }>;

/** A human agent's late answer is an answer: the tag is for no other message. */
function isWhat(what: "template" | "human-agent", question: SendQuestion, { legalBasis }: Based): boolean {
  return what === "template" ? question.isTemplate : question.byHumanAgent && legalBasis === "request";
}

function contactedRecently(question: SendQuestion, policy: ConsentPolicy): Suppressed | undefined {
  const { reason, recentSends, now } = question;
  const untilOf = ({ at }: RecentSend) => Date.parse(at) + policy.sameReasonHours * hourMs;
  const same = recentSends.filter((send) => send.reason === reason && untilOf(send) > now.getTime());
  if (same.length === 0) return undefined;
  const until = new Date(Math.max(...same.map(untilOf)));
  return {
    kind: "suppressed",
    reason: "contacted-recently",
    until,
    cites: same.map(({ sendId }) => sendId),
  };
}

function quiet(question: SendQuestion, basis: Based, { quietHours }: ConsentPolicy): Suppressed | undefined {
  const { lastAsked, now, zones } = question;
  const isAwake =
    basis.legalBasis === "request" &&
    lastAsked !== undefined &&
    now.getTime() - Date.parse(lastAsked.at) < quietHours.replyMinutes * minuteMs;
  const until = isAwake ? undefined : quietUntil(quietHours, zones, now);
  return until === undefined ? undefined : { kind: "suppressed", reason: "quiet-hours", until, cites: [] };
}

function receiptOf(question: SendQuestion, basis: Based, { entries, policy }: SendRules): SendReceipt {
  const { brand, channel, purpose, now } = question;
  const { legalBasis, evidence } = basis;
  return {
    brand,
    channel,
    purpose,
    legalBasis,
    ...(evidence === undefined ? {} : { evidence }),
    checkedAt: now.toISOString(),
    policyVersion: policy.version,
    ledgerVersion: new Set(entries.map(({ entryId }) => entryId)).size,
  };
}
