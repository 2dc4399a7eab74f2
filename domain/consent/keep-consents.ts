/** Keeps what a contact event says of consents. */
import { defaultBrand } from "../../schemas/endpoints.ts";
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
  const { words } = (await policies.current("consent")).policy;
  if (entriesOf(stored, { brand: defaultBrand, words }).length === 0) return;
  const { provider, endpointId } = stored.event;
  const brand = await brandOf(provider, endpointId);
  await ledger.append(entriesOf(stored, { brand, words }));
}
