/** The customer's requests: those that need work unfolded, those that are over folded away. */
import Container from "@cloudscape-design/components/container";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import Header from "@cloudscape-design/components/header";
import type { CaseView } from "../../schemas/api/shapes.ts";
import type { Api } from "../api/api.ts";
import { SectionState } from "../shell/section-state.tsx";
import type { Reading } from "../shell/use-reading.ts";
import { useText } from "../text/language.tsx";
import { CaseCard } from "./case-card.tsx";
import type { CaseMark } from "./case-marks.ts";
import { orderCases } from "./order-cases.ts";
import { PastCase } from "./past-case.tsx";
import type { ChosenCase } from "./use-cases.ts";

interface Props {
  api: Api;
  cases: Reading<readonly CaseView[]>;
  marks: ReadonlyMap<string, CaseMark>;
  chosen: ChosenCase;
  changed: () => void;
}

export function CasesCard({ api, cases, marks, chosen, changed }: Props) {
  const { t } = useText();
  const { current, past } = orderCases(cases.value ?? []);
  const shared = { api, chosen, changed };
  return (
    <Container
      data-testid="cases"
      header={
        <Header variant="h2" {...(current.length > 0 ? { counter: `(${current.length})` } : {})}>
          {t("cases.title")}
        </Header>
      }
    >
      <SectionState reading={cases} lines={3} />
      {cases.value !== undefined && current.length === 0 && (
        <p className="section-empty">{t("cases.noneOpen")}</p>
      )}
      {current.map((found) => (
        <CaseCard key={found.caseId} found={found} mark={marks.get(found.caseId)} {...shared} />
      ))}
      {past.length > 0 && (
        <ExpandableSection
          headerText={t("cases.past", { count: past.length })}
          headingTagOverride="h3"
          data-testid="cases-past"
        >
          <ul className="past-cases">
            {past.map((found) => (
              <PastCase key={found.caseId} found={found} mark={marks.get(found.caseId)} {...shared} />
            ))}
          </ul>
        </ExpandableSection>
      )}
    </Container>
  );
}
