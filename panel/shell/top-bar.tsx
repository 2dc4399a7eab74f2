/** The bar over every page: where you are, whether it is live, and how you like it. */
import Badge from "@cloudscape-design/components/badge";
import Button from "@cloudscape-design/components/button";
import Icon from "@cloudscape-design/components/icon";
import type { ReactNode } from "react";
import { useText } from "../text/language.tsx";
import { languageNames, languages } from "../text/text.ts";
import { Logo } from "./logo.tsx";
import { contactsHref, suggestionsHref } from "./routes.ts";
import { ThemeSwitch } from "./theme-switch.tsx";

export function TopBar({ stage, children }: { stage?: string; children?: ReactNode }) {
  const { t } = useText();
  return (
    <header className="top-bar awsui-context-top-navigation">
      <a className="brand" href={contactsHref} title={t("topBar.home")}>
        <Logo />
        <span>Omniline</span>
      </a>
      {stage !== undefined && stage !== "production" && (
        <span className="stage">
          <Badge color="blue">{stage}</Badge>
        </span>
      )}
      <span className="spring" />
      {children}
      <LanguageSwitch />
      <ThemeSwitch />
    </header>
  );
}

/** The way to the quarantine. */
export function SuggestionsLink({ current }: { current: boolean }) {
  const { t } = useText();
  return (
    <a
      className="bar-link"
      href={suggestionsHref}
      aria-label={t("suggestions.title")}
      title={t("suggestions.title")}
      aria-current={current ? "page" : undefined}
      data-testid="merge-suggestions-link"
    >
      <Icon name="group" />
      <span>{t("suggestions.title")}</span>
    </a>
  );
}

/** One click to the other language, named as its speakers name it. */
function LanguageSwitch() {
  const { language, speak } = useText();
  const other = languages[(languages.indexOf(language) + 1) % languages.length] ?? language;
  return (
    <span lang={other}>
      <Button variant="link" data-testid="language-switch" onClick={() => speak(other)}>
        {languageNames[other]}
      </Button>
    </span>
  );
}
