/** Whether a customer is worth special care. Pure. */
import { numberOf } from "../digest/attributes.ts";
import { textOf } from "./read-attributes.ts";
import type { ShownAttributes } from "./shown-attribute.ts";

/** In the company's currency, as its own systems count a customer's value. */
const usualHighValue = 100_000;

const highSegments: ReadonlySet<string> = new Set(["gold", "platinum", "vip", "premium", "özel"]);

export function isHighValue(attributes: ShownAttributes, highValueFrom = usualHighValue): boolean {
  const value = numberOf(attributes.value?.value);
  const segment = textOf(attributes, "segment") ?? "";
  // Turkish small letters of PLATINUM have no dot, those of VİP have one: a segment may be written in either language.
  const spellings = [segment.toLowerCase(), segment.toLocaleLowerCase("tr")];
  return (value !== undefined && value >= highValueFrom) || spellings.some((word) => highSegments.has(word));
}
