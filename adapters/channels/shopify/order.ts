/** Orders, and money that was given back. */
import { campaignOfUrl } from "../../../domain/ingest/campaign.ts";
import { firstOf, idOf, listOf, objectOf, textOf } from "../fields.ts";
import { type JsonObject, present } from "../json.ts";
import { currencyOf, decimalAmount } from "../money.ts";
import { itemsOf } from "./cart.ts";
import { shopIdOf } from "./shop-id.ts";

export function orderOf(said: JsonObject): JsonObject {
  return present({
    ...campaignOfUrl(textOf(said.landing_site) ?? ""),
    orderId: shopIdOf(said),
    /** As the customer knows it: `#1001`. */
    orderNumber: firstOf(textOf(said.name), idOf(said.order_number)),
    cartId: firstOf(idOf(said.cart_token), idOf(said.checkout_token)),
    items: itemsOf(said),
    amount: decimalAmount(said.current_total_price ?? said.total_price),
    currency: currencyOf(said.currency),
    payment: textOf(said.financial_status),
    fulfilment: textOf(said.fulfillment_status),
    cancelReason: textOf(said.cancel_reason),
    tracking: trackingOf(said),
    sourceName: textOf(said.source_name),
  });
}

function trackingOf({ fulfillments }: JsonObject): string[] | undefined {
  const numbers = listOf(fulfillments).flatMap((one) => textOf(objectOf(one).tracking_number) ?? []);
  return numbers.length > 0 ? numbers : undefined;
}

/** Of several transactions the amounts are summed, in cents. */
export function refundOf(said: JsonObject): JsonObject {
  const transactions = listOf(said.transactions).map(objectOf);
  const cents = transactions.map(({ amount }) => Math.round((decimalAmount(amount) ?? 0) * 100));
  return present({
    refundId: shopIdOf(said),
    orderId: idOf(said.order_id),
    amount: cents.length > 0 ? cents.reduce((sum, one) => sum + one, 0) / 100 : undefined,
    currency: currencyOf(transactions[0]?.currency),
    note: textOf(said.note),
  });
}
