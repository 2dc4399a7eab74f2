/** Makes up for contact events that never came: contact records are sent at least once. */
import type { ParsedEvent } from "../ingest/channel-adapter.ts";
import {
  type ContactRecord,
  compare,
  type Reconciliation,
  surveyAnswer,
  withRecord,
} from "./contact-record.ts";
import { type FollowDeps, followChain, learnOf } from "./follow-contact.ts";

export interface ReconcileDeps extends FollowDeps {
  /** Stores an event on the timeline; one that is there already stays as it is. */
  readonly store: (event: ParsedEvent, instanceId: string) => Promise<void>;
}

/** @returns what the record adds to the meter */
export async function reconcileContact(deps: ReconcileDeps, record: ContactRecord): Promise<Reconciliation> {
  await followChain(deps, record);
  let compared: Reconciliation = { expected: 0, seen: 0, repaired: 0 };
  await learnOf(deps, record.contactId, (before) => {
    compared = compare(before, record);
    return withRecord(before, record);
  });
  const answer = surveyAnswer(record, await deps.links.caseOf(record.contactId));
  if (answer !== undefined) await deps.store(answer, record.instanceId);
  return compared;
}
