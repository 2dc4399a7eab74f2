/** Words that give a language away, folded. */
import type { textLanguages } from "../../schemas/understanding.ts";

export type LanguageMark = (typeof textLanguages)[number];

/** Words that are common in several of the languages (`on`, `de`, `para`, `mi`) are in none of the lists. */
export const languagePhrases: readonly (readonly [phrases: string, language: LanguageMark])[] = [
  [
    "bir|bi|ve|bu|icin|nasil|neden|nerede|nerde|var|yok|mi|mu|miyim|muyum|misin|misiniz|musunuz|musun|ben|sen|siz|biz|bana|bize|beni|sizi|benim|sizin|cok|daha|ama|degil*|evet|hayir|tamam|lutfen|ile|gibi|kadar|sonra|simdi|artik|hala|hic|hicbir|sey|seyi|olarak|gun|gundur|yeni|iyi|kotu|kac|hangi|bile|zaman|ne|nedir|acaba|acil|bugun|yarin|dun|yine|cunku|sadece|hemen|saat|adim|efendim|bey|hanim|olur|oldu|olan|gelen|geldi|tarihi|keske|oneri*|tavsiye*|kesinlikle|olsun|mukemmel|harika|berbat|rezil|rezalet|bekle*|tl",
    "tr",
  ],
  [
    "merhaba*|selam*|slm|mrb|tesekkur*|sagol*|eyvallah|gunaydin|gunler|aksamlar|kart~|fatura~|siparis~|kargo~|iade~|hesap~|odeme~|sayac~|sifre~|randevu~|abonelik~|basvuru~|musteri~|urun~|elektrik~|dogalgaz~|sikayet~|numara~|telefon~|istiyor*|istiyom|yanlis*|sular|guzel*|memnun*|magaza~|sube~",
    "tr",
  ],
  [
    "the|is|are|was|were|my|your|you|i|it|this|that|these|to|of|for|and|or|not|do|does|did|can|could|would|will|have|has|had|with|from|be|been|please|pls|plz|hello|hi|hey|thanks|thank|thx|cheers|yes|no|how|what~|when|where~|why|who|which|there|here|need|want|get|got|am|im|ive|we|they|our|their|if|so|but|as|by|just|any|some|about|never|again|at_all|its|us|good|great|morning|order|card|failed|payment|price|unsubscribe",
    "en",
  ],
  [
    "ich|und|der|das|ist|nicht|wo|wie|mein|meine|meinen|meiner|eine|einen|bitte|guten|danke|habe|zu|je|vous|le|les|est|et|une|mon|pour|bonjour|avec|voudrais|merci|hola|los|por|que|donde|esta|gracias|una|mio|dove|dov|ciao|sono|grazie|ik|het|een|niet|mijn|waar|meu|minha|onde|nao",
    "other",
  ],
];
