/** The bar over every page: where you are, whether it is live, and how you like it. */
import Badge from "@cloudscape-design/components/badge";
import Button from "@cloudscape-design/components/button";
import type { ReactNode } from "react";
import { useText } from "../text/language.tsx";
import { languageNames, languages } from "../text/text.ts";
import { Logo } from "./logo.tsx";
import { contactsHref } from "./routes.ts";
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
