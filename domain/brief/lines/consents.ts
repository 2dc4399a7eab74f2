/** What the customer has not permitted: a warning before any word is said. */
import { channels } from "../../../schemas/contact-event.ts";
import type { Consent } from "../../consent/consents.ts";
import { type Candidate, lineOfParts, listing, type Wording } from "../candidate.ts";
import type { Situation } from "../situation.ts";
import { excerpt } from "../text/excerpt.ts";
import type { Speech } from "../text/speech.ts";

const longestName = 24;
const everyChannel = new Set(["*", "all", "any", ""]);

export function consents({ input, refusals, speech, cite }: Situation): Candidate[] {
  // With several brands a warning has to name its own.
  const isOneBrand = new Set(input.consents.map(({ brand }) => brand)).size < 2;
  const parts = refusals.map(
    (consent): Wording => ({
      text: refusalWords(consent, isOneBrand, speech),
      cites: [cite(consent.eventId, consent.at)],
    }),
  );
  return lineOfParts(
    "consent",
    parts,
    listing(speech, (list) => speech.say("consent.denied", { list })),
  );
}

/** "marketing (SMS)"; with the brand where the company has several. */
function refusalWords({ purpose, channel, brand }: Consent, isOneBrand: boolean, speech: Speech): string {
  const known = channels.find((name) => name === channel);
  const where = everyChannel.has(channel)
    ? speech.say("consent.everyChannel")
    : known === undefined
      ? excerpt(channel, longestName)
      : speech.channel(known);
  const scope = isOneBrand ? where : `${excerpt(brand, longestName)}, ${where}`;
  return `${excerpt(speech.name("purpose", purpose), longestName)} (${scope})`;
}
