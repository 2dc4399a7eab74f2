/** What we promised and have not kept; what is overdue says so first. */
import { type Candidate, lineOfParts, type Wording } from "../candidate.ts";
import { citationOf } from "../citations.ts";
import type { OpenPromise } from "../promises.ts";
import type { Situation } from "../situation.ts";
import { excerpt } from "../text/excerpt.ts";
import type { Speech } from "../text/speech.ts";

const longestPromise = 60;
const mostPromises = 3;

export function promises({ promises: open, speech }: Situation): Candidate[] {
  return lineOfParts(
    "promise",
    open.slice(0, mostPromises).map((promise) => partOf(promise, speech)),
    (texts, left) => {
      const list = texts.join(" · ");
      const count = left + Math.max(0, open.length - mostPromises);
      return count === 0 ? list : speech.say("list.more", { list, count });
    },
  );
}

function partOf({ fact, dueAt, isOverdue }: OpenPromise, speech: Speech): Wording {
  const promise = promiseWords(fact.label, speech);
  const cites = [citationOf(fact)];
  if (dueAt === undefined) {
    return { text: speech.say("promise.undated", { promise, when: speech.ago(fact.occurredAt) }), cites };
  }
  const values = { promise, date: speech.date(dueAt), when: speech.when(dueAt) };
  return { text: speech.say(isOverdue ? "promise.overdue" : "promise.due", values), cites };
}

export const promiseWords = (label: string | undefined, speech: Speech): string =>
  excerpt(label, longestPromise) || speech.say("promise.unnamed");
