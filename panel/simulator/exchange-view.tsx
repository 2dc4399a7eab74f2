/** One request and its answer, for those who want to learn the protocol. */
import Box from "@cloudscape-design/components/box";
import CopyToClipboard from "@cloudscape-design/components/copy-to-clipboard";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useText } from "../text/language.tsx";
import type { TextKey } from "../text/text.ts";
import type { Provider } from "./scenario.ts";
import type { Exchange } from "./send-request.ts";
import { curlOf, readableBody } from "./show-request.ts";
import { baseUrl } from "./use-simulator.ts";

const howSigned: Record<Provider, TextKey> = {
  twilio: "signed.twilio",
  meta: "signed.meta",
  standard: "signed.standard",
};

export function ExchangeView({ exchange: { request, answer } }: { exchange: Exchange }) {
  const { t } = useText();
  const headers = Object.entries(request.headers).map(([name, value]) => `${name}: ${value}`);
  return (
    <SpaceBetween size="xs">
      <Box color="text-body-secondary" fontSize="body-s">
        {t(howSigned[request.provider])}
      </Box>
      <Part title={t("exchange.request")} text={[`POST ${request.path}`, ...headers].join("\n")} />
      <Part title={t("exchange.readableBody")} text={readableBody(request)} />
      <Part title={t("exchange.body")} text={request.body} />
      {answer.kind === "answered" && (
        <Part
          title={t("exchange.answer", { status: answer.status })}
          text={answer.body || t("exchange.emptyBody")}
        />
      )}
      <CopyToClipboard
        copyButtonText={t("exchange.copyCurl")}
        copySuccessText={t("exchange.copied")}
        copyErrorText={t("exchange.copyFailed")}
        textToCopy={curlOf(request, baseUrl())}
      />
    </SpaceBetween>
  );
}

function Part({ title, text }: { title: string; text: string }) {
  return (
    <div>
      <Box variant="awsui-key-label">{title}</Box>
      <pre className="wire">{text}</pre>
    </div>
  );
}
