/** Hands a case to another agent, with everything known about it. */
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import { useState } from "react";
import type { Api } from "../api/api.ts";
import { useAction } from "../shell/use-action.ts";
import { useText } from "../text/language.tsx";
import { CaseForm } from "./case-form.tsx";

interface Props {
  api: Api;
  caseId: string;
  done: () => void;
  cancel: () => void;
}

export function TransferForm({ api, caseId, done, cancel }: Props) {
  const { t } = useText();
  const { busy, run } = useAction();
  const [typed, setTyped] = useState("");
  const agentId = typed.trim();
  // Read when the form opens: whoever gets the case meanwhile keeps it.
  const [token] = useState(() => api.caseToken(caseId));

  async function submit(note: string | undefined) {
    const transferred = await run(async () => {
      const held = await token;
      await api.transferCase(caseId, {
        agentId,
        ...(held === undefined ? {} : { token: held }),
        ...(note === undefined ? {} : { note }),
      });
    });
    if (transferred) done();
  }

  return (
    <CaseForm
      label={t("case.transfer")}
      submitText={t("case.transfer")}
      busy={busy}
      ready={agentId !== ""}
      submit={(note) => void submit(note)}
      cancel={cancel}
    >
      <FormField label={t("case.newOwner")} description={t("case.newOwnerHint")} stretch={true}>
        <Input
          value={typed}
          nativeInputAttributes={{ "data-testid": "case-new-owner", maxLength: 128 }}
          onChange={({ detail }) => setTyped(detail.value)}
        />
      </FormField>
    </CaseForm>
  );
}
