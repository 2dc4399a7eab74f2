/** One case that is over: what it was, how it ended and when. A resolved one can come back. */
import type { CaseView } from "../../schemas/api/shapes.ts";
import type { Api } from "../api/api.ts";
import { caseStatusNames } from "../show/names.ts";
import { outcomeWords } from "../show/outcome-words.ts";
import { shortDate } from "../show/time.ts";
import { useText } from "../text/language.tsx";
import { CaseChip } from "./case-chip.tsx";
import type { CaseMark } from "./case-marks.ts";
import { CaseStatusMark } from "./case-status-mark.tsx";
import { StatusMenu } from "./status-menu.tsx";
import type { ChosenCase } from "./use-cases.ts";

interface Props {
  api: Api;
  found: CaseView;
  mark: CaseMark | undefined;
  chosen: ChosenCase;
  changed: () => void;
}

export function PastCase({ api, found, mark, chosen, changed }: Props) {
  const { t, language } = useText();
  const { status, outcome, lastEventAt, caseId } = found;
  const ended = t(caseStatusNames[status]);
  return (
    <li className="past-case" data-testid="past-case" data-case-id={caseId}>
      {mark !== undefined && <CaseChip mark={mark} chosen={chosen} />}
      <CaseStatusMark
        status={status}
        words={outcome === undefined || outcome === status ? ended : `${ended}: ${outcomeWords(outcome, t)}`}
      />
      <span className="past-case-when">{shortDate(lastEventAt, language)}</span>
      {status === "resolved" && <StatusMenu api={api} found={found} changed={changed} />}
    </li>
  );
}
