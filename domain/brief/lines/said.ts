/** What was said last, by both sides, in the order it was said. */
import type { Fact } from "../../../schemas/digest.ts";
import { type Candidate, lineOfWordings, type Wording } from "../candidate.ts";
import { citationOf } from "../citations.ts";
import type { Situation } from "../situation.ts";
import { excerpt } from "../text/excerpt.ts";
import type { Speech } from "../text/speech.ts";
import type { TextKey } from "../text/texts.ts";

const mostQuotes = 4;
const longestQuote = 60;

/** Barer wordings quote less; the last word of the customer stays longest, then the last word of ours. */
export function said(situation: Situation): Candidate[] {
  const { speech } = situation;
  const quotable = conversation(situation);
  const last = ["inbound", "outbound"].flatMap((side) =>
    quotable.filter(({ direction }) => direction === side).slice(0, 1),
  );
  const kept = [...last, ...quotable.filter((fact) => !last.includes(fact))].slice(0, mostQuotes);
  return lineOfWordings(
    "said",
    kept.map((_, left) => wordingOf(quotable, kept.slice(0, kept.length - left), speech)),
  );
}

const conversationMs = 24 * 3_600_000;

/** What was said in the case; where nothing was, the last day on which anything was said. */
function conversation({ input: { digest }, contacts }: Situation): Fact[] {
  const inCase = contacts.filter(isQuotable);
  if (inCase.length > 0) return inCase;
  const before = digest.facts.contacts.filter(isQuotable);
  const [last] = before;
  return before.filter(
    ({ occurredAt }) => Date.parse(last?.occurredAt ?? "") - Date.parse(occurredAt) <= conversationMs,
  );
}

/** A visit's label is its place, nobody's words. */
const isQuotable = ({ kind, label }: Fact) => !kind.startsWith("visit.") && (label ?? "") !== "";

function wordingOf(newestFirst: readonly Fact[], kept: readonly Fact[], speech: Speech): Wording {
  const facts = newestFirst.filter((fact) => kept.includes(fact));
  const [newest] = facts;
  const quotes = facts
    .toReversed()
    .map((fact) => speech.say(speakerOf(fact), { text: excerpt(fact.label, longestQuote) }))
    .join(" · ");
  return {
    text:
      newest === undefined
        ? quotes
        : speech.say("said.messages", {
            channel: speech.channel(newest.channel),
            when: speech.ago(newest.occurredAt),
            quotes,
          }),
    cites: facts.map(citationOf),
  };
}

/** Of a call there is a summary, whoever made the call. */
function speakerOf({ kind, direction, channel }: Fact): TextKey {
  if (kind.startsWith("call.") || direction === "internal") return "said.note";
  if (direction === "inbound") return "said.customer";
  return channel === "bot" ? "said.bot" : "said.us";
}
