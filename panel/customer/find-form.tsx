/** Asks for an identifier by which a customer may be known. */
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import Select from "@cloudscape-design/components/select";
import { type SyntheticEvent, useState } from "react";
import { type IdentifierKind, identifierKinds } from "../../schemas/contact-event.ts";
import { useAction } from "../shell/use-action.ts";
import { identifierNames } from "../show/names.ts";
import { useText } from "../text/language.tsx";
import { guessKind, tidyValue } from "./guess-kind.ts";

interface Props {
  /** Tells the forms of a page apart. */
  name: "find" | "merge-find";
  /** @returns whether somebody is known by it */
  find: (kind: IdentifierKind, value: string) => Promise<boolean>;
  /** Fields below each other. */
  compact?: boolean;
}

export function FindForm({ name, find, compact = false }: Props) {
  const { t, language } = useText();
  const { busy, run } = useAction();
  const [kind, setKind] = useState<IdentifierKind>("phone");
  const [typed, setTyped] = useState("");
  const [missed, setMissed] = useState(false);
  const options = identifierKinds.map((value) => ({ value, label: t(identifierNames[value]) }));

  function type(text: string) {
    setTyped(text);
    setMissed(false);
    setKind(guessKind(text, language) ?? kind);
  }

  async function submit(submitted: SyntheticEvent) {
    submitted.preventDefault();
    const value = tidyValue(kind, typed, language);
    if (value === "") return;
    await run(async () => setMissed(!(await find(kind, value))));
  }

  return (
    <form className={compact ? "find compact" : "find"} onSubmit={submit}>
      <Select
        expandToViewport={true}
        data-testid={`${name}-kind`}
        ariaLabel={t("find.kind")}
        options={options}
        selectedOption={options.find(({ value }) => value === kind) ?? null}
        onChange={({ detail }) => {
          setMissed(false);
          setKind(identifierKinds.find((one) => one === detail.selectedOption.value) ?? kind);
        }}
      />
      <FormField
        stretch={true}
        errorText={missed && t(kind === "phone" ? "find.nobodyByPhone" : "find.nobody")}
      >
        <Input
          type="search"
          ariaLabel={t("find.value")}
          placeholder={t(kind === "phone" ? "find.phonePlaceholder" : "find.value")}
          value={typed}
          nativeInputAttributes={{ "data-testid": `${name}-value` }}
          onChange={({ detail }) => type(detail.value)}
        />
      </FormField>
      <Button formAction="submit" iconName="search" loading={busy} data-testid={`${name}-submit`}>
        {t("find.button")}
      </Button>
    </form>
  );
}
