/** Moves a case along its ladder. Closing is final, so it asks first. */
import ButtonDropdown from "@cloudscape-design/components/button-dropdown";
import { useState } from "react";
import type { CaseView } from "../../schemas/api/shapes.ts";
import { type CaseStatus, caseStatuses } from "../../schemas/case.ts";
import type { Api } from "../api/api.ts";
import { Confirm } from "../shell/confirm.tsx";
import { useAction } from "../shell/use-action.ts";
import { caseStatusNames } from "../show/names.ts";
import { useText } from "../text/language.tsx";

interface Props {
  api: Api;
  found: Pick<CaseView, "caseId" | "status">;
  changed: () => void;
}

export function StatusMenu({ api, found: { caseId, status }, changed }: Props) {
  const { t } = useText();
  const { busy, run } = useAction();
  const [closing, setClosing] = useState(false);

  async function move(next: CaseStatus) {
    const moved = await run(async () => {
      await api.setCaseStatus(caseId, next);
    });
    setClosing(false);
    if (moved) changed();
  }

  return (
    <>
      <ButtonDropdown
        data-testid="case-status-menu"
        loading={busy}
        items={caseStatuses
          .filter((one) => one !== status)
          .map((one) => ({ id: one, text: t(caseStatusNames[one]) }))}
        onItemClick={({ detail }) => {
          const next = caseStatuses.find((one) => one === detail.id);
          if (next === "closed") setClosing(true);
          else if (next !== undefined) void move(next);
        }}
      >
        {t("case.changeStatus")}
      </ButtonDropdown>
      {closing && (
        <Confirm
          title={t("case.closeTitle")}
          yes={t("case.close")}
          busy={busy}
          onYes={() => void move("closed")}
          onNo={() => setClosing(false)}
        >
          {t("case.closeHint")}
        </Confirm>
      )}
    </>
  );
}
