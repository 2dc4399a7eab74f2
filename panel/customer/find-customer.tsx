/** Finds a customer by any identifier they are known by. */
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import Select from "@cloudscape-design/components/select";
import { type SyntheticEvent, useState } from "react";
import { type IdentifierKind, identifierKinds } from "../../schemas/contact-event.ts";
import type { Api } from "../api/api.ts";
import { useFlashes } from "../shell/flashes.tsx";
import { customerHref } from "../shell/routes.ts";
import { identifierNames } from "../show/names.ts";
import { useText } from "../text/language.tsx";
import { guessKind, tidyValue } from "./guess-kind.ts";

export function FindCustomer({ api }: { api: Api }) {
  const { t, language } = useText();
  const { showError } = useFlashes();
  const [kind, setKind] = useState<IdentifierKind>("phone");
  const [typed, setTyped] = useState("");
  const [searching, setSearching] = useState(false);
  const [missed, setMissed] = useState(false);
  const options = identifierKinds.map((value) => ({ value, label: t(identifierNames[value]) }));

  function type(text: string) {
    setTyped(text);
    setMissed(false);
    setKind(guessKind(text, language) ?? kind);
  }

  async function find(submitted: SyntheticEvent) {
    submitted.preventDefault();
    const value = tidyValue(kind, typed, language);
    if (value === "") return;
    setSearching(true);
    try {
      const customerId = await api.resolve(kind, value);
      setMissed(customerId === undefined);
      if (customerId !== undefined) location.hash = customerHref(customerId);
    } catch (error) {
      showError(error);
    } finally {
      setSearching(false);
    }
  }

  return (
    <search>
      <form className="find" onSubmit={find}>
        <Select
          data-testid="find-kind"
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
            nativeInputAttributes={{ "data-testid": "find-value" }}
            onChange={({ detail }) => type(detail.value)}
          />
        </FormField>
        <Button formAction="submit" iconName="search" loading={searching} data-testid="find-submit">
          {t("find.button")}
        </Button>
      </form>
    </search>
  );
}
