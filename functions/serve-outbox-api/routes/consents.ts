/** Routes about what customers permit and forbid. */

import { consentOverview } from "../../../domain/consent/consent-overview.ts";
import { readConsents } from "../../../domain/consent/read-consents.ts";
import { type RecordDeps, recordConsent } from "../../../domain/consent/record-consent.ts";
import { identifiersOf, readPerson } from "../../../domain/identity/person.ts";
import { done, type Input, invalid, notFound, ok } from "../../../schemas/api/answer.ts";
import type { ConsentRequest } from "../../../schemas/api/consent-shapes.ts";

export type ConsentDeps = RecordDeps;

type CustomerPath = { readonly customerId: string };
interface AsOf {
  readonly asOf?: string | undefined;
  readonly knownAt?: string | undefined;
}

export function consentRoutes(deps: ConsentDeps) {
  return {
    readConsents: async ({ path, query }: Input<CustomerPath, AsOf, unknown>) => {
      const person = await readPerson(deps.readMember, path.customerId);
      if (person === undefined) return notFound;
      const entries = await readConsents(deps, identifiersOf(person));
      const asOf = query.asOf ?? deps.now().toISOString();
      const history = [...entries].sort((left, right) => (left.at < right.at ? -1 : 1));
      const items = consentOverview(entries, { at: asOf, knownAt: query.knownAt }).map(
        ({ entry, ...line }) => ({ ...line, ...(entry === undefined ? {} : { entryId: entry.entryId }) }),
      );
      return ok({ asOf, items, history });
    },
    recordConsent: async ({ path, body, caller }: Input<CustomerPath, unknown, ConsentRequest>) => {
      const recorded = await recordConsent(deps, path.customerId, body, caller.agentId);
      if (recorded === "no-customer") return notFound;
      return recorded === "no-identifier"
        ? invalid("/identifierId", "the customer has no such identifier")
        : done;
    },
  };
}
