/** In which order the events of a batch are followed: side by side, but for those that end tenures. Pure. */
import type { StoredEvent } from "./stored-event.ts";

/**
 * Splits a batch into what may be followed side by side. Where an event takes identifiers from their owners, what is
 * older is followed before it, and what is later after it; most batches have no such event and are one stage.
 *
 * @param eventOf `undefined` of what is no event
 */
export function stagesOf<Item>(
  items: readonly Item[],
  eventOf: (item: Item) => StoredEvent | undefined,
): Item[][] {
  const retires = (item: Item) => (eventOf(item)?.previousIds ?? []).length > 0;
  if (!items.some(retires)) return [[...items]];
  const timeOf = (item: Item) => eventOf(item)?.event.occurredAt ?? "";
  const inTime = items.toSorted(
    (one, other) => Number(timeOf(one) > timeOf(other)) - Number(timeOf(one) < timeOf(other)),
  );
  const stages: Item[][] = [];
  for (const [index, item] of inTime.entries()) {
    const before = inTime[index - 1];
    const stage = stages.at(-1);
    if (stage === undefined || retires(item) || (before !== undefined && retires(before)))
      stages.push([item]);
    else stage.push(item);
  }
  return stages;
}
