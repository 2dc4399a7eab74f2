/** Writes down one more identifier that the customer has just told or proven. */
import Button from "@cloudscape-design/components/button";
import Checkbox from "@cloudscape-design/components/checkbox";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import Modal from "@cloudscape-design/components/modal";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { type SyntheticEvent, useState } from "react";
import { type IdentifierKind, identifierKinds } from "../../schemas/contact-event.ts";
import type { Api } from "../api/api.ts";
import { ApiError } from "../api/api-error.ts";
import { useAction } from "../shell/use-action.ts";
import { identifierNames } from "../show/names.ts";
import { useText } from "../text/language.tsx";
import { guessKind, tidyValue } from "./guess-kind.ts";

interface Props {
  api: Api;
  customerId: string;
  changed: () => void;
}

export function AddIdentifier({ api, customerId, changed }: Props) {
  const { t } = useText();
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <>
      <Button
        variant="inline-link"
        iconName="add-plus"
        data-testid="add-identifier"
        onClick={() => setOpen(true)}
      >
        {t("addIdentifier.open")}
      </Button>
      {open && (
        <Modal visible={true} header={t("addIdentifier.title")} onDismiss={close}>
          <Fields
            api={api}
            customerId={customerId}
            done={() => {
              close();
              changed();
            }}
          />
        </Modal>
      )}
    </>
  );
}

/** `taken`: another customer has it. */
type Refusal = "taken" | "unreadable";

function Fields({ api, customerId, done }: Omit<Props, "changed"> & { done: () => void }) {
  const { t, language } = useText();
  const { busy, run } = useAction();
  const [kind, setKind] = useState<IdentifierKind>("phone");
  const [typed, setTyped] = useState("");
  const [proven, setProven] = useState(false);
  const [refusal, setRefusal] = useState<Refusal>();
  const value = tidyValue(kind, typed, language);
  const options = identifierKinds.map((one) => ({ value: one, label: t(identifierNames[one]) }));

  async function submit(submitted: SyntheticEvent) {
    submitted.preventDefault();
    if (value === "") return;
    const added = await run(
      async () => {
        await api.addIdentifier(customerId, { kind, value, level: proven ? "verified" : "claimed" });
      },
      (error) => {
        const refused = refusalIn(error);
        setRefusal(refused);
        return refused !== undefined;
      },
    );
    if (added) done();
  }

  return (
    <form onSubmit={submit}>
      <SpaceBetween size="m">
        <FormField label={t("addIdentifier.kind")}>
          <Select
            expandToViewport={true}
            data-testid="add-identifier-kind"
            options={options}
            selectedOption={options.find((option) => option.value === kind) ?? null}
            onChange={({ detail }) => {
              setRefusal(undefined);
              setKind(identifierKinds.find((one) => one === detail.selectedOption.value) ?? kind);
            }}
          />
        </FormField>
        <FormField
          label={t("addIdentifier.value")}
          stretch={true}
          errorText={refusal && t(refusal === "taken" ? "addIdentifier.taken" : "addIdentifier.unreadable")}
        >
          <Input
            value={typed}
            nativeInputAttributes={{ "data-testid": "add-identifier-value", maxLength: 512 }}
            onChange={({ detail }) => {
              setRefusal(undefined);
              setTyped(detail.value);
              setKind(guessKind(detail.value, language) ?? kind);
            }}
          />
        </FormField>
        <Checkbox
          checked={proven}
          description={t("addIdentifier.provenHint")}
          onChange={({ detail }) => setProven(detail.checked)}
        >
          {t("addIdentifier.proven")}
        </Checkbox>
        <Button variant="primary" loading={busy} disabled={value === ""} data-testid="add-identifier-submit">
          {t("addIdentifier.submit")}
        </Button>
      </SpaceBetween>
    </form>
  );
}

function refusalIn(error: unknown): Refusal | undefined {
  if (!(error instanceof ApiError)) return undefined;
  if (error.status === 409) return "taken";
  return error.status === 400 ? "unreadable" : undefined;
}
