/** What else there is: other open cases, how earlier contacts ended, and by which channels the customer came. */
import type { Fact } from "../../../schemas/digest.ts";
import { topicOf as tellingIntent } from "../../cases/same-request.ts";
import { type Candidate, introduced, lineOfParts, type Wording } from "../candidate.ts";
import { citationOf } from "../citations.ts";
import type { Situation } from "../situation.ts";
import { excerpt } from "../text/excerpt.ts";

const mostCases = 3;
const mostOutcomes = 2;
const mostContacts = 3;
const longestTopic = 40;

export function history(situation: Situation): Candidate[] {
  const { speech } = situation;
  return lineOfParts("said", [
    ...introduced(openCases(situation), (item) => speech.say("history.alsoOpen", { item })),
    ...introduced([...outcomes(situation), ...contacts(situation)], (item) =>
      speech.say("history.earlier", { item }),
    ),
  ]);
}

function openCases({ input: { otherOpenCases }, speech, cite }: Situation): Wording[] {
  return otherOpenCases.slice(0, mostCases).map(({ intent, type, openedBy, openedAt }) => {
    const telling = tellingIntent(intent);
    const topic = telling === undefined ? speech.say(`type.${type}`) : speech.name("intent", telling);
    return { text: excerpt(topic, longestTopic), cites: [cite(openedBy, openedAt)] };
  });
}

function outcomes({ input: { digest }, speech }: Situation): Wording[] {
  return digest.facts.outcomes.slice(0, mostOutcomes).flatMap((fact) => {
    const outcome = excerpt(speech.name("outcome", fact.label ?? ""), longestTopic);
    const intent = tellingIntent(fact.understanding?.intent);
    const topic = intent === undefined ? [] : [excerpt(speech.name("intent", intent), longestTopic)];
    const text = speech.say("history.at", {
      what: [...topic, outcome].join(": "),
      when: speech.ago(fact.occurredAt),
    });
    return outcome === "" ? [] : [{ text, cites: [citationOf(fact)] }];
  });
}

/** The way between the channels, newest first, without the contact that is now. */
function contacts({ input: { digest }, contact, speech }: Situation): Wording[] {
  const earlier = digest.facts.contacts.filter((fact) => fact !== contact);
  const isTurn = ({ channel }: Fact, index: number) => earlier[index - 1]?.channel !== channel;
  return earlier
    .filter(isTurn)
    .slice(0, mostContacts)
    .map((fact) => ({
      text: speech.say("history.at", {
        what: speech.channel(fact.channel),
        when: speech.ago(fact.occurredAt),
      }),
      cites: [citationOf(fact)],
    }));
}
