/** The agent has left and the customer is still there: how satisfied were they, from 1 to 5? */
import { csatScale, ratings, survey } from "./attributes.ts";
import { type Flow, flowOf, type Step } from "./flow-language.ts";
import { prompts } from "./prompts.ts";
import { branch, hangUp, setAttributes } from "./steps.ts";
import { ask, chooseVoice, say } from "./talking-steps.ts";

const end = "Hang up";
const thanks = "Say thanks";
const keep = (rating: string) => `Keep the rating ${rating}`;

/** Time to answer: writers are called away more easily than callers. */
const secondsToWrite = 300;
const secondsToPress = 8;

export function csatFlow(): Flow {
  return flowOf([
    // Hanging up is a disconnect again, and runs this flow again.
    branch("Is a rating still to be asked for", "$.Attributes.survey", {
      [survey.asked]: end,
      [survey.none]: end,
    }),
    setAttributes("Ask only once", { survey: survey.asked }),
    branch("Which channel is it", "$.Channel", { CHAT: "Ask in writing" }),
    chooseVoice("Choose the voice"),
    ...askTwice("Ask by voice", secondsToPress),
    ...askTwice("Ask in writing", secondsToWrite),
    ...ratings.map((rating) => setAttributes(keep(rating), { csat: rating, csatScale }, { next: thanks })),
    say(thanks, prompts.thanks),
    hangUp(end),
  ]);
}

function askTwice(name: string, seconds: number): Step[] {
  const answers = Object.fromEntries(ratings.map((rating) => [rating, keep(rating)]));
  // Trouble: the customer has hung up, too.
  return [
    ask(name, prompts.rating, { answers, seconds, failed: end }),
    ask(`${name} once more`, prompts.ratingOnceMore, { answers, seconds, next: thanks, failed: end }),
  ];
}
