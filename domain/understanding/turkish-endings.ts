/**
 * Which endings a Turkish stem takes, in folded letters (`i` is also `ı`, `u` is also `ü`).
 *
 * Order of the endings after A. Göksel and C. Kerslake, Turkish: A Comprehensive Grammar, chapters 8 and 14.
 */

/** Derivation (-li, -siz), plural, possessive, case, copula, question. */
const nominal = new RegExp(
  [
    "^(?:l[iu](?:[kg](?=$|[iu]))?|s[iu]z)?",
    "(?:l[ae]r)?",
    "(?:[iu]?[mn](?:[iu]z)?|s?[iu])?",
    "(?:[yn]?[iu]|[yn]?[ae]|n?[dt][ae](?:n|ki(?:l[ae]r)?)?|n?[iu]n(?:ki)?|y?l[ae])?",
    "(?:y?[dt][iu]r?|ymis|ys[ae])?",
    "(?:m[iu])?$",
  ].join(""),
);

/** Voice and ability (-il, -tir, -e), the negation -me, and a tense: `-ilmiyor`, `-emedim`, `-meyen`. */
const negated =
  /^(?:[dt]?[iu]r|[iu]?[ln]|[iu]s|t)?(?:[dt][iu]r|[iu]l)?(?:y?[ae])?m(?:[iu]yo|[ae](?:d[iu]|z|y[ae][cn]|m[iu]s|s[ae]))/;

/** Whether a noun may end so: `kart` with `larimdan` is a card, with `al` it is Kartal. */
export function isNominalEnding(ending: string): boolean {
  return nominal.test(ending);
}

/** Whether a verb that ends so is denied: `calis` with `miyor` is, with `iyor` or `ma` (the noun) is not. */
export function isNegatedEnding(ending: string): boolean {
  return negated.test(ending);
}
