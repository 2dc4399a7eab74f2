/** What an agent can do with a case: move it along its ladder, hand it on, say how it ended. */
import Button from "@cloudscape-design/components/button";
import { useState } from "react";
import type { CaseView } from "../../schemas/api/shapes.ts";
import type { Api } from "../api/api.ts";
import { useText } from "../text/language.tsx";
import { StatusMenu } from "./status-menu.tsx";
import { TransferForm } from "./transfer-form.tsx";
import { WrapUpForm } from "./wrap-up-form.tsx";

interface Props {
  api: Api;
  found: CaseView;
  changed: () => void;
}

export function CaseActions({ api, found, changed }: Props) {
  const { t } = useText();
  const [open, setOpen] = useState<"wrap-up" | "transfer">();
  const turn = (form: "wrap-up" | "transfer") => setOpen(open === form ? undefined : form);
  const close = () => setOpen(undefined);
  const done = () => {
    close();
    changed();
  };
  return (
    <>
      <div className="case-actions">
        <Button
          data-testid="case-resolve"
          ariaExpanded={open === "wrap-up"}
          iconName="check"
          onClick={() => turn("wrap-up")}
        >
          {t("case.wrapUp")}
        </Button>
        <Button
          data-testid="case-transfer"
          ariaExpanded={open === "transfer"}
          onClick={() => turn("transfer")}
        >
          {t("case.transfer")}
        </Button>
        <StatusMenu api={api} found={found} changed={changed} />
      </div>
      {open === "wrap-up" && <WrapUpForm api={api} caseId={found.caseId} done={done} cancel={close} />}
      {open === "transfer" && <TransferForm api={api} caseId={found.caseId} done={done} cancel={close} />}
    </>
  );
}
