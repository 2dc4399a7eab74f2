/** What a channel needs before it goes live (requirement R11). Pure; the staff API's gate. */
import type { ChannelConfig } from "../../schemas/channel-config.ts";

/** One thing that is missing, in words for the admin. */
export interface Missing {
  readonly part: "routing" | "panel" | "reports" | "consent" | "sla" | "signature";
  readonly detail: string;
}

/**
 * @param about.queueIds lines of the routing policy in force
 * @returns empty when it may go live
 */
export function missingOf(
  { readiness, displayName }: Pick<ChannelConfig, "readiness" | "displayName">,
  about: { readonly queueIds: readonly string[]; readonly secretCount: number },
): Missing[] {
  const { routing, reportGroup, consent, sla } = readiness;
  const missing: Missing[] = [];
  const need = (part: Missing["part"], detail: string) => void missing.push({ part, detail });
  if (about.secretCount === 0) need("signature", "a secret that its calls are proven by");
  if (routing === undefined)
    need("routing", "the line its cases stand in, or the word that it is not routed");
  else if (routing.kind === "queue" && !about.queueIds.includes(routing.queueId))
    need("routing", `the routing policy has no line called ${routing.queueId}`);
  if (displayName.tr === undefined) need("panel", "its name in Turkish");
  if (displayName.en === undefined) need("panel", "its name in English");
  if (reportGroup === undefined) need("reports", "the heading that reports count it under");
  if (consent === undefined)
    need("consent", "what it sends for and on what legal basis, or the word that nothing is sent by it");
  if (sla === undefined)
    need("sla", "the case policy's times, or the word that nobody is promised an answer");
  return missing;
}
