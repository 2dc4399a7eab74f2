/** Rules of the next action: what we owe the customer, before anything else. */
import type { Case } from "../../../schemas/case.ts";
import { topicOf as tellingIntent } from "../../cases/same-request.ts";
import { citationOf } from "../citations.ts";
import { promiseWords } from "../lines/promises.ts";
import type { NextAction } from "../next-action.ts";
import type { Situation } from "../situation.ts";

export function recordRefusal({ unrecordedWish: wish, speech }: Situation): NextAction | undefined {
  if (wish === undefined) return undefined;
  return {
    action: "record-refusal",
    text: speech.say("next.record-refusal", { channel: speech.channel(wish.channel) }),
    reason: speech.say("next.record-refusal.reason", { when: speech.ago(wish.occurredAt) }),
    cites: [citationOf(wish)],
  };
}

export function keepPromise({ promises: [first], speech }: Situation): NextAction | undefined {
  if (first?.dueAt === undefined || !first.isOverdue) return undefined;
  return {
    action: "keep-promise",
    text: speech.say("next.keep-promise", { promise: promiseWords(first.fact.label, speech) }),
    reason: speech.say("next.keep-promise.reason", { date: speech.date(first.dueAt) }),
    cites: [citationOf(first.fact)],
  };
}

export function apologise({ mood, speech }: Situation): NextAction | undefined {
  const [newest] = mood?.cites ?? [];
  if (newest === undefined || (mood?.tone !== "angry" && mood?.tone !== "souring")) return undefined;
  return {
    action: "apologise",
    text: speech.say("next.apologise"),
    reason: speech.say(`next.apologise.${mood.tone}`, { when: speech.ago(newest.occurredAt) }),
    cites: [...mood.cites],
  };
}

const isOpenComplaint = ({ type, status }: Case) =>
  type === "complaint" && (status === "open" || status === "waiting");

export function solveComplaint({ input, speech, cite, topic }: Situation): NextAction | undefined {
  const { case: offered, otherOpenCases } = input;
  const complaint = [...(offered === undefined ? [] : [offered]), ...otherOpenCases].find(isOpenComplaint);
  if (complaint === undefined) return undefined;
  const intent = tellingIntent(complaint.intent);
  const ofOffered = complaint === offered ? topic?.words : undefined;
  const words = intent === undefined ? ofOffered : speech.name("intent", intent);
  return {
    action: "solve-complaint",
    text: speech.say("next.solve-complaint", { topic: words ?? speech.say("type.complaint") }),
    reason: speech.say("next.solve-complaint.reason", { when: speech.ago(complaint.openedAt) }),
    cites: [cite(complaint.openedBy, complaint.openedAt)],
  };
}
