/** Work on many things, so many at a time. */

/** Results in the order of the items. After a failure nothing new is begun. */
export async function inLanes<Item, Result>(
  items: readonly Item[],
  lanes: number,
  run: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const waiting = [...items.entries()].values();
  const results: [number, Result][] = [];
  let failed = false;
  const lane = async () => {
    for (const [index, item] of waiting) {
      if (failed) return;
      try {
        results.push([index, await run(item)]);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(lanes, items.length) }, lane));
  return results.sort(([left], [right]) => left - right).map(([, result]) => result);
}
