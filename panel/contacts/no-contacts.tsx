/** An empty list that says what to do about it. */
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useText } from "../text/language.tsx";

interface Props {
  filtered: boolean;
  failed: boolean;
  withSimulator: boolean;
  showAll: () => void;
}

export function NoContacts({ filtered, failed, withSimulator, showAll }: Props) {
  const { t } = useText();
  if (failed) return <Empty title={t("contacts.failed")} text={t("contacts.failedHint")} />;
  if (filtered) {
    return (
      <Empty title={t("contacts.noneOfChannel")} text={t("contacts.noneOfChannelHint")}>
        <Button onClick={showAll}>{t("contacts.showAll")}</Button>
      </Empty>
    );
  }
  return (
    <Empty
      title={t("contacts.none")}
      text={t(withSimulator ? "contacts.noneTrySimulator" : "contacts.noneConnectChannel")}
    />
  );
}

function Empty({ title, text, children }: { title: string; text: string; children?: React.ReactNode }) {
  return (
    <Box textAlign="center" padding={{ vertical: "xxl" }}>
      <SpaceBetween size="xs">
        <Box variant="h3" tagOverride="p">
          {title}
        </Box>
        <Box color="text-body-secondary">{text}</Box>
        {children}
      </SpaceBetween>
    </Box>
  );
}
