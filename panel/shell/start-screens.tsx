/** What one sees before the page proper: it is starting, it cannot start, it wants to know who you are. */
import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import type { ReactNode } from "react";
import { useText } from "../text/language.tsx";
import { errorDetail, errorTitle } from "./error-words.ts";
import { Flashes } from "./flashes.tsx";
import { TopBar } from "./top-bar.tsx";

export function Starting() {
  const { t } = useText();
  return (
    <Screen>
      <StatusIndicator type="loading">{t("start.opening")}</StatusIndicator>
    </Screen>
  );
}

export function StartFailed({ failure, retry }: { failure: unknown; retry: () => void }) {
  const { t, language } = useText();
  return (
    <Screen>
      <Alert
        type="error"
        header={t(errorTitle(failure))}
        action={<Button onClick={retry}>{t("start.retry")}</Button>}
      >
        {(language === "en" && errorDetail(failure)) || t("start.failed")}
      </Alert>
    </Screen>
  );
}

export function SignInScreen({ signIn }: { signIn: () => void }) {
  const { t } = useText();
  return (
    <Screen>
      <SpaceBetween size="m" alignItems="center">
        <Box variant="h1">{t("signIn.title")}</Box>
        <Box color="text-body-secondary">{t("signIn.explanation")}</Box>
        <Button variant="primary" onClick={signIn}>
          {t("signIn.button")}
        </Button>
      </SpaceBetween>
    </Screen>
  );
}

function Screen({ children }: { children: ReactNode }) {
  return (
    <>
      <TopBar />
      <Flashes />
      <main className="screen">{children}</main>
    </>
  );
}
