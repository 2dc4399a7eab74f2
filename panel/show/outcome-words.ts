/** How a case ended, in words. */
import { openList } from "./open-list.ts";

const texts = {
  resolved: "outcome.resolved",
  sold: "outcome.sold",
  "interested-later": "outcome.interestedLater",
  declined: "outcome.declined",
  complaint: "outcome.complaint",
  "callback-arranged": "outcome.callbackArranged",
  "no-answer": "outcome.noAnswer",
} as const;

/** The outcomes that can be chosen without typing. */
export const commonOutcomes: readonly string[] = Object.keys(texts);

export const outcomeWords = openList(texts);
