/** Who does it: a sample person, or anybody. */
import ColumnLayout from "@cloudscape-design/components/column-layout";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useText } from "../text/language.tsx";
import { type Person, samplePeople } from "./person.ts";

interface Props {
  person: Person;
  change: (person: Person) => void;
}

export function PersonFields({ person, change }: Props) {
  const { t } = useText();
  const options = samplePeople.map(({ name, phone }) => ({ value: phone, label: name, description: phone }));
  const sample = samplePeople.find(({ name, phone }) => name === person.name && phone === person.phone);
  const selected = options.find(({ value }) => value === sample?.phone) ?? {
    value: "",
    label: t("simulator.somebodyElse"),
  };
  return (
    <SpaceBetween size="s">
      <FormField label={t("simulator.person")}>
        <Select
          expandToViewport={true}
          data-testid="simulator-person"
          options={options}
          selectedOption={selected}
          onChange={({ detail }) => {
            change(samplePeople.find(({ phone }) => phone === detail.selectedOption.value) ?? person);
          }}
        />
      </FormField>
      <ColumnLayout columns={2} minColumnWidth={130}>
        <FormField label={t("simulator.name")}>
          <Input
            value={person.name}
            nativeInputAttributes={{ "data-testid": "simulator-name" }}
            onChange={({ detail }) => change({ ...person, name: detail.value })}
          />
        </FormField>
        <FormField label={t("simulator.phone")}>
          <Input
            value={person.phone}
            inputMode="tel"
            nativeInputAttributes={{ "data-testid": "simulator-phone" }}
            onChange={({ detail }) => change({ ...person, phone: detail.value.replace(/[\s().-]/g, "") })}
          />
        </FormField>
      </ColumnLayout>
    </SpaceBetween>
  );
}
