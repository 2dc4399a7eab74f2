/** Compares what İYS has with what we have, and says who lacks what, and why. Pure. */
import type { OurRow } from "./export-iys.ts";
import { type IysRow, iysDate, iysKey } from "./iys-row.ts";

/**
 * - `missing`: the other has nothing of it
 * - `newer`: it was said later
 * - `refusal`: both are of the same second, and a refusal counts
 * - `never-agreed`: a refusal that İYS takes only of those who had agreed
 */
export type Why = "missing" | "newer" | "refusal" | "never-agreed";

/** Something on which İYS and we do not agree. */
export interface Difference {
  readonly ours?: IysRow;
  readonly theirs?: IysRow;
  /** Whose word counts: theirs is imported, ours is exported, unless it is held back. */
  readonly wins: "ours" | "theirs";
  readonly why: Why;
}

export interface Reconciliation {
  readonly differences: readonly Difference[];
  /** To be taken over: they have what we have not, or something newer. */
  readonly toImport: readonly IysRow[];
  /** To be put in there. */
  readonly toExport: readonly IysRow[];
  /** Refusals of those who never agreed: İYS takes none, and nobody may write without consent anyway. */
  readonly heldBack: readonly IysRow[];
}

/** The newer word wins, of equal ones the refusal. Done, and done again, it finds nothing. */
export function reconcileIys(
  ours: readonly Pick<OurRow, "row" | "wasGranted">[],
  theirs: readonly IysRow[],
): Reconciliation {
  const [have, hold] = [newestByKey(ours.map(({ row }) => row)), newestByKey(theirs)];
  const granted = new Set(ours.filter(({ wasGranted }) => wasGranted).map(({ row }) => iysKey(row)));
  const differences = [...new Set([...have.keys(), ...hold.keys()])].flatMap((key) =>
    differenceOf(have.get(key), hold.get(key), granted.has(key)),
  );
  const isHeldBack = ({ why }: Difference) => why === "never-agreed";
  return {
    differences,
    toImport: differences.flatMap(({ wins, theirs: their }) =>
      wins === "theirs" && their !== undefined ? [their] : [],
    ),
    toExport: differences.filter((one) => !isHeldBack(one)).flatMap(exportOf),
    heldBack: differences.filter(isHeldBack).flatMap(({ ours: own }) => own ?? []),
  };
}

function differenceOf(own: IysRow | undefined, their: IysRow | undefined, wasGranted: boolean): Difference[] {
  if (own === undefined)
    return their === undefined ? [] : [{ theirs: their, wins: "theirs", why: "missing" }];
  if (their === undefined) {
    return [
      { ours: own, wins: "ours", why: own.status === "ONAY" || wasGranted ? "missing" : "never-agreed" },
    ];
  }
  if (own.status === their.status) return [];
  return [
    {
      ours: own,
      theirs: their,
      wins: isNewer(their, own) ? "theirs" : "ours",
      why: isOfSameSecond(own, their) ? "refusal" : "newer",
    },
  ];
}

function exportOf({ wins, ours, theirs }: Difference): IysRow[] {
  if (wins === "theirs" || ours === undefined) return [];
  return [theirs === undefined ? ours : after(theirs, ours)];
}

const rankOf = ({ at, status }: IysRow) => `${at}${status === "RET" ? 1 : 0}`;
const isNewer = (row: IysRow, other: IysRow) => rankOf(row) > rankOf(other);
const isOfSameSecond = (row: IysRow, other: IysRow) =>
  iysDate(Date.parse(row.at)) === iysDate(Date.parse(other.at));

function newestByKey(rows: readonly IysRow[]): Map<string, IysRow> {
  const newest = new Map<string, IysRow>();
  for (const row of rows) {
    const known = newest.get(iysKey(row));
    if (known === undefined || isNewer(row, known)) newest.set(iysKey(row), row);
  }
  return newest;
}

/** İYS takes nothing that is of the same second as what it has. */
function after(their: IysRow, own: IysRow): IysRow {
  if (!isOfSameSecond(their, own)) return own;
  return { ...own, at: new Date(Date.parse(own.at) + 1000).toISOString() };
}
