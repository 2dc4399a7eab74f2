/** Everything a brief or a profile stands on, read at once: the person with its cases, and its points. */
import type { PointEntry } from "../../schemas/points.ts";
import { type Person, type ReadMember, readPerson } from "../identity/person.ts";
import { countsFrom } from "../points/fading.ts";

export interface Portrait {
  readonly person: Person;
  /** Entries of all members that can still count. */
  readonly points: readonly PointEntry[];
}

/** Reads by any id the person ever had; `undefined` when there is no such customer. */
export type ReadPortrait = (customerId: string) => Promise<Portrait | undefined>;

export interface PortraitDeps {
  readonly readMember: ReadMember;
  readonly readPoints: (customerId: string, since: Date) => Promise<PointEntry[]>;
  readonly now: () => Date;
}

/** A customer's points are read along with the customer, so that they cost no round of their own. */
export function portraitReader({ readMember, readPoints, now }: PortraitDeps): ReadPortrait {
  return async (customerId) => {
    const points = new Map<string, PointEntry[]>();
    const since = countsFrom(now());
    const person = await readPerson(async (id) => {
      const [member, entries] = await Promise.all([readMember(id), readPoints(id, since)]);
      points.set(id, entries);
      return member;
    }, customerId);
    if (person === undefined) return undefined;
    return { person, points: person.members.flatMap((member) => points.get(member.customerId) ?? []) };
  };
}
