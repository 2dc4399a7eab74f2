/** Several values in one name of an endpoint's `account`. */

/** Parted by commas; spaces around them count for nothing. */
export function listed(text: string | undefined): string[] {
  return (text ?? "")
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
}
