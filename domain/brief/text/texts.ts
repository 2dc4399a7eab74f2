/** Every text of the brief, in every language of it. */
import type { BriefLanguage } from "../../../schemas/brief.ts";
import { en, type Texts } from "./en.ts";
import { tr } from "./tr.ts";

export type TextKey = keyof Texts;

export const texts: Record<BriefLanguage, Texts> = { en, tr };
