/** Shopify's topics, and what each of them means on a timeline. */
import type { Channel, ContactEvent, Identifier } from "../../../schemas/contact-event.ts";
import { idOf, objectOf, textOf } from "../fields.ts";
import { type JsonObject, present } from "../json.ts";
import { cartOf, checkoutOf } from "./cart.ts";
import type { Delivery } from "./delivery.ts";
import { orderOf, refundOf } from "./order.ts";
import { customer, customerIn } from "./people.ts";
import { profileIn } from "./profile.ts";
import { numberIn, shopIdOf } from "./shop-id.ts";

export interface Meaning {
  readonly kind: string;
  readonly channel?: Channel;
  readonly direction: ContactEvent["direction"];
  /** Where they are not simply those of the body. */
  readonly identifiers?: readonly Identifier[];
  readonly previousIdentifiers?: Identifier[];
  readonly attributes: JsonObject;
}

type Reader = (said: JsonObject, shop: string) => Omit<Meaning, "kind" | "direction"> | undefined;

const plain = (attributesOf: (said: JsonObject) => JsonObject): Reader => {
  return (said) => ({ attributes: attributesOf(said) });
};

const topics: ReadonlyMap<string, readonly [kind: string, ContactEvent["direction"], Reader]> = new Map([
  ["carts/create", ["cart.updated", "inbound", plain(cartOf)]],
  ["carts/update", ["cart.updated", "inbound", plain(cartOf)]],
  ["checkouts/create", ["checkout.started", "inbound", plain(checkoutOf)]],
  ["checkouts/update", ["cart.updated", "inbound", plain(checkoutOf)]],
  ["checkouts/delete", ["checkout.deleted", "internal", plain(checkoutOf)]],
  ["orders/create", ["order.placed", "inbound", plain(orderOf)]],
  ["orders/paid", ["order.paid", "internal", plain(orderOf)]],
  ["orders/fulfilled", ["order.fulfilled", "internal", plain(orderOf)]],
  ["orders/partially_fulfilled", ["order.partially-fulfilled", "internal", plain(orderOf)]],
  ["orders/cancelled", ["order.cancelled", "internal", plain(orderOf)]],
  ["orders/updated", ["order.updated", "internal", plain(orderOf)]],
  ["orders/delete", ["order.deleted", "internal", plain(orderOf)]],
  ["refunds/create", ["order.refunded", "internal", plain(refundOf)]],
  ["customers/create", ["profile.updated", "internal", profile]],
  ["customers/update", ["profile.updated", "internal", profile]],
  ["customers/enable", ["profile.updated", "internal", profile]],
  ["customers/disable", ["profile.updated", "internal", profile]],
  ["customers/delete", ["customer.deleted", "internal", ofCustomer]],
  ["customers/merge", ["identity.changed", "internal", merged]],
  ["customers/data_request", ["privacy.data-requested", "internal", requested]],
  ["customers/redact", ["privacy.erasure-requested", "internal", requested]],
  ["shop/redact", ["privacy.shop-erasure-requested", "internal", ofShop]],
  ["app/uninstalled", ["app.uninstalled", "internal", ofShop]],
] satisfies [string, [string, ContactEvent["direction"], Reader]][]);

/** @returns `undefined` for topics and bodies that are kept as they are */
export function meaningOf({ topic, shop, said }: Delivery): Meaning | undefined {
  const [kind, direction, read] = topics.get(topic) ?? [];
  const meaning = read?.(said, shop);
  return kind && direction && meaning ? { kind, direction, ...meaning } : undefined;
}

function profile(said: JsonObject, shop: string): ReturnType<Reader> {
  return {
    channel: "crm",
    identifiers: customerIn(said, shop),
    attributes: present({ source: "shopify", profile: profileIn(said), state: textOf(said.state) }),
  };
}

function ofCustomer(said: JsonObject, shop: string): ReturnType<Reader> {
  return { channel: "crm", identifiers: customer(shopIdOf(said), shop), attributes: {} };
}

/** Of two customers who are one person, one is left. */
function merged(said: JsonObject, shop: string): ReturnType<Reader> {
  const kept = customer(numberIn(said.admin_graphql_api_customer_kept_id), shop);
  const gone = customer(numberIn(said.admin_graphql_api_customer_deleted_id), shop);
  if (said.status !== "completed" || kept.length === 0) return undefined;
  return { channel: "crm", identifiers: kept, previousIdentifiers: gone, attributes: { change: "merge" } };
}

/** A law's request: what Shopify names is what it is about. */
function requested(said: JsonObject, shop: string): ReturnType<Reader> {
  const { customer: person, data_request: request, orders_requested, orders_to_redact } = said;
  return {
    channel: "crm",
    identifiers: customerIn(objectOf(person), shop),
    attributes: present({
      requestId: idOf(objectOf(request).id),
      orders: orders_requested ?? orders_to_redact,
    }),
  };
}

function ofShop(said: JsonObject): ReturnType<Reader> {
  return { identifiers: [], attributes: present({ shopId: idOf(said.shop_id) ?? idOf(said.id) }) };
}
