/** What is still to ask, and what was given once: nobody is asked twice. */
import type { Slot } from "../../../schemas/case.ts";
import { type Candidate, lineOfParts, listing, type Wording } from "../candidate.ts";
import type { Situation } from "../situation.ts";
import { knownSlots } from "../slots.ts";
import { excerpt } from "../text/excerpt.ts";
import type { Speech } from "../text/speech.ts";

const longestName = 30;
const longestValue = 30;

export function toAsk({ input: { case: offered }, toAsk: names, speech, cite }: Situation): Candidate[] {
  const cites = offered === undefined ? [] : [cite(offered.openedBy, offered.openedAt)];
  return lineOfParts(
    "known",
    names.map((name): Wording => ({ text: slotWords(name, speech), cites })),
    listing(speech, (list) => speech.say("known.toAsk", { list })),
  );
}

export const slotWords = (name: string, speech: Speech): string =>
  excerpt(speech.name("slot", name), longestName);

export function known({ input, speech, cite }: Situation): Candidate[] {
  const parts = knownSlots(input).map(
    ({ name, value, eventId, at }): Wording => ({
      text: [slotWords(name, speech), ...valueWords(value, speech)].join(" "),
      cites: [cite(eventId, at)],
    }),
  );
  return lineOfParts(
    "known",
    parts,
    listing(speech, (list) => speech.say("known.slots", { list })),
  );
}

/** A value that is no single word or number is only said to be there. */
function valueWords(value: Slot["value"], speech: Speech): string[] {
  if (typeof value === "boolean") return [`(${speech.say(value ? "slot.yes" : "slot.no")})`];
  const words =
    typeof value === "string" || typeof value === "number" ? excerpt(String(value), longestValue) : "";
  return words === "" ? [] : [`(${words})`];
}
