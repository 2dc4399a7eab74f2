/** What a contact event says about two customers being one. Pure. */
import type { Identifier } from "../../schemas/contact-event.ts";
import type { IdentityPolicy } from "../../schemas/policies.ts";
import type { StoredEvent } from "../timeline/stored-event.ts";
import { isPlaceholder } from "./cardinality.ts";
import { knownIdentifiers } from "./find-owner.ts";
import type { Evidence } from "./merge-by-rule.ts";
import { ownerAt, type Tenures } from "./tenure.ts";

/** An identifier that may point to another customer. */
interface Pointer {
  readonly identifierId: string | undefined;
  readonly identifier: Identifier;
}

/**
 * Identifiers that another customer had at the event's time: verified ones beside a verified home; those that the event says were
 * replaced; and claimed ones that somebody else has proven. A placeholder is no evidence of anything.
 *
 * @param customerId whose event it is
 */
export function evidenceIn(
  stored: StoredEvent,
  customerId: string,
  owners: ReadonlyMap<string, Tenures>,
  policy: IdentityPolicy,
): Evidence[] {
  const { event, identifierIds, previousIds, claimIds } = stored;
  const { home } = knownIdentifiers(stored, owners);
  if (isPlaceholder(home.identifier, policy)) return [];
  const { eventId, occurredAt: at } = event;
  const follow = (rule: Evidence["rule"], pointers: readonly Pointer[]) =>
    pointers.flatMap(({ identifierId, identifier }): Evidence[] => {
      if (identifierId === undefined) return [];
      const owner = ownerAt(owners.get(identifierId), at);
      if (owner === undefined || owner === customerId) return [];
      if (isPlaceholder(identifier, policy)) return [];
      return [{ eventId, at, rule, identifierId, kind: identifier.kind, customerId: owner }];
    });
  const claims = event.identifiers.filter(({ level }) => level === "claimed");
  const claimed = follow("claimed-identifier", paired(claims, claimIds));
  if (home.identifier.level !== "verified") return claimed;
  const isVerified = ({ identifier }: Pointer) => identifier.level === "verified";
  return [
    ...follow("shared-identifier", paired(event.identifiers, identifierIds).filter(isVerified)),
    ...follow("rotated-identifier", paired(event.previousIdentifiers ?? [], previousIds).filter(isVerified)),
    ...claimed,
  ];
}

function paired(identifiers: readonly Identifier[], ids: readonly string[]): Pointer[] {
  return identifiers.map((identifier, index) => ({ identifier, identifierId: ids[index] }));
}
