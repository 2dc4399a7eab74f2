/** What happens: a message, a visit, a click, a delivery report. */
import Checkbox from "@cloudscape-design/components/checkbox";
import FormField from "@cloudscape-design/components/form-field";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Textarea from "@cloudscape-design/components/textarea";
import type { DevEndpoint } from "../api/dev-api.ts";
import { useText } from "../text/language.tsx";
import type { TextKey } from "../text/text.ts";
import { type MetaAddress, metaAddresses } from "./meta-payload.ts";
import { ReportFields } from "./report-fields.tsx";
import { companySteps, messengers, providerOf, type Scenario, scenarioNames, scenarios } from "./scenario.ts";
import { ownSystems } from "./standard-payload.ts";
import type { useSimulator } from "./use-simulator.ts";

interface Props {
  simulator: ReturnType<typeof useSimulator>;
  endpoints: readonly DevEndpoint[];
}

const groups: readonly [title: TextKey, scenarios: readonly Scenario[]][] = [
  ["scenario.groupMessages", messengers],
  ["scenario.groupOwnSystems", ownSystems],
  ["scenario.groupCompany", companySteps],
];

const addressNames: Record<MetaAddress, TextKey> = {
  both: "metaAddress.both",
  number: "metaAddress.number",
  "user-id": "metaAddress.userId",
};

export function ScenarioFields({ simulator, endpoints }: Props) {
  const { t } = useText();
  const { change, choose, draft, write } = simulator;
  const playable = (scenario: Scenario) =>
    scenario === "delivery-report" ||
    endpoints.some(({ provider }) => provider === providerOf({ ...draft, scenario }));
  const option = (value: Scenario) => ({ value, label: t(scenarioNames[value]) });
  const addressOptions = metaAddresses.map((value) => ({ value, label: t(addressNames[value]) }));

  return (
    <SpaceBetween size="s">
      <FormField label={t("simulator.scenario")}>
        <Select
          expandToViewport={true}
          data-testid="simulator-scenario"
          options={groups.map(([title, members]) => ({
            label: t(title),
            options: members.filter(playable).map(option),
          }))}
          selectedOption={option(draft.scenario)}
          onChange={({ detail }) => {
            choose(scenarios.find((one) => one === detail.selectedOption.value) ?? draft.scenario);
          }}
        />
      </FormField>
      {draft.scenario === "whatsapp-meta" && (
        <FormField label={t("simulator.metaAddress")} description={t("simulator.metaAddressHint")}>
          <Select
            expandToViewport={true}
            options={addressOptions}
            selectedOption={addressOptions.find(({ value }) => value === draft.metaAddress) ?? null}
            onChange={({ detail }) => {
              const metaAddress = metaAddresses.find((one) => one === detail.selectedOption.value);
              if (metaAddress !== undefined) change({ metaAddress });
            }}
          />
        </FormField>
      )}
      {draft.scenario === "delivery-report" ? (
        <ReportFields simulator={simulator} />
      ) : (
        <FormField label={t("simulator.text")}>
          <Textarea
            rows={3}
            value={draft.text}
            nativeTextareaAttributes={{ "data-testid": "simulator-text" }}
            onChange={({ detail }) => write(detail.value)}
          />
        </FormField>
      )}
      <Checkbox
        data-testid="simulator-wrong-signature"
        checked={draft.wrongSignature}
        description={t("simulator.wrongSignatureHint")}
        onChange={({ detail }) => change({ wrongSignature: detail.checked })}
      >
        {t("simulator.wrongSignature")}
      </Checkbox>
    </SpaceBetween>
  );
}
