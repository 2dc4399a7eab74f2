/** What somebody has subscribed to. */
import { firstOf, idOf, listOf, objectOf, textOf } from "../fields.ts";
import { instantOfEpoch } from "../instant.ts";
import { type JsonObject, present } from "../json.ts";
import { currencyOf, minorAmount } from "../money.ts";

export function subscriptionOf(subscription: JsonObject): JsonObject {
  const item = objectOf(listOf(objectOf(subscription.items).data)[0]);
  const price = objectOf(item.price);
  const currency = currencyOf(price.currency ?? subscription.currency);
  return present({
    subscriptionId: idOf(subscription.id),
    state: textOf(subscription.status),
    product: firstOf(textOf(price.nickname), idOf(price.product)),
    priceId: idOf(price.id),
    amount: minorAmount(price.unit_amount, currency),
    currency,
    interval: textOf(objectOf(price.recurring).interval),
    quantity: item.quantity,
    endsAtPeriodEnd: subscription.cancel_at_period_end === true ? true : undefined,
    reason: textOf(objectOf(subscription.cancellation_details).reason),
    trialEndsAt: instantOfEpoch(subscription.trial_end),
    periodEndsAt: firstOf(
      instantOfEpoch(subscription.current_period_end),
      instantOfEpoch(item.current_period_end),
    ),
  });
}
