/** How the page tells one case from another: a colour and a short name. Pure. */
import type { CaseView } from "../../schemas/api/shapes.ts";
import { caseTypeNames, intentWords } from "../show/intent-words.ts";
import type { Translate } from "../text/text.ts";

export interface CaseMark {
  caseId: string;
  /** Which of the colours `--case-0` to `--case-5`. */
  colour: number;
  name: string;
}

/** As many as `style.css` has. */
const colours = 6;

/** What a case is about: its intent, else what sort of request it is. */
export const caseName = ({ intent, type }: Pick<CaseView, "intent" | "type">, t: Translate): string =>
  intent === undefined ? t(caseTypeNames[type]) : intentWords(intent, t);

/**
 * A mark for each case, found by its id and by those of its parts. The oldest has the first colour, so that
 * a new case leaves the others theirs.
 */
export function marksOf(cases: readonly CaseView[], t: Translate): ReadonlyMap<string, CaseMark> {
  const oldestFirst = cases.toSorted((one, other) => (one.openedAt < other.openedAt ? -1 : 1));
  return new Map(
    oldestFirst.flatMap((found, index) => {
      const mark = { caseId: found.caseId, colour: index % colours, name: caseName(found, t) };
      return [found.caseId, ...found.parts].map((id): [string, CaseMark] => [id, mark]);
    }),
  );
}
