import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { adapter as stripe } from "../../../../adapters/channels/stripe/index.ts";
import { anyBytes, mutated } from "../arbitraries.ts";
import { ownFixture } from "../own-fixtures.ts";
import { aJsonRequest, aRequest, assertStorable, onlyEvent } from "../requests.ts";

const events = ownFixture("stripe", "events");
const read = (event: object) => onlyEvent(stripe, aJsonRequest(event));
/** The event with fields of its object replaced. */
const having = (name: string, fields: object) => {
  const event = structuredClone(events[name]);
  Object.assign(event.data.object, fields);
  return event;
};
const crm = { kind: "crm", value: "cus_42", level: "verified", verifiedBy: "crm" };
const email = { kind: "email", value: "ayse@example.com", level: "claimed" };
const phone = { kind: "phone", value: "+905551112233", level: "claimed" };

describe("an event of Stripe's", () => {
  it("that completes a checkout is an order", () => {
    expect(read(events.checkout)).toEqual({
      channel: "commerce",
      direction: "inbound",
      kind: "order.placed",
      identifiers: [crm, email, phone],
      occurredAt: "2026-01-02T03:00:00.000Z",
      attributes: {
        type: "checkout.session.completed",
        objectId: "cs_live_1",
        orderId: "1001",
        cartId: "cs_live_1",
        clientReferenceId: "cart-9",
        amount: 1549.9,
        currency: "TRY",
        mode: "payment",
        payment: "paid",
      },
      idempotencyKey: "evt_1checkout",
    });
  });

  it("that leaves a card for later is no order", () => {
    expect(read(having("checkout", { mode: "setup" })).kind).toBe("checkout.completed");
  });

  it("of an invoice says what was paid, and what was not, in the currency's own unit", () => {
    expect(read(events.invoicePaid)).toMatchObject({
      kind: "invoice.paid",
      direction: "internal",
      identifiers: [crm, email],
      attributes: {
        amount: 99,
        currency: "EUR",
        invoiceNumber: "A-0001",
        subscriptionId: "sub_1",
        product: "1 × Altın üyelik",
      },
    });
    expect(read(events.invoiceFailed)).toMatchObject({
      kind: "invoice.payment-failed",
      attributes: {
        amount: 5000,
        currency: "JPY",
        subscriptionId: "sub_1",
        attempt: 2,
        nextAttemptAt: "2026-01-03T03:00:00.000Z",
      },
    });
    expect(read(having("invoicePaid", { currency: "kwd", amount_paid: 12345 })).attributes).toMatchObject({
      amount: 12.345,
    });
  });

  it.each([
    ["created", "subscription.started"],
    ["updated", "subscription.changed"],
    ["deleted", "subscription.ended"],
    ["trial_will_end", "subscription.trial-ending"],
  ])("of a subscription that is %s is %s", (type, kind) => {
    expect(read({ ...events.subscriptionUpdated, type: `customer.subscription.${type}` })).toMatchObject({
      kind,
      identifiers: [crm],
      attributes: {
        subscriptionId: "sub_1",
        state: "trialing",
        product: "Altın üyelik",
        amount: 99,
        currency: "EUR",
        interval: "month",
        endsAtPeriodEnd: true,
        trialEndsAt: "2026-01-05T03:00:00.000Z",
        periodEndsAt: "2026-01-05T03:00:00.000Z",
      },
    });
  });

  it("of money given back knows how much of it, and whether it is only a test", () => {
    expect(read(events.refunded)).toMatchObject({
      kind: "payment.refunded",
      identifiers: [email],
      attributes: { amount: 500, currency: "TRY", isWhole: false, test: true },
    });
  });

  it("of a customer is what Stripe knows of the person", () => {
    expect(read(events.customerUpdated)).toMatchObject({
      channel: "crm",
      kind: "profile.updated",
      identifiers: [crm, email, phone],
      attributes: {
        source: "stripe",
        profile: { name: "Ayşe Yılmaz", city: "İstanbul", country: "TR", language: "tr" },
      },
    });
  });

  it("may have its customer whole, as an object", () => {
    const customer = { id: "cus_42", object: "customer", email: "ayse@example.com" };
    expect(read(having("invoiceFailed", { customer })).identifiers).toEqual([crm, email]);
  });

  it("of nobody is filed under what it is about", () => {
    expect(read(having("invoiceFailed", { customer: null })).identifiers).toMatchObject([
      { kind: "external", value: "in_2" },
    ]);
  });

  it("of a type to come, and a thin one, are kept under Stripe's id", () => {
    const toCome = { ...events.checkout, type: "teapot.boiled", pending_webhooks: 1 };
    expect(read(toCome)).toMatchObject({
      kind: "webhook.received",
      idempotencyKey: "evt_1checkout",
      identifiers: [{ kind: "external", value: "cs_live_1" }],
      attributes: { raw: { type: "teapot.boiled" } },
    });
    expect(read(events.thin)).toMatchObject({
      kind: "webhook.received",
      idempotencyKey: "evt_test_thin",
      occurredAt: "2026-01-02T03:00:00.123Z",
      identifiers: [{ kind: "external", value: "mtr_1" }],
    });
  });
});

describe("a call of Stripe's", () => {
  it.each(["{", "[]", "7", "null"])("is refused when it is none: %s", (text) => {
    const request = aRequest({ headers: { "content-type": "application/json" }, body: Buffer.from(text) });
    expect(stripe.parse(request).kind).toBe("unreadable");
  });

  it("becomes an event that can be stored, whatever is changed in it, or is refused", () => {
    fc.assert(
      fc.property(
        fc.oneof(...Object.values(events).map((event) => mutated(event as object as never))),
        (body) => {
          const parsed = stripe.parse(aJsonRequest(body));
          if (parsed.kind === "events") parsed.events.forEach(assertStorable);
        },
      ),
      { numRuns: 500 },
    );
  });

  it("never throws, whatever the bytes are", () => {
    fc.assert(
      fc.property(anyBytes, (body) => {
        const request = aRequest({ headers: { "content-type": "application/json" }, body });
        expect(["events", "unreadable"]).toContain(stripe.parse(request).kind);
      }),
    );
  });
});
