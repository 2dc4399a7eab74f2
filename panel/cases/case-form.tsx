/** A small form inside a case: its fields, a note, and two buttons. */
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Textarea from "@cloudscape-design/components/textarea";
import { type ReactNode, type SyntheticEvent, useState } from "react";
import { useText } from "../text/language.tsx";

interface Props {
  label: string;
  submitText: string;
  busy: boolean;
  ready: boolean;
  submit: (note: string | undefined) => void;
  cancel: () => void;
  children: ReactNode;
}

export function CaseForm({ label, submitText, busy, ready, submit, cancel, children }: Props) {
  const { t } = useText();
  const [note, setNote] = useState("");

  function send(submitted: SyntheticEvent) {
    submitted.preventDefault();
    if (ready) submit(note.trim() === "" ? undefined : note.trim());
  }

  return (
    <form className="case-form" aria-label={label} onSubmit={send}>
      {children}
      <FormField label={t("case.note")} stretch={true}>
        <Textarea
          rows={2}
          value={note}
          nativeTextareaAttributes={{ "data-testid": "case-note" }}
          onChange={({ detail }) => setNote(detail.value)}
        />
      </FormField>
      <div className="case-actions">
        <Button variant="primary" loading={busy} disabled={!ready} data-testid="case-form-submit">
          {submitText}
        </Button>
        <Button variant="link" formAction="none" onClick={cancel}>
          {t("confirm.no")}
        </Button>
      </div>
    </form>
  );
}
