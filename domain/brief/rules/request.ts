/** Rules of the next action: the request itself. */
import { citationOf } from "../citations.ts";
import { slotWords } from "../lines/known.ts";
import type { NextAction } from "../next-action.ts";
import type { Situation } from "../situation.ts";
import { excerpt } from "../text/excerpt.ts";

const mostAsked = 3;
const longestAsked = 80;

export function ask({ toAsk, input: { case: offered }, speech, cite }: Situation): NextAction | undefined {
  if (offered === undefined || toAsk.length === 0) return undefined;
  const list = toAsk
    .slice(0, mostAsked)
    .map((name) => slotWords(name, speech))
    .join(", ");
  return {
    action: "ask",
    text: speech.say("next.ask", { list: excerpt(list, longestAsked) }),
    reason: speech.say("next.ask.reason"),
    cites: [cite(offered.openedBy, offered.openedAt)],
  };
}

/** Of what we sent lately: they need not say what they come for. */
export function beginWith({ topic, permission, speech }: Situation): NextAction | undefined {
  const [sent] = topic?.cites ?? [];
  if (topic?.isGuess !== true || sent === undefined || permission.state === "denied") return undefined;
  return {
    action: "begin-with",
    text: speech.say("next.begin-with", { topic: topic.words }),
    reason: speech.say("next.begin-with.reason", { when: speech.ago(sent.occurredAt) }),
    cites: [...topic.cites],
  };
}

export function answer({
  topic,
  contact,
  seen,
  input: { case: offered },
  speech,
}: Situation): NextAction | undefined {
  const last = contact ?? seen;
  const since = last?.occurredAt ?? offered?.openedAt;
  if (topic === undefined || topic.isGuess || since === undefined) return undefined;
  const when = speech.ago(since);
  return {
    action: "answer",
    text: speech.say("next.answer", { topic: topic.words }),
    reason:
      last === undefined
        ? speech.say("next.answer.reasonOpened", { when })
        : speech.say("next.answer.reason", { channel: speech.channel(last.channel), when }),
    cites: [...topic.cites, ...(last === undefined ? [] : [citationOf(last)])],
  };
}

export function findOut({
  input: { case: offered },
  contact,
  seen,
  newest,
  speech,
  cite,
}: Situation): NextAction | undefined {
  const last = contact ?? seen ?? newest;
  const opened = offered === undefined ? [] : [cite(offered.openedBy, offered.openedAt)];
  const cites = last === undefined ? opened : [citationOf(last)];
  if (cites.length === 0) return undefined;
  return {
    action: "find-out",
    text: speech.say("next.find-out"),
    reason: speech.say("next.find-out.reason"),
    cites,
  };
}

/** Where nobody knows anything, only this is left. */
export const welcome = ({ speech }: Situation): NextAction => ({
  action: "welcome",
  text: speech.say("next.welcome"),
  reason: speech.say("next.welcome.reason"),
  cites: [],
});
