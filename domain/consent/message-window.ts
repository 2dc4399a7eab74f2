/** What a provider lets us write, so long after the customer's last message. Pure. */
import type { Capabilities } from "../outbox/channel-sender.ts";

/** `closed`: and what would be let through, if anything. */
export type Window =
  | { readonly kind: "open" }
  | { readonly kind: "open-for"; readonly what: "template" | "human-agent" }
  | { readonly kind: "closed" };

const hourMs = 60 * 60_000;

/** @param lastInboundAt on this channel, to this endpoint; absent: they have never written there */
export function windowAt(
  window: Capabilities["window"],
  lastInboundAt: string | undefined,
  now: Date,
): Window {
  if (window === undefined || isWithin(window.hours, lastInboundAt, now)) return { kind: "open" };
  if (window.after === "nothing") return { kind: "closed" };
  const isForHumans = window.after === "human-agent";
  if (isForHumans && !isWithin(window.humanAgentHours ?? 0, lastInboundAt, now)) return { kind: "closed" };
  return { kind: "open-for", what: window.after };
}

/** At the hour sharp it is over. */
function isWithin(hours: number, at: string | undefined, now: Date): boolean {
  return at !== undefined && now.getTime() - Date.parse(at) < hours * hourMs;
}
