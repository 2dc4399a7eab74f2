/** What is paid by Stripe: checkouts, invoices, payments and refunds. */
import { firstOf, idOf, listOf, objectOf, textOf } from "../fields.ts";
import { instantOfEpoch } from "../instant.ts";
import { type Json, type JsonObject, present } from "../json.ts";
import { currencyOf, minorAmount } from "../money.ts";

function priceOf(amount: Json | undefined, object: JsonObject): JsonObject {
  const currency = currencyOf(object.currency);
  return present({ amount: minorAmount(amount, currency), currency });
}

export function checkoutOf(session: JsonObject): JsonObject {
  return present({
    ...priceOf(session.amount_total, session),
    orderId: firstOf(
      idOf(objectOf(session.metadata).orderId),
      idOf(objectOf(session.metadata).order_id),
      idOf(session.id),
    ),
    cartId: idOf(session.id),
    /** The shop's own id of the customer or the cart. */
    clientReferenceId: textOf(session.client_reference_id),
    mode: textOf(session.mode),
    payment: textOf(session.payment_status),
    subscriptionId: idOf(session.subscription),
    recoveryUrl: textOf(objectOf(objectOf(session.after_expiration).recovery).url),
  });
}

export function invoiceOf(invoice: JsonObject): JsonObject {
  const isPaid = invoice.status === "paid";
  const parent = objectOf(objectOf(invoice.parent).subscription_details);
  return present({
    ...priceOf(isPaid ? invoice.amount_paid : invoice.amount_due, invoice),
    invoiceId: idOf(invoice.id),
    invoiceNumber: textOf(invoice.number),
    state: textOf(invoice.status),
    // Where it stands has changed with Stripe's API of 2025.
    subscriptionId: firstOf(idOf(invoice.subscription), idOf(parent.subscription)),
    product: textOf(objectOf(listOf(objectOf(invoice.lines).data)[0]).description),
    url: textOf(invoice.hosted_invoice_url),
    attempt: invoice.attempt_count,
    dueAt: instantOfEpoch(invoice.due_date),
    nextAttemptAt: instantOfEpoch(invoice.next_payment_attempt),
  });
}

export function paymentOf(intent: JsonObject): JsonObject {
  const error = objectOf(intent.last_payment_error);
  return present({
    ...priceOf(intent.amount_received || intent.amount, intent),
    paymentId: idOf(intent.id),
    description: textOf(intent.description),
    state: textOf(intent.status),
    reason: firstOf(textOf(error.decline_code), textOf(error.code)),
  });
}

export function refundOf(charge: JsonObject): JsonObject {
  return present({
    ...priceOf(charge.amount_refunded, charge),
    chargeId: idOf(charge.id),
    paymentId: idOf(charge.payment_intent),
    isWhole: charge.refunded === true,
  });
}
