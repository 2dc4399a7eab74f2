/** Says how a case ended: an outcome from the list or in own words, and where the case stands now. */
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import Select from "@cloudscape-design/components/select";
import { useState } from "react";
import type { Api } from "../api/api.ts";
import type { WrapUp } from "../api/case-calls.ts";
import { useAction } from "../shell/use-action.ts";
import { caseStatusNames } from "../show/names.ts";
import { commonOutcomes, outcomeWords } from "../show/outcome-words.ts";
import { useText } from "../text/language.tsx";
import { CaseForm } from "./case-form.tsx";
import { outcomeName } from "./outcome-name.ts";

const another = "";
const endings: readonly WrapUp["status"][] = ["resolved", "waiting", "closed"];

interface Props {
  api: Api;
  caseId: string;
  done: () => void;
  cancel: () => void;
}

export function WrapUpForm({ api, caseId, done, cancel }: Props) {
  const { t } = useText();
  const { busy, run } = useAction();
  const [chosen, setChosen] = useState("resolved");
  const [typed, setTyped] = useState("");
  const [status, setStatus] = useState<WrapUp["status"]>("resolved");
  const outcome = chosen === another ? outcomeName(typed) : chosen;
  const outcomes = [
    ...commonOutcomes.map((value) => ({ value, label: outcomeWords(value, t) })),
    { value: another, label: t("case.anotherOutcome") },
  ];
  const statuses = endings.map((value) => ({ value, label: t(caseStatusNames[value]) }));

  async function submit(note: string | undefined) {
    if (outcome === undefined) return;
    const saved = await run(async () => {
      await api.wrapUpCase(caseId, { outcome, status, ...(note === undefined ? {} : { note }) });
    });
    if (saved) done();
  }

  return (
    <CaseForm
      label={t("case.wrapUp")}
      submitText={t("case.save")}
      busy={busy}
      ready={outcome !== undefined}
      submit={(note) => void submit(note)}
      cancel={cancel}
    >
      <div className="case-fields">
        <FormField label={t("case.outcome")} stretch={true}>
          <Select
            expandToViewport={true}
            data-testid="case-outcome"
            options={outcomes}
            selectedOption={outcomes.find(({ value }) => value === chosen) ?? null}
            onChange={({ detail }) => setChosen(detail.selectedOption.value ?? another)}
          />
        </FormField>
        <FormField label={t("case.statusAfter")} stretch={true}>
          <Select
            expandToViewport={true}
            data-testid="case-status-after"
            options={statuses}
            selectedOption={statuses.find(({ value }) => value === status) ?? null}
            onChange={({ detail }) =>
              setStatus(endings.find((one) => one === detail.selectedOption.value) ?? status)
            }
          />
        </FormField>
      </div>
      {chosen === another && (
        <FormField label={t("case.ownOutcome")} stretch={true}>
          <Input
            value={typed}
            nativeInputAttributes={{ "data-testid": "case-own-outcome" }}
            onChange={({ detail }) => setTyped(detail.value)}
          />
        </FormField>
      )}
    </CaseForm>
  );
}
