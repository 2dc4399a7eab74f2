/** What a send's permission is decided by, read from the table. */
import { entriesOf } from "../../domain/consent/ledger.ts";
import type { PermitDeps } from "../../domain/outbox/permit.ts";
import { readNewestEvents } from "../dynamodb/newest-events.ts";
import type { TableDeps } from "../dynamodb/table-call.ts";
import type { Bodies } from "../dynamodb/timelines.ts";

/** More than anybody writes while a message of ours is on its way. */
const newest = 10;

/** Of what was stored on the recipient's identifier: a STOP counts from the moment it was acknowledged. */
export function newestWords(
  table: TableDeps,
  bodies: Pick<Bodies, "get">,
  policies: PermitDeps["policies"],
): PermitDeps["newestWords"] {
  return async ({ identifierId, brand }) => {
    const [events, { policy }] = await Promise.all([
      readNewestEvents(table, bodies, identifierId, newest),
      policies.current("consent"),
    ]);
    return events.flatMap((stored) => entriesOf(stored, { brand, words: policy.words }));
  };
}
