/** The plain facts a sender added to an event, as people write them. Pure. */
import type { ContactEvent } from "../../schemas/contact-event.ts";
import { factValueWords } from "./fact-value-words.ts";
import { slotPrefix } from "./fact-words.ts";
import { type Json, type Spoken, valueWords } from "./value-words.ts";

export interface Fact {
  /** The sender's own name for it. */
  name: string;
  value: string;
}

const mostFacts = 6;
const sums = new Set(["amount", "price", "total", "value"]);
/** For machines, or said beside them: what an id names, what a message is about. */
const leftOut = new Set([
  "articleId",
  "callId",
  "cartId",
  "consultId",
  "contactId",
  "identifierId",
  "intent",
  "offerId",
  "productId",
  "promiseId",
  "scale",
]);

/**
 * Text, numbers and slots among an event's attributes, no other nested structure; by name, as a store may not
 * keep their order. What providers add to messages is for machines, and left out.
 */
export function factsOf({ attributes = {}, kind }: ContactEvent, { language, t }: Spoken): Fact[] {
  if (kind.startsWith("message.")) return [];
  const currency = currencyOf(attributes.currency);
  return Object.entries(attributes)
    .filter(([name]) => !leftOut.has(name))
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([name, value]): Fact[] => {
      if (name === "slots") return slotsIn(value, { language, t });
      if (name === "currency" && currency !== undefined) return [];
      if (typeof value === "string") {
        return value === "" ? [] : [{ name, value: factValueWords(name, value, { language, t }) }];
      }
      return typeof value === "number" ? [{ name, value: written(name, value, currency, language) }] : [];
    })
    .slice(0, mostFacts);
}

/** What the customer told: `slots.order-number`. */
function slotsIn(slots: Json, spoken: Spoken): Fact[] {
  if (typeof slots !== "object" || slots === null || Array.isArray(slots)) return [];
  return Object.entries(slots).flatMap(([name, value]) => {
    const words = valueWords(value, spoken).join(", ");
    return words === "" ? [] : [{ name: `${slotPrefix}${name}`, value: words }];
  });
}

function written(name: string, value: number, currency: string | undefined, language: string): string {
  if (currency !== undefined && sums.has(name)) {
    return new Intl.NumberFormat(language, { style: "currency", currency }).format(value);
  }
  if (/seconds$/i.test(name)) return duration(value, language);
  return new Intl.NumberFormat(language).format(value);
}

const currencyOf = (value: unknown) =>
  typeof value === "string" && /^[A-Z]{3}$/.test(value) ? value : undefined;

/** "45 sec", "5 min 12 sec". */
function duration(seconds: number, language: string): string {
  const write = (value: number, unit: "minute" | "second") =>
    new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "short" }).format(value);
  const minutes = Math.floor(seconds / 60);
  const rest = Math.round(seconds % 60);
  if (minutes === 0) return write(rest, "second");
  return rest === 0 ? write(minutes, "minute") : `${write(minutes, "minute")} ${write(rest, "second")}`;
}
