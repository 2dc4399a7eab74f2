/** Which message of ours a delivery report is about, and how far it came. */
import Alert from "@cloudscape-design/components/alert";
import FormField from "@cloudscape-design/components/form-field";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { statusNames } from "../show/names.ts";
import { useText } from "../text/language.tsx";
import { reportStatuses } from "./scenario.ts";
import type { useSimulator } from "./use-simulator.ts";

export function ReportFields({ simulator }: { simulator: ReturnType<typeof useSimulator> }) {
  const { t } = useText();
  const { change, draft, messages } = simulator;
  const { message, status } = draft.report;
  if (message === undefined) return <Alert type="info">{t("simulator.noMessages")}</Alert>;

  const options = messages.map(({ providerMessageId, text, who }) => ({
    value: providerMessageId,
    label: text,
    description: who,
  }));
  const statuses = reportStatuses.map((value) => ({ value, label: t(statusNames[value]) }));
  return (
    <SpaceBetween size="s">
      <FormField label={t("simulator.reportMessage")}>
        <Select
          expandToViewport={true}
          triggerVariant="option"
          options={options}
          selectedOption={options.find(({ value }) => value === message.providerMessageId) ?? null}
          onChange={({ detail }) => change({ reportedId: detail.selectedOption.value })}
        />
      </FormField>
      <FormField label={t("simulator.reportStatus")}>
        <Select
          expandToViewport={true}
          data-testid="simulator-report-status"
          options={statuses}
          selectedOption={statuses.find(({ value }) => value === status) ?? null}
          onChange={({ detail }) => {
            const chosen = reportStatuses.find((one) => one === detail.selectedOption.value);
            if (chosen !== undefined) change({ reportStatus: chosen });
          }}
        />
      </FormField>
    </SpaceBetween>
  );
}
