/** Everything a brief or a profile stands on: the person with its cases, its points and its consents. */
import type { ConsentEntry } from "../../schemas/consents.ts";
import type { PointEntry } from "../../schemas/points.ts";
import { readAhead } from "../consent/read-ahead.ts";
import { type ReadConsentsDeps, readConsents } from "../consent/read-consents.ts";
import { identifiersOf, type Person, type ReadMember, readPerson } from "../identity/person.ts";
import { countsFrom } from "../points/fading.ts";

export interface Portrait {
  readonly person: Person;
  /** Entries of all members that can still count. */
  readonly points: readonly PointEntry[];
  /** The ledgers of all addresses of all members. */
  readonly consents: readonly ConsentEntry[];
}

/** Reads by any id the person ever had; `undefined` when there is no such customer. */
export type ReadPortrait = (customerId: string) => Promise<Portrait | undefined>;

export interface PortraitDeps extends ReadConsentsDeps {
  readonly readMember: ReadMember;
  readonly readPoints: (customerId: string, since: Date) => Promise<PointEntry[]>;
  readonly now: () => Date;
}

/**
 * Two rounds of reads, or for who consists of several customers three where one of them has got an address since it was
 * merged. A customer's points are read along with the customer; consents as soon as an address is known: of the
 * ledger itself, so that nobody is told what is not in it.
 */
export function portraitReader(deps: PortraitDeps): ReadPortrait {
  const { readMember, readPoints, ledgerIdOf, now } = deps;
  return async (customerId) => {
    const points = new Map<string, PointEntry[]>();
    const ledger = readAhead(deps.ledger);
    const since = countsFrom(now());
    const person = await readPerson(async (id) => {
      const [member, entries] = await Promise.all([readMember(id), readPoints(id, since)]);
      points.set(id, entries);
      const { identifiers = [], merges = [] } = member ?? {};
      ledger.begin(await Promise.all(identifiers.map(ledgerIdOf)));
      ledger.begin(merges.flatMap(({ identifierIds }) => identifierIds));
      return member;
    }, customerId);
    if (person === undefined) return undefined;
    return {
      person,
      points: person.members.flatMap((member) => points.get(member.customerId) ?? []),
      consents: await readConsents({ ledger, ledgerIdOf }, identifiersOf(person)),
    };
  };
}
