/** Carts, and checkouts that were begun: what somebody is about to buy. */

import { campaignOfUrl } from "../../../domain/ingest/campaign.ts";
import { firstOf, idOf, listOf, numberOf, objectOf, textOf } from "../fields.ts";
import { type Json, type JsonObject, present } from "../json.ts";
import { currencyOf, decimalAmount } from "../money.ts";

export function itemsOf(said: JsonObject): JsonObject[] | undefined {
  const items = listOf(said.line_items).map(itemOf);
  return items.length > 0 ? items : undefined;
}

function itemOf(line: Json): JsonObject {
  const said = objectOf(line);
  return present({
    name: firstOf(textOf(said.title), textOf(said.name)),
    productId: idOf(said.product_id),
    sku: textOf(said.sku),
    quantity: numberOf(said.quantity),
    price: decimalAmount(said.price),
  });
}

/** A cart has no sum and no currency of its own: its lines have. */
export function cartOf(said: JsonObject): JsonObject {
  const lines = listOf(said.line_items).map(objectOf);
  const prices = lines.map((line) => decimalAmount(line.line_price));
  const set = objectOf(objectOf(lines[0]?.price_set).shop_money);
  return present({
    cartId: firstOf(idOf(said.token), idOf(said.id)),
    items: itemsOf(said),
    amount: prices.length > 0 ? sumOf(prices) : undefined,
    currency: currencyOf(set.currency_code ?? set.currency),
  });
}

/** `undefined` where one of them is not known; in cents, as sums of fractions are not exact. */
function sumOf(amounts: readonly (number | undefined)[]): number | undefined {
  let cents = 0;
  for (const amount of amounts) {
    if (amount === undefined) return undefined;
    cents += Math.round(amount * 100);
  }
  return cents / 100;
}

export function checkoutOf(said: JsonObject): JsonObject {
  return present({
    ...campaignOfUrl(textOf(said.landing_site) ?? ""),
    cartId: firstOf(idOf(said.cart_token), idOf(said.token), idOf(said.id)),
    checkoutId: firstOf(idOf(said.token), idOf(said.id)),
    items: itemsOf(said),
    amount: decimalAmount(said.total_price),
    currency: currencyOf(said.presentment_currency ?? said.currency),
    recoveryUrl: textOf(said.abandoned_checkout_url),
    completedAt: textOf(said.completed_at),
  });
}
