/** The specification's properties under the names that contact events have; all of them are kept beside. */
import { firstOf, idOf, listOf, numberOf, objectOf, textOf } from "../fields.ts";
import { type Json, type JsonObject, present } from "../json.ts";
import { currencyOf, decimalAmount } from "../money.ts";

export function commerceIn(said: JsonObject): JsonObject {
  const items = listOf(said.products).map(itemOf);
  const amounts = [said.total, said.revenue, said.value, said.price].map(decimalAmount);
  return present({
    url: textOf(said.url),
    title: textOf(said.title),
    articleId: firstOf(idOf(said.article_id), idOf(said.articleId)),
    productId: firstOf(idOf(said.product_id), idOf(said.productId), idOf(said.sku)),
    name: textOf(said.name),
    cartId: firstOf(idOf(said.cart_id), idOf(said.cartId)),
    orderId: firstOf(idOf(said.order_id), idOf(said.orderId)),
    coupon: firstOf(idOf(said.coupon), idOf(said.coupon_id)),
    items: items.length > 0 ? items : undefined,
    amount: firstOf(...amounts),
    currency: currencyOf(said.currency),
  });
}

function itemOf(product: Json): JsonObject {
  const said = objectOf(product);
  return present({
    name: textOf(said.name),
    productId: firstOf(idOf(said.product_id), idOf(said.productId), idOf(said.sku)),
    quantity: numberOf(said.quantity),
    price: decimalAmount(said.price),
  });
}

const endsMail = /^email\.(unsubscribed|complained)$/;

export function emailIn(kind: string, said: JsonObject): JsonObject {
  return present({
    campaign: firstOf(textOf(said.campaign_name), idOf(said.campaign_id)),
    campaignId: idOf(said.campaign_id),
    subject: textOf(said.email_subject),
    emailId: idOf(said.email_id),
    url: textOf(said.link_url),
    ...(endsMail.test(kind) ? { optOut: "stop", purpose: "marketing" } : {}),
  });
}
