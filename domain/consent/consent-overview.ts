/** All that a person permits and forbids, as of an instant. Pure. */
import type { ConsentEntry } from "../../schemas/consents.ts";
import { type ConsentQuestion, type ConsentState, type Moment, stateAsOf } from "./state-as-of.ts";

/** One line for each consent that anything was ever said of, by brand, channel and purpose. */
export function consentOverview(
  entries: readonly ConsentEntry[],
  moment: Moment,
): (ConsentQuestion & Pick<ConsentState, "state" | "entry">)[] {
  const questions = new Map(
    entries.map(({ brand, channel, purpose }) => [
      JSON.stringify([brand, channel, purpose]),
      { brand, channel, purpose },
    ]),
  );
  return [...questions]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([, question]) => {
      const { state, entry } = stateAsOf(entries, question, moment);
      return { ...question, state, entry };
    });
}
