/** Routes about İYS, Türkiye's registry of consents to commercial messages. */

import { type CompareDeps, type Compared, compareIys } from "../../../domain/consent/iys/compare-iys.ts";
import { iysFileOf } from "../../../domain/consent/iys/export-iys.ts";
import { type IysRead, readIysFile } from "../../../domain/consent/iys/import-iys.ts";
import type { IysRow } from "../../../domain/consent/iys/iys-row.ts";
import type { Difference } from "../../../domain/consent/iys/reconcile-iys.ts";
import { mostRowsAtOnce, takeOver } from "../../../domain/consent/iys/take-over.ts";
import { type TellDeps, tellIys } from "../../../domain/consent/iys/tell-iys.ts";
import { type Input, invalid, ok } from "../../../schemas/api/answer.ts";
import type {
  IysComparison,
  IysComparisonQuery,
  IysDifference,
  IysExportQuery,
  IysImport,
} from "../../../schemas/api/iys-shapes.ts";

export interface IysDeps extends CompareDeps, TellDeps {}

/** An answer of a function may have six megabytes. */
const mostShown = 2000;
const mostExported = 20_000;

const defaultYears = 2;
/** Every day of it is asked for. */
const mostYears = 10;

export function iysRoutes(deps: IysDeps) {
  return {
    importFile: async ({ body }: Input<unknown, unknown, IysImport>) => {
      const read = readIysFile(body, deps.now());
      const lines = read.rows.length + read.problems.length;
      if (lines > mostRowsAtOnce) {
        return invalid(
          "/text",
          `${lines} lines, at most ${mostRowsAtOnce} at once: split the file, each part with the first line`,
        );
      }
      const taken = await takeOver(deps, read.rows, body);
      return ok({ rows: read.rows.length, ...taken, problems: problemsOf(read) });
    },
    exportFile: async ({ query }: Input<unknown, IysExportQuery, unknown>) =>
      query.since < yearsBefore(deps.now(), mostYears)
        ? invalid("?since", `at most ${mostYears} years ago`)
        : ok(await tellIys(deps, query)),
    compareFile: async ({ query, body }: Input<unknown, IysComparisonQuery, IysComparison>) => {
      const since = query.since ?? yearsBefore(deps.now(), defaultYears);
      if (since < yearsBefore(deps.now(), mostYears)) {
        return invalid("?since", `at most ${mostYears} years ago`);
      }
      const compared = await compareIys(deps, { file: body, since, apply: query.apply === "true" });
      return compared.kind === "too-many"
        ? invalid("?since", "more consents of ours than one call can compare: name a later instant")
        : ok(comparedView(compared));
    },
  };
}

function yearsBefore(now: Date, years: number): string {
  const then = new Date(now);
  then.setUTCFullYear(now.getUTCFullYear() - years);
  return then.toISOString();
}

/** Without the line itself, which is personal data. */
const problemsOf = ({ problems }: IysRead) => problems.map(({ line, detail }) => ({ line, detail }));

function comparedView({ read, reconciliation, withoutAddress, applied }: Compared) {
  const { differences, toImport, toExport, heldBack } = reconciliation;
  const toActOn = differences.filter(({ why }) => why !== "never-agreed");
  const others = differences.filter(({ why }) => why === "never-agreed");
  return {
    rows: read.rows.length,
    problems: problemsOf(read).slice(0, mostShown),
    ...{ toImport: toImport.length, toExport: toExport.length, heldBack: heldBack.length },
    differences: [...toActOn, ...others].slice(0, mostShown).flatMap(differenceView),
    file: iysFileOf(toExport.slice(0, mostExported)),
    withoutAddress,
    ...(applied === undefined ? {} : { applied }),
  };
}

function differenceView({ ours, theirs, wins, why }: Difference): IysDifference[] {
  const about = ours ?? theirs;
  if (about === undefined) return [];
  const { recipient, recipientType, type } = about;
  return [
    {
      ...{ recipient, recipientType, type },
      ...(ours === undefined ? {} : { ours: wordOf(ours) }),
      ...(theirs === undefined ? {} : { theirs: wordOf(theirs) }),
      ...{ wins, why },
    },
  ];
}

const wordOf = ({ status, at, source }: IysRow) => ({ status, at, source });
