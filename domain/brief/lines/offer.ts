/** How likely the customer says yes to the open offer, with what speaks for and against it from both sides. */
import type { Brief } from "../../../schemas/brief.ts";
import type { Factor, OfferLikelihood } from "../../offers/likelihood.ts";
import { type Candidate, lineOfWordings, type Wording } from "../candidate.ts";
import { citationOf } from "../citations.ts";
import type { Situation } from "../situation.ts";
import { excerpt } from "../text/excerpt.ts";
import type { Speech } from "../text/speech.ts";

const longestOffer = 40;
const mostSigns = 4;
const leastSigns = 2;

export function offer({ likelihood, speech }: Situation): Candidate[] {
  if (likelihood === undefined) return [];
  const counts = [mostSigns, mostSigns - 1, leastSigns];
  return lineOfWordings(
    "offer",
    counts.map((count) => wordingOf(likelihood, count, speech)),
  );
}

function wordingOf(
  { offer: open, probability, factors }: OfferLikelihood,
  count: number,
  speech: Speech,
): Wording {
  const shown = strongest(factors, count);
  const signs = shown
    .map((factor) => `${factor.effect > 0 ? "+" : "−"} ${signWords(factor, speech)}`)
    .join(", ");
  return {
    text: speech.say("offer.likelihood", {
      offer: offerName(open.name),
      percent: speech.percent(probability),
      signs: signs || speech.say("offer.noSigns"),
    }),
    cites: [citationOf(open.fact), ...shown.flatMap(({ cites }) => cites)],
  };
}

/** The strongest of marketing and of the contact centre, then the others by strength. */
function strongest(factors: readonly Factor[], count: number): Factor[] {
  const ofBoth = factors.filter(
    ({ source }, index) => factors.findIndex((other) => other.source === source) === index,
  );
  const others = factors.filter((factor) => !ofBoth.includes(factor));
  const kept = [...ofBoth, ...others].slice(0, count);
  return factors.filter((factor) => kept.includes(factor));
}

export const offerName = (name: string): string => excerpt(name, longestOffer);

/** "clicked the campaign 2 days ago" */
export const signWords = ({ name, cites: [newest] }: Factor, speech: Speech): string =>
  speech.say(`sign.${name}`, { when: speech.ago(newest.occurredAt) });

/** The likelihood as the brief hands it on, in the agent's language. */
export function spokenLikelihood({ likelihood, speech }: Situation): Pick<Brief, "likelihood"> {
  if (likelihood === undefined) return {};
  const { offer: open, probability, factors } = likelihood;
  return {
    likelihood: {
      offer: offerName(open.name),
      probability,
      factors: factors.map((factor) => ({
        text: signWords(factor, speech),
        effect: factor.effect,
        source: factor.source,
        cites: [...factor.cites],
      })),
    },
  };
}
