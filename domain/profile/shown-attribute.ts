/** Which of several sources is believed on an attribute of the profile, and who says otherwise. Pure. */
import { isDeepStrictEqual } from "node:util";
import type { AttributeValue, Digest } from "../../schemas/digest.ts";
import type { ShownAttribute } from "../../schemas/profile.ts";
import { rankOf } from "../digest/profile-words.ts";

/**
 * The newest verified word; the newest claimed one only where nothing is verified. Every word that says
 * something else is a conflict, whoever said it and when.
 */
export function shownAttribute(values: readonly AttributeValue[]): ShownAttribute | undefined {
  const [best, ...others] = values.toSorted((left, right) => (rankOf(left) < rankOf(right) ? 1 : -1));
  return best && { ...best, conflicts: others.filter(({ value }) => !isDeepStrictEqual(value, best.value)) };
}

export type ShownAttributes = Readonly<Record<string, ShownAttribute>>;

/** Every attribute that any source has reported, by name. */
export function shownAttributes({ profile }: Digest): Record<string, ShownAttribute> {
  return Object.fromEntries(
    Object.entries(profile).flatMap(([name, values]) => {
      const shown = shownAttribute(Object.values(values));
      return shown === undefined ? [] : [[name, shown]];
    }),
  );
}
