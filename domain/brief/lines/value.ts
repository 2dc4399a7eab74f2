/** How the customer feels and what they are worth: mood, alarms, satisfaction, value, the next date to know. */
import type { ShownAttribute } from "../../../schemas/profile.ts";
import { type Candidate, lineOfParts, type Wording } from "../candidate.ts";
import { citationOf } from "../citations.ts";
import type { Situation } from "../situation.ts";
import { excerpt } from "../text/excerpt.ts";
import type { Speech } from "../text/speech.ts";

const longestAlarm = 40;
const longestValue = 20;
const longestProduct = 30;

export function value(situation: Situation): Candidate[] {
  const parts = [mood, satisfaction, alarms, worth, date].flatMap((write) => write(situation));
  return lineOfParts("value", parts, (texts) => situation.speech.sentence(texts.join(" · ")));
}

function mood({ mood: heard, speech }: Situation): Wording[] {
  if (heard === undefined || heard.tone === "even") return [];
  return [{ text: speech.say("value.mood", { mood: speech.say(`mood.${heard.tone}`) }), cites: heard.cites }];
}

function satisfaction({ input: { profile }, speech }: Situation): Wording[] {
  const { score, trend, surveys } = profile.satisfaction;
  if (score === undefined) return [];
  const words = [
    speech.say("value.satisfaction", { score: speech.number(score) }),
    ...(trend === "none" ? [] : [speech.say(`trend.${trend}`)]),
  ];
  return [{ text: words.join(", "), cites: surveys.map(citationOf) }];
}

function alarms({ input: { profile }, speech, citeAttributes }: Situation): Wording[] {
  const raised = profile.attributes.alarms?.value;
  const texts = (Array.isArray(raised) ? raised : []).flatMap((alarm) =>
    typeof alarm === "string" ? excerpt(alarm, longestAlarm) || [] : [],
  );
  const list = texts.join(", ");
  return list === "" ? [] : [{ text: speech.say("value.alarms", { list }), cites: citeAttributes("alarms") }];
}

function worth({ input: { profile }, speech, citeAttributes }: Situation): Wording[] {
  const words = worthWords(profile.attributes.value, speech);
  return words === ""
    ? []
    : [{ text: speech.say("value.value", { value: words }), cites: citeAttributes("value") }];
}

function worthWords(shown: ShownAttribute | undefined, speech: Speech): string {
  if (typeof shown?.value === "number") return speech.number(shown.value);
  return typeof shown?.value === "string" ? excerpt(shown.value, longestValue) : "";
}

function date({ input: { profile }, speech, citeAttributes }: Situation): Wording[] {
  const [next] = profile.upcoming;
  if (next === undefined) return [];
  const product = excerpt(next.label, longestProduct) || speech.say("renewal.unnamed");
  const values = { product, date: speech.day(next.on), when: speech.inDays(next.inDays) };
  return [
    {
      text: speech.say(`value.${next.what}`, values),
      cites: citeAttributes(next.what === "renewal" ? "renewals" : "birthday"),
    },
  ];
}
