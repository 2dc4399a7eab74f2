/** A customer of Stripe's under the names that profiles have. */
import { listOf, objectOf, textOf } from "../fields.ts";
import { type JsonObject, present } from "../json.ts";
import { profileOf } from "../profile-fields.ts";

export function profileAttributes(customer: JsonObject): JsonObject {
  const address = objectOf(customer.address);
  return present({
    source: "stripe",
    profile: profileOf({
      name: textOf(customer.name),
      company: textOf(customer.business_name),
      city: textOf(address.city),
      country: textOf(address.country),
      language: textOf(listOf(customer.preferred_locales)[0]),
      delinquent: customer.delinquent === true ? true : undefined,
    }),
  });
}
