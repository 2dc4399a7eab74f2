/** What a fact says, where it is a name meant for machines. Pure. */
import { caseStatuses } from "../../schemas/case.ts";
import { channels } from "../../schemas/contact-event.ts";
import type { Translate } from "../text/text.ts";
import { caseStatusNames, channelNames, consentStateNames } from "./names.ts";
import { outcomeWords } from "./outcome-words.ts";
import { purposeWords } from "./purpose-words.ts";
import { shortDate } from "./time.ts";
import type { Spoken } from "./value-words.ts";

const isInstant = (value: string) => /^\d{4}-\d\d-\d\dT/.test(value) && !Number.isNaN(Date.parse(value));

export function factValueWords(name: string, value: string, { language, t }: Spoken): string {
  switch (name) {
    case "outcome":
      return outcomeWords(value, t);
    case "purpose":
      return purposeWords(value, t);
    case "channel":
      return nameIn(channels, channelNames, value, t);
    case "status":
      return nameIn(caseStatuses, caseStatusNames, value, t);
    case "state":
      return nameIn(["granted", "denied"] as const, consentStateNames, value, t);
    default:
      return isInstant(value) ? shortDate(value, language) : value;
  }
}

/** The text of a name of ours; any other word stays as it was sent. */
function nameIn<Name extends string>(
  names: readonly Name[],
  texts: Readonly<Record<Name, Parameters<Translate>[0]>>,
  value: string,
  t: Translate,
): string {
  const found = names.find((name) => name === value);
  return found === undefined ? value : t(texts[found]);
}
