/** Keeps what the customer says, in the moment they say it. */
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import { type SyntheticEvent, useState } from "react";
import type { Api } from "../api/api.ts";
import { useAction } from "../shell/use-action.ts";
import { slotWords } from "../show/slot-words.ts";
import { useText } from "../text/language.tsx";

interface Props {
  api: Api;
  caseId: string;
  toAsk: readonly string[];
  changed: () => void;
}

export function SlotsToAsk({ api, caseId, toAsk, changed }: Props) {
  const { t } = useText();
  const { busy, run } = useAction();
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const told = toAsk.flatMap((name): [string, string][] => {
    const value = typed[name]?.trim() ?? "";
    return value === "" ? [] : [[name, value]];
  });

  async function save(submitted: SyntheticEvent) {
    submitted.preventDefault();
    if (told.length === 0) return;
    const saved = await run(async () => {
      await api.fillSlots(caseId, Object.fromEntries(told));
    });
    if (!saved) return;
    setTyped({});
    changed();
  }

  return (
    <form className="to-ask" aria-label={t("case.toAsk")} onSubmit={save} data-testid="case-to-ask">
      {toAsk.map((name) => (
        <FormField key={name} label={t("case.ask", { what: slotWords(name, t) })} stretch={true}>
          <Input
            value={typed[name] ?? ""}
            nativeInputAttributes={{ "data-testid": "case-slot-value", "data-slot": name }}
            onChange={({ detail }) => setTyped({ ...typed, [name]: detail.value })}
          />
        </FormField>
      ))}
      <Button loading={busy} disabled={told.length === 0} data-testid="case-slots-save">
        {t("case.saveSlots")}
      </Button>
    </form>
  );
}
