/** What is in the cart, and what was bought last. */
import type { Fact } from "../../../schemas/digest.ts";
import { type Candidate, wholeLine } from "../candidate.ts";
import { citationOf } from "../citations.ts";
import type { Situation } from "../situation.ts";
import { excerpt } from "../text/excerpt.ts";
import type { Speech } from "../text/speech.ts";

const longestGoods = 48;

export function cart({ cart: open, speech }: Situation): Candidate[] {
  if (open === undefined) return [];
  const key = open.kind === "cart.abandoned" ? "cart.abandoned" : "cart.open";
  const what = goodsWords(open, speech) || speech.say("cart.unnamed");
  return [
    wholeLine("cart", speech.say(key, { what, when: speech.ago(open.occurredAt) }), [citationOf(open)]),
  ];
}

export function purchase({ input: { digest }, speech }: Situation): Candidate[] {
  const [last] = digest.facts.purchases;
  if (last === undefined) return [];
  const key = last.kind === "order.placed" ? "purchase.order" : "purchase.transaction";
  const what = goodsWords(last, speech) || speech.say("purchase.unnamed");
  return [
    wholeLine("purchase", speech.say(key, { what, when: speech.ago(last.occurredAt) }), [citationOf(last)]),
  ];
}

/** "2 chairs, ₺400": names, else how many or which order, and the amount. */
export function goodsWords({ kind, label, reference, value, currency }: Fact, speech: Speech): string {
  const names = excerpt(label, longestGoods);
  const amount = value === undefined || currency === undefined ? [] : [speech.money(value, currency)];
  if (names !== "") return [names, ...amount].join(", ");
  const items = value !== undefined && currency === undefined && kind.startsWith("cart.") ? value : undefined;
  if (items !== undefined) return speech.say(items === 1 ? "cart.oneItem" : "cart.items", { count: items });
  const order = kind === "order.placed" && reference !== undefined ? [excerpt(reference, longestGoods)] : [];
  return [...order.map((id) => speech.say("topic.order", { order: id })), ...amount].join(", ");
}
