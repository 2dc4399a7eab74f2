/** Whose an identifier is and was: numbers and cards go from hand to hand (docs/decisions/0021). Pure. */

/** That a customer had an identifier, from the end of the tenure before it. */
export interface Tenure {
  readonly customerId: string;
  /** The time of the event that took it from them: the last moment that is theirs. */
  readonly until: string;
}

/** Everybody who ever had an identifier. */
export interface Tenures {
  /** Who has it; absent after the last gave it up. */
  readonly owner?: string | undefined;
  /** Who had it, oldest first. */
  readonly former: readonly Tenure[];
}

/** Of an identifier that nobody ever had. */
const nobodys: Tenures = { former: [] };

/** Who had it at that time; `undefined` where nobody had it any more. */
export const ownerAt = ({ owner, former } = nobodys, at: string): string | undefined =>
  former.find(({ until }) => at <= until)?.customerId ?? owner;

/** Who has it, or had it last. */
export const lastOwner = ({ owner, former } = nobodys): string | undefined =>
  owner ?? former.at(-1)?.customerId;

/** All of them, whoever has it now. */
export const everyOwner = ({ owner, former }: Tenures): string[] => [
  ...former.map(({ customerId }) => customerId),
  ...(owner === undefined ? [] : [owner]),
];

/** Since when it is not its last former owner's. */
export const freeSince = ({ former } = nobodys): string | undefined => former.at(-1)?.until;

/** With another owner, who takes it where the last gave it up. */
export const takenBy = ({ former } = nobodys, owner: string): Tenures => ({ owner, former });

/** The tenure that is over with an event of that time; `undefined` where none is that began before. */
export function endedBy(tenures = nobodys, at: string): Tenure | undefined {
  const { owner } = tenures;
  return owner !== undefined && ownerAt(tenures, at) === owner ? { customerId: owner, until: at } : undefined;
}
