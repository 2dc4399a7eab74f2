/** A line in memory: always sorted, cheap to join and to leave anywhere, cheap to read at its head. */

/** An insertion moves at most so many items, and at most one block per so many items of the whole line. */
const mostPerBlock = 256;

/** @template Item nothing compares as equal to an item but the item itself */
export class SortedBlocks<Item> {
  /** None of them empty. */
  readonly #blocks: Item[][] = [];
  readonly #compare: (left: Item, right: Item) => number;

  constructor(compare: (left: Item, right: Item) => number) {
    this.#compare = compare;
  }

  add(item: Item): void {
    const at = Math.min(this.#blockOf(item), this.#blocks.length - 1);
    const block = this.#blocks[at];
    if (block === undefined) {
      this.#blocks.push([item]);
      return;
    }
    block.splice(this.#placeIn(block, item), 0, item);
    if (block.length > mostPerBlock) this.#blocks.splice(at + 1, 0, block.splice(mostPerBlock / 2));
  }

  /** One that is not there changes nothing. */
  delete(item: Item): void {
    const at = this.#blockOf(item);
    const block = this.#blocks[at];
    if (block === undefined) return;
    const place = this.#placeIn(block, item);
    const found = block[place];
    if (found === undefined || this.#compare(found, item) !== 0) return;
    block.splice(place, 1);
    if (block.length === 0) this.#blocks.splice(at, 1);
  }

  /** Shows the smallest of them, smallest first. */
  first(most: number, show: (item: Item) => void): void {
    let left = most;
    for (const block of this.#blocks) {
      for (const item of block) {
        if (left === 0) return;
        left -= 1;
        show(item);
      }
    }
  }

  /** The first block that ends at the item or behind it. */
  #blockOf(item: Item): number {
    return firstWhere(this.#blocks.length, (index) => {
      const last = this.#blocks[index]?.at(-1);
      return last !== undefined && this.#compare(last, item) >= 0;
    });
  }

  #placeIn(block: readonly Item[], item: Item): number {
    return firstWhere(block.length, (index) => {
      const found = block[index];
      return found !== undefined && this.#compare(found, item) >= 0;
    });
  }
}

/** The smallest index that holds, where all behind it hold too; `count` when none does. */
function firstWhere(count: number, holds: (index: number) => boolean): number {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
