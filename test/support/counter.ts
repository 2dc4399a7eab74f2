/** Numbers that are used once: 1, 2, 3 ... */
export function counter(): () => number {
  let count = 0;
  return () => {
    count += 1;
    return count;
  };
}
