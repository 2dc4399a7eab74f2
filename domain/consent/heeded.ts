/** Words on consents that contact events say, and which of them nobody has to answer. Pure. */
import type { ContactEvent } from "../../schemas/contact-event.ts";
import { type ConsentWord, consentWordIn, type OwnWords, plainWord } from "./stop-words.ts";

type Saying = Pick<ContactEvent, "kind" | "direction" | "channel" | "text" | "attributes">;

interface SaidWord {
  readonly word: ConsentWord;
  readonly source: "provider" | "keyword";
}

/** What the provider says of an opt-out, before what the text of a message seems to say. */
export function wordSaidBy(
  { attributes, direction, kind, text }: Saying,
  own: OwnWords,
): SaidWord | undefined {
  if (attributes?.optOut !== undefined) {
    const word = (["stop", "start", "help"] as const).find((one) => one === attributes.optOut);
    return word === undefined ? undefined : { word, source: "provider" };
  }
  const isMessage = direction === "inbound" && kind === "message.received" && text !== undefined;
  const word = isMessage ? consentWordIn(text, own) : undefined;
  return word === undefined ? undefined : { word, source: "keyword" };
}

/** What carriers answer by themselves. */
const answeredBySms: ReadonlySet<string> = new Set(["HELP", "INFO"]);

/**
 * Whether a message is a word that has been heeded when it is in the ledger, or that the provider answers: it opens
 * no case, and asks nothing of one.
 *
 * Not YES, which answers a question more often than it ends a silence; nor a call for help that only we have heard.
 */
export function isHeeded(event: Saying, own: OwnWords): boolean {
  if (event.direction !== "inbound" || event.kind !== "message.received") return false;
  const said = wordSaidBy(event, own);
  const text = () => plainWord(event.text ?? "");
  switch (said?.word) {
    case "stop":
      return true;
    case "start":
      return text() !== "YES";
    case "help":
      return said.source === "provider" || (event.channel === "sms" && answeredBySms.has(text()));
    case undefined:
      return false;
  }
}
