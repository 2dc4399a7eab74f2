/** The specification's names of events, and the kinds that they are (Segment, "Semantic events"). */
import type { Channel, ContactEvent } from "../../../schemas/contact-event.ts";

export interface Meaning {
  readonly kind: string;
  readonly channel?: Channel;
  readonly direction?: ContactEvent["direction"];
}

const of = (kind: string): Meaning => ({ kind });
const shop = (kind: string): Meaning => ({ kind, channel: "commerce" });
const mail = (kind: string, direction: ContactEvent["direction"]): Meaning => ({
  kind,
  channel: "marketing",
  direction,
});

const meanings: ReadonlyMap<string, Meaning> = new Map([
  ["products searched", of("products.searched")],
  ["product list viewed", of("product-list.viewed")],
  ["product clicked", of("product.clicked")],
  ["product viewed", of("product.viewed")],
  ["product shared", of("product.shared")],
  ["product added", of("cart.updated")],
  ["product removed", of("cart.updated")],
  ["cart viewed", of("cart.updated")],
  ["cart abandoned", of("cart.abandoned")],
  ["checkout started", of("checkout.started")],
  ["order completed", shop("order.placed")],
  ["order updated", shop("order.updated")],
  ["order refunded", shop("order.refunded")],
  ["order cancelled", shop("order.cancelled")],
  ["coupon entered", of("coupon.entered")],
  ["coupon applied", of("coupon.applied")],
  ["coupon denied", of("coupon.denied")],
  ["coupon removed", of("coupon.removed")],
  ["coupon downloaded", of("coupon.downloaded")],
  ["promotion viewed", of("promotion.viewed")],
  ["promotion clicked", of("promotion.clicked")],
  ["price checked", of("price.checked")],
  ["article read", of("article.read")],
  ["article viewed", of("article.read")],
  ["email sent", mail("email.sent", "outbound")],
  ["email delivered", mail("email.delivered", "outbound")],
  ["email bounced", mail("email.bounced", "outbound")],
  ["email opened", mail("email.opened", "inbound")],
  ["email link clicked", mail("email.clicked", "inbound")],
  ["email marked as spam", mail("email.complained", "inbound")],
  ["unsubscribed", mail("email.unsubscribed", "inbound")],
  ["application installed", of("app.installed")],
  ["application opened", of("app.opened")],
  ["application updated", of("app.updated")],
  ["application uninstalled", of("app.uninstalled")],
]);

/** `Product Viewed`, `product_viewed` and `product viewed` are one. */
export function meaningOf(name: string): Meaning | undefined {
  return meanings.get(
    name
      .trim()
      .toLowerCase()
      .replace(/[\s_]+/g, " "),
  );
}
