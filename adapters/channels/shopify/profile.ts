/** A customer of the shop under the names that profiles have. */

import { idOf, numberOf, objectOf, textOf } from "../fields.ts";
import type { JsonObject } from "../json.ts";
import { decimalAmount } from "../money.ts";
import { fullName, profileOf } from "../profile-fields.ts";

export function profileIn(said: JsonObject): JsonObject | undefined {
  const address = objectOf(said.default_address);
  return profileOf({
    name: fullName(said.first_name, said.last_name),
    company: textOf(address.company),
    city: textOf(address.city),
    country: textOf(address.country_code),
    language: textOf(said.locale),
    tags: textOf(said.tags),
    value: decimalAmount(said.total_spent),
    ordersCount: numberOf(said.orders_count),
    lastOrderId: idOf(said.last_order_id),
  });
}
