/** Recognises the Turkish national id (T.C. kimlik numarası) by its two check digits. */

/** Eleven digits, first not zero; the tenth and the eleventh are check digits over those before. */
export function isTurkishNationalId(digits: string): boolean {
  if (!/^[1-9]\d{10}$/.test(digits)) return false;
  const d = Array.from(digits, Number);
  const sum = (indexes: readonly number[]) => indexes.reduce((total, index) => total + (d[index] ?? 0), 0);
  const tenth = (sum([0, 2, 4, 6, 8]) * 7 - sum([1, 3, 5, 7])) % 10;
  const eleventh = sum([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]) % 10;
  return (tenth + 10) % 10 === d[9] && eleventh === d[10];
}
