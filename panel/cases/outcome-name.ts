/** Makes the name of an outcome out of what an agent typed. Pure. */

const longestName = 64;

/** @returns "geri-arama-istedi" for "Geri arama istedi"; nothing where no name can be made of it */
export function outcomeName(typed: string): string | undefined {
  const name = typed
    .toLowerCase()
    .replaceAll("ı", "i")
    .normalize("NFD")
    .replace(/\p{Mark}/gu, "")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^[^a-z]+/, "")
    .slice(0, longestName)
    .replace(/-+$/, "");
  return name === "" ? undefined : name;
}
