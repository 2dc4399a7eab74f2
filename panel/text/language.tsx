/** Gives every part of the page its language: our texts, Cloudscape's own, dates and `<html lang>`. */
import { I18nProvider } from "@cloudscape-design/components/i18n";
import englishComponents from "@cloudscape-design/components/i18n/messages/all.en";
import turkishComponents from "@cloudscape-design/components/i18n/messages/all.tr";
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";
import { recall, remember } from "../shell/memory.ts";
import { chooseLanguage, type Language, type Translate, translator } from "./text.ts";

interface Spoken {
  language: Language;
  speak(language: Language): void;
  t: Translate;
}

const SpokenContext = createContext<Spoken>({
  language: "en",
  speak: () => undefined,
  t: translator("en"),
});

const componentTexts = [englishComponents, turkishComponents];

export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState(() => chooseLanguage(recall("language"), navigator.languages));

  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);

  const spoken = useMemo<Spoken>(
    () => ({
      language,
      t: translator(language),
      speak(chosen) {
        remember("language", chosen);
        setLanguage(chosen);
      },
    }),
    [language],
  );
  return (
    <SpokenContext value={spoken}>
      <I18nProvider locale={language} messages={componentTexts}>
        {children}
      </I18nProvider>
    </SpokenContext>
  );
}

export const useText = () => useContext(SpokenContext);
