/** Whose invoice, subscription or payment it is. */
import type { Identifier } from "../../../schemas/contact-event.ts";
import { idOf, objectOf } from "../fields.ts";
import { isObject, type JsonObject } from "../json.ts";
import { byCrm, claimed, named } from "../named-person.ts";

/** Stripe's ids are unique in all of Stripe; address and number were typed at the checkout. */
export function peopleIn(object: JsonObject): Identifier[] {
  const { customer } = object;
  const person = object.object === "customer" ? object : objectOf(customer);
  const details = { ...objectOf(object.billing_details), ...objectOf(object.customer_details) };
  const email = [object.customer_email, details.email, object.receipt_email, person.email];
  const phone = [object.customer_phone, details.phone, person.phone];
  return [
    ...named("crm", isObject(customer) || person === object ? idOf(person.id) : customer, byCrm),
    ...email.flatMap((value) => named("email", value, claimed)).slice(0, 1),
    ...phone.flatMap((value) => named("phone", value, claimed)).slice(0, 1),
  ];
}
