/** Cardinality guards: an office line, a family phone or `test@test.com` must not make one person of many. Pure. */
import type { Identifier } from "../../schemas/contact-event.ts";
import type { IdentityPolicy } from "../../schemas/policies.ts";

/** What the guards count by. */
export interface CountedIdentifier extends Pick<Identifier, "kind" | "level"> {
  readonly retiredAt?: string | undefined;
}

/** Whether one customer may have all of these. Claimed ones prove nothing, and retired ones are theirs no more. */
export function mayBelongToOne(
  identifiers: readonly CountedIdentifier[],
  { mostOfKind }: IdentityPolicy,
): boolean {
  const counted = identifiers.filter(
    ({ level, retiredAt }) => level === "verified" && retiredAt === undefined,
  );
  const byKind = Map.groupBy(counted, ({ kind }) => kind);
  return [...byKind].every(([kind, { length }]) => length <= (mostOfKind[kind] ?? Number.POSITIVE_INFINITY));
}

/** Whether the value stands for nobody in particular. */
export function isPlaceholder({ kind, value }: Identifier, { placeholders }: IdentityPolicy): boolean {
  return placeholders.includes(`${kind}:${value}`);
}

/** The guards that ship: an admin can change them. */
export const defaultIdentityPolicy: IdentityPolicy = {
  mergeByRule: true,
  mostOfKind: {
    "national-id": 1,
    crm: 1,
    loyalty: 3,
    phone: 3,
    email: 3,
    // A user id and a parent id for each number.
    whatsapp: 6,
    messenger: 2,
    instagram: 2,
    telegram: 2,
    line: 2,
    device: 20,
  },
  placeholders: [
    "email:test@test.com",
    "email:test@example.com",
    "email:noreply@example.com",
    "email:info@example.com",
    "phone:0000000000",
    "phone:1111111111",
    "phone:+905555555555",
    // What carriers show of a caller who hides the number: "ANONYMOUS" on a keypad.
    "phone:+266696687",
  ],
};
