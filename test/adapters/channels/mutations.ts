/** Calls that were changed on their way, for differential tests against the providers' own libraries. */

/** The same numbers on every run. */
export function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** A text with one character changed, dropped, doubled or added; sometimes as it is. Printable ASCII stays so. */
export function changed(text: string, next: (below: number) => number): string {
  const at = next(text.length + 1);
  const other = String.fromCharCode(32 + next(95));
  switch (next(5)) {
    case 0:
      return text.slice(0, at) + other + text.slice(at + 1);
    case 1:
      return text.slice(0, at) + text.slice(at + 1);
    case 2:
      return text.slice(0, at) + text.slice(at, at + 1) + text.slice(at);
    case 3:
      return text.slice(0, at) + other + text.slice(at);
    default:
      return text;
  }
}
