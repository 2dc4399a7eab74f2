/** Whose cart, order or account it is. */
import type { Identifier } from "../../../schemas/contact-event.ts";
import { objectOf } from "../fields.ts";
import type { JsonObject } from "../json.ts";
import { byCrm, claimed, named } from "../named-person.ts";
import { shopIdOf } from "./shop-id.ts";

/** The shop's customers are numbered within Shopify; `shopify:` keeps them apart from those of another CRM. */
export function customer(number: string | undefined, shop: string): Identifier[] {
  return number === undefined ? [] : named("crm", `shopify:${shop}:${number}`, byCrm);
}

/** @param said a customer, as in `customers/update` and in the `customer` of an order */
export function customerIn(said: JsonObject, shop: string): Identifier[] {
  const email = said.verified_email === true ? ({ level: "verified" } as const) : claimed;
  return [
    ...customer(shopIdOf(said), shop),
    ...named("email", said.email, email),
    ...named("phone", said.phone, claimed),
  ];
}

/** The contact details of an order were typed at the checkout, by whoever bought. */
export function peopleIn(said: JsonObject, shop: string): Identifier[] {
  const known = customerIn(objectOf(said.customer), shop);
  const isKnown = ({ kind, value }: Identifier) =>
    known.some((one) => one.kind === kind && one.value.toLowerCase() === value.toLowerCase());
  const typed = [
    ...named("email", said.email ?? said.contact_email, claimed),
    ...named("phone", said.phone, claimed),
  ];
  return [...known, ...typed.filter((one) => !isKnown(one))];
}
