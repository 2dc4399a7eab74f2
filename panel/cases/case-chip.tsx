/** A case's mark; pressing it shows what belongs to the case. */
import "./cases.css";
import { useText } from "../text/language.tsx";
import type { CaseMark } from "./case-marks.ts";
import type { ChosenCase } from "./use-cases.ts";

interface Props {
  mark: CaseMark;
  chosen: ChosenCase;
}

export function CaseChip({ mark, chosen }: Props) {
  const { t } = useText();
  const pressed = chosen.caseId === mark.caseId;
  return (
    <button
      type="button"
      className="bare-button case-chip"
      aria-pressed={pressed}
      title={t(pressed ? "case.showAll" : "case.showThis")}
      data-testid="case-chip"
      data-case-id={mark.caseId}
      onClick={() => chosen.choose(pressed ? undefined : mark.caseId)}
    >
      <CaseDot mark={mark} />
      {mark.name}
    </button>
  );
}

export function CaseDot({ mark }: { mark: CaseMark | undefined }) {
  const colour = mark === undefined ? "var(--muted)" : `var(--case-${mark.colour})`;
  return <span className="case-dot" aria-hidden="true" style={{ background: colour }} />;
}
