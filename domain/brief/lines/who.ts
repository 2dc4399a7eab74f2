/** Who it is: the name or what they are known by, what they are worth to us, and their company. */
import type { Citation } from "../../../schemas/digest.ts";
import { type Candidate, type Wording, wholeLine } from "../candidate.ts";
import { citationOf } from "../citations.ts";
import type { Situation } from "../situation.ts";
import { excerpt } from "../text/excerpt.ts";

const longestName = 48;
const longestCompany = 24;

export function who(situation: Situation): Candidate[] {
  const { input, speech, citeAttributes } = situation;
  const { profile, identifierHint } = input;
  const evidence = evidenceOf(situation);
  const named = profile.name === undefined ? [] : citeAttributes("name");
  const company = companyOf(situation);
  const parts: Wording[] = [
    {
      text: excerpt(profile.name ?? identifierHint, longestName) || speech.say("who.unknown"),
      cites: named.length > 0 ? named : evidence,
    },
    ...(profile.highValue
      ? [{ text: speech.say("who.highValue"), cites: citeAttributes("value", "segment") }]
      : []),
    { text: speech.say(`stage.${profile.stage}`), cites: citeAttributes("stage") },
    ...(company === "" ? [] : [{ text: company, cites: citeAttributes("company") }]),
    ...(evidence.length > 0 ? [] : [{ text: speech.say("who.noContact"), cites: [] }]),
  ];
  return [
    wholeLine(
      "who",
      parts.map(({ text }) => text).join(" · "),
      parts.flatMap(({ cites }) => cites),
    ),
  ];
}

function companyOf({ input }: Situation): string {
  const company = input.profile.attributes.company?.value;
  return typeof company === "string" ? excerpt(company, longestCompany) : "";
}

/** What shows that the person is there at all. */
function evidenceOf({ input: { case: offered }, newest, cite }: Situation): Citation[] {
  if (newest !== undefined) return [citationOf(newest)];
  return offered === undefined ? [] : [cite(offered.openedBy, offered.openedAt)];
}
