/** Recognises STOP, START and HELP where they are the whole message. Pure. */

export type ConsentWord = "stop" | "start" | "help";

/** Words of a company beside those below. */
export type OwnWords = Readonly<Record<ConsentWord, readonly string[]>>;

/**
 * What Twilio and AWS End User Messaging take for these words, together, and the Turkish ones. Twilio takes YES for
 * START, so we must; that is harmless, as a START only ends a silence and grants nothing (`state-as-of.ts`): YES
 * means something only from somebody who has opted out. EVET, ONAY and KABUL answer other questions, and are none.
 */
const commonWords: OwnWords = {
  stop: [
    ...["STOP", "STOPALL", "STOP ALL", "UNSUBSCRIBE", "END", "QUIT", "REVOKE", "OPTOUT", "OPT OUT", "CANCEL"],
    ...["ARRET", "REMOVE", "TD"],
    ...["RET", "IPTAL", "DUR"],
  ],
  start: ["START", "YES", "UNSTOP", "BASLA"],
  help: ["HELP", "INFO", "YARDIM", "BILGI"],
};

const wordOf = new Map(
  (["help", "start", "stop"] as const).flatMap((word) => commonWords[word].map((text) => [text, word])),
);

/** A longer message says more than a word. */
const longestWord = 64;

/**
 * Capitals without marks, punctuation, emoji and what cannot be seen, and one form for full-width letters. İ, I, ı
 * and i are one letter: in capitals they differ by a dot, which is a mark, so the writer's keyboard does not matter.
 */
export function plainWord(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/[\p{M}\p{P}\p{S}\p{Cf}]+/gu, "")
    .replace(/[\s\p{Cc}]+/gu, " ")
    .trim()
    .toUpperCase();
}

/** @returns `undefined` of every message that says anything else, or anything more */
export function consentWordIn(text: string, own?: OwnWords): ConsentWord | undefined {
  if (text.length > longestWord) return undefined;
  const plain = plainWord(text);
  if (plain === "") return undefined;
  const isOwn = (word: ConsentWord) => own?.[word].some((one) => plainWord(one) === plain) === true;
  return (["stop", "start", "help"] as const).find(isOwn) ?? wordOf.get(plain);
}
