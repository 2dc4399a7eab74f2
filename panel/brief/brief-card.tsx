/** What an agent has to know before saying a word: the one thing to do, then who, why and what so far. */
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import type { Brief } from "../../schemas/brief.ts";
import { CaseChip } from "../cases/case-chip.tsx";
import type { CaseMark } from "../cases/case-marks.ts";
import type { ChosenCase } from "../cases/use-cases.ts";
import { SectionState } from "../shell/section-state.tsx";
import type { Reading } from "../shell/use-reading.ts";
import { useText } from "../text/language.tsx";
import { BriefLine } from "./brief-line.tsx";
import { Likelihood } from "./likelihood.tsx";
import { NextAction } from "./next-action.tsx";

interface Props {
  brief: Reading<Brief>;
  marks: ReadonlyMap<string, CaseMark>;
  chosen: ChosenCase;
}

export function BriefCard({ brief, marks, chosen }: Props) {
  const { t } = useText();
  const { value, stale } = brief;
  const mark = marks.get(value?.caseId ?? "");
  return (
    <Container
      data-testid="brief"
      header={
        <Header variant="h2" actions={mark && <CaseChip mark={mark} chosen={chosen} />}>
          {t("brief.title")}
        </Header>
      }
    >
      <SectionState reading={brief} lines={6} />
      {value !== undefined && (
        <div className="brief" aria-busy={stale}>
          <NextAction action={value.nextAction} />
          <Lines brief={value} />
        </div>
      )}
    </Container>
  );
}

/** The last line is the next action, which stands above already. */
function Lines({ brief: { lines, likelihood } }: { brief: Brief }) {
  const shown = lines.filter(({ topic }) => topic !== "next");
  const offer = shown.findIndex(({ topic }) => topic === "offer");
  return (
    <ul className="brief-lines">
      {shown.map((line, index) => (
        <BriefLine key={`${line.topic} ${line.text}`} line={line}>
          {index === offer && likelihood !== undefined && <Likelihood likelihood={likelihood} />}
        </BriefLine>
      ))}
      {offer === -1 && likelihood !== undefined && (
        <BriefLine line={{ topic: "offer", text: likelihood.offer, cites: [] }}>
          <Likelihood likelihood={likelihood} />
        </BriefLine>
      )}
    </ul>
  );
}
