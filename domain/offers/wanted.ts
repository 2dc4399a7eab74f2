/** Which intents of a customer speak of an offer. Pure. */
import { fold, hasWord } from "./words.ts";

/** Questions that are about whatever is being offered. */
const aboutAnyOffer = new Set(["campaign-question", "price-question"]);

/** What the offer's name must have in it, as stems in Turkish and English; the first family that fits is its own. */
const families: readonly { readonly stems: readonly string[]; readonly intents: readonly string[] }[] = [
  { stems: ["card", "kart"], intents: ["card-application"] },
  { stems: ["loan", "credit", "mortgage", "kredi"], intents: ["loan-application"] },
  { stems: ["account", "hesap", "hesab"], intents: ["account-opening"] },
  { stems: ["roaming", "yurtdisi"], intents: ["roaming"] },
  {
    stems: ["tariff", "tarife", "plan", "paket", "package", "internet", "fiber"],
    intents: ["tariff-change", "internet-speed", "number-porting", "subscription-opening"],
  },
];

/** Whether somebody with this intent wants what the offer names. */
export function wants(intent: string, offerName: string): boolean {
  if (aboutAnyOffer.has(intent)) return true;
  const family = families.find(({ stems }) => hasWord(offerName, stems));
  return family?.intents.includes(intent) ?? fold(offerName) === fold(intent.replaceAll("-", " "));
}
