/** What was sent and what came back, word for word. */
import Box from "@cloudscape-design/components/box";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { useText } from "../text/language.tsx";
import type { TextKey } from "../text/text.ts";
import { ExchangeView } from "./exchange-view.tsx";
import type { Answer, Exchange } from "./send-request.ts";

export function Exchanges({ exchanges }: { exchanges: readonly Exchange[] }) {
  const { t } = useText();
  if (exchanges.length === 0) {
    return (
      <Box color="text-body-secondary" fontSize="body-s">
        {t("exchange.none")}
      </Box>
    );
  }
  return (
    <div className="exchanges">
      <Box variant="awsui-key-label">{t("exchange.title")}</Box>
      {exchanges.map((exchange) => (
        <ExpandableSection
          key={exchange.id}
          data-testid="simulator-exchange"
          headerText={<ExchangeTitle {...exchange} />}
        >
          <ExchangeView exchange={exchange} />
        </ExpandableSection>
      ))}
    </div>
  );
}

function ExchangeTitle({ title, answer }: Exchange) {
  const { t } = useText();
  return (
    <span className="exchange-title">
      <span>{t(title)}</span>
      <StatusIndicator type={accepted(answer) ? "success" : "error"}>
        {answer.kind === "answered"
          ? `${answer.status} ${t(answerWords(answer.status))}`
          : t("answer.unreachable")}
      </StatusIndicator>
    </span>
  );
}

const accepted = (answer: Answer) => answer.kind === "answered" && answer.status < 300;

function answerWords(status: number): TextKey {
  if (status < 300) return "answer.stored";
  if (status === 401 || status === 403) return "answer.badSignature";
  return status >= 500 ? "answer.notStored" : "answer.refused";
}
