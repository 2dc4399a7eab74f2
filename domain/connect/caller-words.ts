/** What callers are greeted with, to be spoken as it is. Pure. */
import type { BriefLanguage } from "../../schemas/brief.ts";

const words = {
  tr: {
    welcome: "Merhaba, hoş geldiniz.",
    welcomeBack: (name: string | undefined) =>
      name === undefined ? "Merhaba, tekrar hoş geldiniz." : `Merhaba ${name}, tekrar hoş geldiniz.`,
    soon: "En kısa sürede bir temsilcimiz sizinle ilgilenecek.",
  },
  en: {
    welcome: "Hello, and welcome.",
    welcomeBack: (name: string | undefined) =>
      name === undefined ? "Hello, and welcome back." : `Hello ${name}, welcome back.`,
    soon: "Someone will be with you as soon as possible.",
  },
} as const;

/** A name does not tell how somebody wants to be addressed: no Bey, no Hanım, no Mr, no Ms. */
export function greeting(
  caller: { readonly name?: string | undefined } | undefined,
  language: BriefLanguage,
): string {
  const say = words[language];
  return caller === undefined ? say.welcome : say.welcomeBack(firstName(caller.name, language));
}

/** Where nothing can be said of how long it takes. */
export const soon = (language: BriefLanguage): string => words[language].soon;

const longestFirstName = 30;

/** What looks like a name; a number or an address is not read out. */
function firstName(name: string | undefined, language: BriefLanguage): string | undefined {
  const [first = ""] = (name ?? "").trim().split(/\s+/);
  if (!/^\p{L}[\p{L}\p{M}'’-]+$/u.test(first) || first.length > longestFirstName) return undefined;
  const isShouted = first === first.toLocaleUpperCase(language);
  return isShouted ? first.charAt(0) + first.slice(1).toLocaleLowerCase(language) : first;
}
