/** What a channel needs before it goes live (requirement R11). Pure; the staff API's gate. */
import type { ChannelConfig } from "../../schemas/channel-config.ts";
import type { RoutingPolicy } from "../../schemas/routing/policy.ts";
import { queueOf } from "../routing/matching-rules.ts";
import { queuesOfChannel } from "../routing/queues-of-channel.ts";

/** One thing that is missing, in words for the admin. */
export interface Missing {
  readonly part: "routing" | "panel" | "reports" | "consent" | "sla" | "signature";
  /** Where it belongs: a JSON pointer into what the admin saves, `{config, secrets}`. */
  readonly pointer: string;
  /** What is wrong, and what would mend it. */
  readonly detail: string;
}

type Checked = Pick<ChannelConfig, "channel" | "displayName" | "readiness">;

/**
 * @param about.policy the routing policy in force
 * @returns empty when it may go live
 */
export function missingOf(
  { channel, displayName, readiness }: Checked,
  about: { readonly policy: RoutingPolicy; readonly secretCount: number },
): Missing[] {
  const { routing, reportGroup, consent, sla } = readiness;
  const missing: Missing[] = [];
  const need = (part: Missing["part"], pointer: string, detail: string) =>
    void missing.push({ part, pointer, detail });
  if (about.secretCount === 0)
    need("signature", "/secrets", "nothing proves its calls: give one secret at least");
  const misrouted =
    routing?.kind === "queue" ? queueProblem(routing.queueId, channel, about.policy) : undefined;
  if (routing === undefined)
    need(
      "routing",
      "/config/readiness/routing",
      'nothing says which queue its cases stand in: give {"kind": "queue", "queueId"}, or {"kind": "not-routed"}',
    );
  if (misrouted !== undefined) need("routing", "/config/readiness/routing/queueId", misrouted);
  if (displayName.tr === undefined)
    need("panel", "/config/displayName/tr", "the panel has no name for it in Turkish: give one");
  if (displayName.en === undefined)
    need("panel", "/config/displayName/en", "the panel has no name for it in English: give one");
  if (reportGroup === undefined)
    need("reports", "/config/readiness/reportGroup", "reports have no heading to count it under: give one");
  if (consent === undefined)
    need(
      "consent",
      "/config/readiness/consent",
      'nothing says what is sent by it: give {"kind": "sends", "purpose", "legalBasis"}, or {"kind": "inbound-only"}',
    );
  if (sla === undefined)
    need(
      "sla",
      "/config/readiness/sla",
      "nothing says how soon its customers are answered: give case-policy, or none where nobody is promised an answer",
    );
  return missing;
}

/** A queue that is there is not enough: the rules have to lead cases of the channel to it. */
function queueProblem(
  queueId: string,
  channel: Checked["channel"],
  policy: RoutingPolicy,
): string | undefined {
  const queues = queuesOfChannel(channel, policy);
  if (queues.includes(queueId)) return undefined;
  const wrong =
    queueOf(policy, queueId) === undefined
      ? `the routing policy has no queue ${queueId}`
      : `no rule of the routing policy leads cases of the channel ${channel} to ${queueId}`;
  return `${wrong}: name one that its cases go to (${queues.join(", ")}), or change the policy by PUT /v1/admin/policies/routing`;
}
