/** Keeps what a contact event says of consents. */
import type { Policies } from "../policies/policies.ts";
import type { StoredEvent } from "../timeline/stored-event.ts";
import type { ConsentLedger } from "./consent-ledger.ts";
import { entriesOf } from "./ledger.ts";

export interface KeepDeps {
  readonly ledger: Pick<ConsentLedger, "append">;
  readonly policies: Policies;
  /** Whose name an endpoint carries. */
  readonly brandOf: (provider: string, endpointId: string) => Promise<string>;
}

/** Safe to repeat. Most events say nothing, and cost nothing. */
export async function keepConsents(
  { ledger, policies, brandOf }: KeepDeps,
  stored: StoredEvent,
): Promise<void> {
  const { provider, endpointId } = stored.event;
  const [{ policy }, brand] = await Promise.all([policies.current("consent"), brandOf(provider, endpointId)]);
  const entries = entriesOf(stored, { brand, words: policy.words });
  if (entries.length > 0) await ledger.append(entries);
}
