/** The bounded set a digest is made of: of each thing the best word, and of the things the best few. Pure. */

export interface Ranking<Item> {
  /** Items of one key are words on the same thing: only the best of them stays. */
  readonly key: (item: Item) => string;
  /** The better has the greater text. */
  readonly rank: (item: Item) => string;
  /** How many keys stay. */
  readonly most: number;
  /** One word heard twice (same key, same rank): what is known of it by now. The first stays where this is left out. */
  readonly combine?: (first: Item, second: Item) => Item;
}

/**
 * The best items, best first.
 *
 * Adding to a set can only raise the rank of a key that is in it. So what was dropped from a part would have
 * been dropped from the whole, and it does not matter in which parts and in which order items come:
 * `best(a + b) = best(best(a) + best(b))`. The same holds for a ranking applied to what another one left.
 */
export function bestOf<Item>(items: readonly Item[], ranking: Ranking<Item>): Item[] {
  const byKey = new Map<string, Item>();
  for (const item of items) {
    const key = ranking.key(item);
    const known = byKey.get(key);
    byKey.set(key, known === undefined ? item : better(known, item, ranking));
  }
  return [...byKey]
    .sort(([leftKey, left], [rightKey, right]) =>
      descending([ranking.rank(left), leftKey], [ranking.rank(right), rightKey]),
    )
    .slice(0, ranking.most)
    .map(([, item]) => item);
}

function better<Item>(known: Item, item: Item, { rank, combine }: Ranking<Item>): Item {
  const [left, right] = [rank(known), rank(item)];
  if (left === right) return combine === undefined ? known : combine(known, item);
  return left > right ? known : item;
}

function descending([left, leftKey]: [string, string], [right, rightKey]: [string, string]): number {
  if (left !== right) return left < right ? 1 : -1;
  return leftKey < rightKey ? 1 : -1;
}

/** Whether both hold the very same items, in the same order. */
export function areSame<Item>(left: readonly Item[], right: readonly Item[]): boolean {
  return left.length === right.length && left.every((item, index) => item === right[index]);
}
