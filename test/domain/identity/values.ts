/** Texts that people, programs and attackers write into an identifier. */
import fc from "fast-check";

export const anyText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 24 }),
  fc.string({ unit: "grapheme", maxLength: 24 }),
);

/** Dotted and dotless i, marks that combine, ligatures, separators: where upper and lower case go wrong. */
export const turkish = fc.string({
  unit: fc.constantFrom(..."iİıIşŞ@.<>u+0 5-xüÉ\u0307\u0327\u0345ªﬀß:/\u200b\u00a0"),
  maxLength: 12,
});
