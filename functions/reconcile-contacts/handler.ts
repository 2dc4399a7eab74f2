/** Reads Amazon Connect's contact records: makes up for contact events that never came, and keeps survey answers. */
import type { KinesisStreamBatchResponse, KinesisStreamEvent, KinesisStreamRecord } from "aws-lambda";
import type { ContactRecord, Reconciliation } from "../../domain/connect/contact-record.ts";
import { type ReconcileDeps, reconcileContact } from "../../domain/connect/reconcile-contact.ts";

export interface ReconcileContactsDeps extends ReconcileDeps {
  readonly eachRecord: (
    records: readonly KinesisStreamRecord[],
    handle: (record: ContactRecord) => Promise<void>,
  ) => Promise<KinesisStreamBatchResponse>;
  /** Adds to the meter. */
  readonly add: (more: Reconciliation) => Promise<void>;
}

export function createHandler(deps: ReconcileContactsDeps) {
  return async ({ Records }: KinesisStreamEvent): Promise<KinesisStreamBatchResponse> => {
    const compared: Reconciliation[] = [];
    const response = await deps.eachRecord(Records, async (record) => {
      compared.push(await reconcileContact(deps, record));
    });
    const sum = (name: keyof Reconciliation) => compared.reduce((total, one) => total + one[name], 0);
    const more = { expected: sum("expected"), seen: sum("seen"), repaired: sum("repaired") };
    if (more.expected > 0) await deps.add(more);
    return response;
  };
}
