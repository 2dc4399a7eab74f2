/** Asks consent, window and quiet hours for one send. Load, decide. */
import type { ConsentEntry } from "../../schemas/consents.ts";
import type { SendRequest } from "../../schemas/send.ts";
import type { ConsentLedger } from "../consent/consent-ledger.ts";
import { customerZones } from "../consent/customer-zones.ts";
import { permitSend, type RecentSend } from "../consent/permit-send.ts";
import { isTheirs } from "../consent/read-consents.ts";
import type { Policies } from "../policies/policies.ts";
import type { Capabilities } from "./channel-sender.ts";
import type { Permission } from "./hand-over.ts";

export interface PermitDeps {
  readonly ledger: Pick<ConsentLedger, "read">;
  /** What the recipient's newest messages say of consents, whether or not it is in the ledger yet. */
  readonly newestWords: (request: SendRequest) => Promise<readonly ConsentEntry[]>;
  /** What was sent for the same reason of late, on any channel. */
  readonly recentSends: (request: SendRequest) => Promise<readonly RecentSend[]>;
  readonly policies: Policies;
  readonly now: () => Date;
}

export async function permit(
  deps: PermitDeps,
  request: SendRequest,
  capabilities: Capabilities,
): Promise<Permission> {
  const [{ entries, versions }, said, recentSends, policy] = await Promise.all([
    deps.ledger.read(request.ledgerIds),
    deps.newestWords(request),
    deps.recentSends(request),
    deps.policies.current("consent"),
  ]);
  const { tenures = [{}] } = request;
  const counting = [...entries, ...said].filter((entry) => tenures.some((tenure) => isTheirs(entry, tenure)));
  const { brand, channel, purpose, reason, lastInbound, lastAsked, timeZone, phone } = request;
  const permission = permitSend(
    {
      brand,
      channel,
      purpose,
      reason,
      lastInbound,
      lastAsked,
      recentSends: recentSends.filter(({ sendId }) => sendId !== request.sendId),
      zones: customerZones({ profile: timeZone, phone }, policy.policy.defaultZone),
      isTemplate: request.template !== undefined,
      byHumanAgent: request.asHumanAgent ?? false,
      now: deps.now(),
    },
    { capabilities, entries: counting, policy },
  );
  if (permission.kind !== "suppressed") {
    return { kind: "permitted", receipt: permission.receipt, ledger: versions };
  }
  const { reason: why, until, unless } = permission;
  return why === "quiet-hours" && until !== undefined
    ? { kind: "later", from: until, reason: why }
    : { kind: "suppressed", reason: why, until, unless };
}
