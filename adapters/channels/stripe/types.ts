/** Stripe's types of events, and the kinds that they are. */
import type { Channel } from "../../../schemas/contact-event.ts";
import type { JsonObject } from "../json.ts";
import { profileAttributes } from "./customer.ts";
import { checkoutOf, invoiceOf, paymentOf, refundOf } from "./payments.ts";
import { subscriptionOf } from "./subscription.ts";

export interface Meaning {
  readonly kind: string;
  readonly channel?: Channel;
  readonly attributes: JsonObject;
}

type Reader = (object: JsonObject) => JsonObject;

const types: ReadonlyMap<string, readonly [kind: string, Reader, Channel?]> = new Map([
  ["invoice.upcoming", ["invoice.upcoming", invoiceOf]],
  ["invoice.created", ["invoice.created", invoiceOf]],
  ["invoice.finalized", ["invoice.finalized", invoiceOf]],
  ["invoice.sent", ["invoice.sent", invoiceOf]],
  ["invoice.paid", ["invoice.paid", invoiceOf]],
  ["invoice.payment_failed", ["invoice.payment-failed", invoiceOf]],
  ["invoice.payment_action_required", ["invoice.payment-action-required", invoiceOf]],
  ["invoice.voided", ["invoice.voided", invoiceOf]],
  ["invoice.marked_uncollectible", ["invoice.marked-uncollectible", invoiceOf]],
  ["customer.subscription.created", ["subscription.started", subscriptionOf]],
  ["customer.subscription.updated", ["subscription.changed", subscriptionOf]],
  ["customer.subscription.deleted", ["subscription.ended", subscriptionOf]],
  ["customer.subscription.trial_will_end", ["subscription.trial-ending", subscriptionOf]],
  ["customer.subscription.paused", ["subscription.paused", subscriptionOf]],
  ["customer.subscription.resumed", ["subscription.resumed", subscriptionOf]],
  ["checkout.session.completed", ["order.placed", checkoutOf]],
  ["checkout.session.async_payment_succeeded", ["order.paid", checkoutOf]],
  ["checkout.session.async_payment_failed", ["order.payment-failed", checkoutOf]],
  ["checkout.session.expired", ["checkout.expired", checkoutOf]],
  ["payment_intent.succeeded", ["payment.succeeded", paymentOf]],
  ["payment_intent.payment_failed", ["payment.failed", paymentOf]],
  ["payment_intent.requires_action", ["payment.action-required", paymentOf]],
  ["payment_intent.canceled", ["payment.cancelled", paymentOf]],
  ["charge.refunded", ["payment.refunded", refundOf]],
  ["customer.created", ["profile.updated", profileAttributes, "crm"]],
  ["customer.updated", ["profile.updated", profileAttributes, "crm"]],
  ["customer.deleted", ["customer.deleted", () => ({}), "crm"]],
] satisfies [string, [string, Reader, Channel?]][]);

/** @returns `undefined` for types that are kept as they are */
export function meaningOf(type: string, object: JsonObject): Meaning | undefined {
  const [kind, read, channel] = types.get(type) ?? [];
  if (kind === undefined || read === undefined) return undefined;
  const attributes = read(object);
  // Nothing is bought by leaving a card for later.
  const isSetup = kind === "order.placed" && object.mode === "setup";
  return { kind: isSetup ? "checkout.completed" : kind, ...(channel ? { channel } : {}), attributes };
}
