/** Every word a person sees on the page, in every language it speaks. */
import { en, type Texts } from "./en.ts";
import { tr } from "./tr.ts";

export type TextKey = keyof Texts;
export type Values = Record<string, string | number>;
export type Translate = (key: TextKey, values?: Values) => string;

export const languages = ["en", "tr"] as const;
export type Language = (typeof languages)[number];

export const texts: Record<Language, Texts> = { en, tr };

/** A language's own name, by which its speakers find it. */
export const languageNames: Record<Language, string> = { en: "English", tr: "Türkçe" };

/** @returns a function that fills `{name}` placeholders with the values given */
export function translator(language: Language): Translate {
  return (key, values = {}) =>
    texts[language][key].replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
}

/** The first of the reader's languages that we speak, else English. */
export function chooseLanguage(remembered: string | null, preferred: readonly string[]): Language {
  const wanted = [remembered ?? "", ...preferred].map((tag) => tag.toLowerCase().split("-")[0]);
  return wanted.flatMap((tag) => languages.filter((language) => language === tag))[0] ?? "en";
}
