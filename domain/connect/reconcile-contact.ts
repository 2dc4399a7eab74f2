/** Makes up for contact events that never came: contact records are sent at least once. */
import type { Identifier } from "../../schemas/contact-event.ts";
import type { ParsedEvent } from "../ingest/channel-adapter.ts";
import {
  type ContactRecord,
  compare,
  type Reconciliation,
  surveyAnswer,
  withRecord,
} from "./contact-record.ts";
import { type FollowDeps, followChain, learnOf } from "./follow-contact.ts";
import { callEnded, keepOurCall } from "./our-call.ts";

export interface ReconcileDeps extends FollowDeps {
  /** Stores an event on the timeline; one that is there already stays as it is. */
  readonly store: (event: ParsedEvent, instanceId: string) => Promise<void>;
  /** Whom a call of ours about a case has reached. */
  readonly calledIdentifiers: (caseId: string, address: string) => Promise<Identifier[]>;
}

/** @returns what the record adds to the meter */
export async function reconcileContact(deps: ReconcileDeps, record: ContactRecord): Promise<Reconciliation> {
  if (record.calledFor !== undefined) await keepOurCall(deps, record.contactId, record.calledFor);
  await followChain(deps, record);
  let compared: Reconciliation = { expected: 0, seen: 0, repaired: 0 };
  await learnOf(deps, record.contactId, (before) => {
    compared = compare(before, record);
    return withRecord(before, record);
  });
  const answer = surveyAnswer(record, await deps.links.caseOf(record.contactId));
  if (answer !== undefined) await deps.store(answer, record.instanceId);
  await storeEndOfOurCall(deps, record);
  return compared;
}

async function storeEndOfOurCall(deps: ReconcileDeps, record: ContactRecord): Promise<void> {
  const { contactId, calledFor: caseId, answeredAt, endpoint, at } = record;
  const endedAt = at.DISCONNECTED;
  if (caseId === undefined || endedAt === undefined) return;
  const identifiers = await deps.calledIdentifiers(caseId, endpoint?.address ?? "");
  await deps.store(callEnded({ contactId, caseId, identifiers }, { endedAt, answeredAt }), record.instanceId);
}
