import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { adapter as shopify } from "../../../../adapters/channels/shopify/index.ts";
import type { ParsedEvent } from "../../../../domain/ingest/channel-adapter.ts";
import { anyBytes, mutated } from "../arbitraries.ts";
import { ownFixture } from "../own-fixtures.ts";
import { anEndpoint, aRequest, assertStorable } from "../requests.ts";

const shop = "acme-demo.myshopify.com";
const endpoint = { ...anEndpoint("shopify"), account: { shopDomain: shop }, brand: "acme" };
const names = ["order", "cart", "checkout", "customer", "refund"];
const fixture = (name: string) => ownFixture("shopify", name);

function call(topic: string, body: unknown, headers: Record<string, string | undefined> = {}) {
  return aRequest({
    headers: {
      "content-type": "application/json",
      "x-shopify-topic": topic,
      "x-shopify-shop-domain": shop,
      "x-shopify-webhook-id": "delivery-1",
      "x-shopify-event-id": "event-1",
      "x-shopify-triggered-at": "2026-01-02T03:00:00.123456789Z",
      ...headers,
    },
    body: Buffer.from(JSON.stringify(body)),
  });
}

function readAll(topic: string, body: unknown, headers?: Record<string, string | undefined>) {
  const parsed = shopify.parse(call(topic, body, headers), endpoint);
  if (parsed.kind !== "events") throw new Error(parsed.kind);
  parsed.events.forEach(assertStorable);
  return parsed.events;
}

function read(topic: string, body: unknown, headers?: Record<string, string | undefined>): ParsedEvent {
  const [event, ...others] = readAll(topic, body, headers);
  if (!event || others.length > 0) throw new Error("expected one event");
  return event;
}

const customer = {
  kind: "crm",
  value: `shopify:${shop}:7153106273147`,
  level: "verified",
  verifiedBy: "crm",
};
const email = { kind: "email", value: "ayse@example.com", level: "verified" };
const phone = { kind: "phone", value: "+905551112233", level: "claimed" };

describe("an order of a Shopify shop", () => {
  it("is read with its customer, its sum, its items and the campaign that brought it", () => {
    expect(read("orders/create", fixture("order"))).toEqual({
      channel: "commerce",
      direction: "inbound",
      kind: "order.placed",
      identifiers: [customer, email, phone],
      occurredAt: "2026-01-02T03:00:00.123Z",
      attributes: {
        shop,
        topic: "orders/create",
        campaign: "kis-indirimi",
        utm: { source: "newsletter", medium: "email" },
        orderId: "5820982911946",
        orderNumber: "#1001",
        cartId: "c1-1f2e3d",
        items: [{ name: "Kulaklık", productId: "632910392", sku: "G-32", quantity: 1, price: 1499.9 }],
        amount: 1549.9,
        currency: "TRY",
        payment: "paid",
        tracking: ["TR123456789"],
        sourceName: "web",
      },
      idempotencyKey: "event-1:orders/create",
    });
  });

  it.each([
    ["paid", "order.paid"],
    ["fulfilled", "order.fulfilled"],
    ["partially_fulfilled", "order.partially-fulfilled"],
    ["cancelled", "order.cancelled"],
    ["updated", "order.updated"],
  ])("that is %s is %s", (topic, kind) => {
    expect(read(`orders/${topic}`, fixture("order"))).toMatchObject({ kind, direction: "internal" });
  });

  it("of a guest has what was typed, and claims no more", () => {
    const { customer: _, ...guest } = fixture("order");
    expect(read("orders/create", guest).identifiers).toEqual([{ ...email, level: "claimed" }]);
    const other = { ...fixture("order"), email: "baska@example.com" };
    expect(read("orders/create", other).identifiers).toEqual([
      customer,
      email,
      phone,
      { kind: "email", value: "baska@example.com", level: "claimed" },
    ]);
  });

  it("has its customer's exact number, also where JSON cannot hold it", () => {
    const order = {
      ...fixture("order"),
      customer: { id: 2 ** 56, admin_graphql_api_id: "gid://shopify/Customer/115310627314723954" },
    };
    expect(read("orders/create", order).identifiers[0]?.value).toBe(`shopify:${shop}:115310627314723954`);
    const { admin_graphql_api_id, ...rounded } = order.customer;
    expect(read("orders/create", { ...order, customer: rounded }).identifiers).toEqual([
      { ...email, level: "claimed" },
    ]);
  });

  it("that was paid back has the sum of it", () => {
    expect(read("refunds/create", fixture("refund"))).toMatchObject({
      kind: "order.refunded",
      attributes: { orderId: "5820982911946", amount: 149.9, currency: "TRY", note: "Beden olmadı" },
    });
  });
});

describe("a cart of a Shopify shop", () => {
  it.each(["carts/create", "carts/update"])(
    "of %s is nobody's yet, and has the sum of its lines",
    (topic) => {
      expect(read(topic, fixture("cart"))).toMatchObject({
        kind: "cart.updated",
        direction: "inbound",
        identifiers: [{ kind: "external", value: `shopify:${shop}:carts:c1-1f2e3d` }],
        attributes: {
          cartId: "c1-1f2e3d",
          amount: 3098.9,
          currency: "TRY",
          items: [{ name: "Kulaklık", quantity: 2 }, { name: "Kılıf" }],
        },
      });
    },
  );

  it("becomes a checkout of whoever typed an address", () => {
    const checkout = read("checkouts/create", fixture("checkout"));
    expect(checkout).toMatchObject({
      kind: "checkout.started",
      identifiers: [{ ...email, level: "claimed" }, phone],
      attributes: { cartId: "c1-1f2e3d", checkoutId: "123123123", amount: 3098.9, currency: "TRY" },
    });
    expect(checkout.attributes).toHaveProperty("recoveryUrl");
    expect(read("checkouts/update", fixture("checkout")).kind).toBe("cart.updated");
  });
});

describe("a customer of a Shopify shop", () => {
  it("is read with the profile, and with what is permitted and forbidden", () => {
    const [profile, mail, sms] = readAll("customers/update", fixture("customer"));
    expect(profile).toMatchObject({
      channel: "crm",
      kind: "profile.updated",
      identifiers: [customer, email, phone],
      attributes: {
        source: "shopify",
        profile: { name: "Ayşe Yılmaz", company: "Acme A.Ş.", city: "İstanbul", value: 4649.7, tags: "vip" },
      },
    });
    expect(mail).toMatchObject({
      kind: "consent.changed",
      occurredAt: "2025-12-30T09:00:00.000Z",
      attributes: {
        brand: "acme",
        purpose: "marketing",
        channel: "email",
        state: "granted",
        legalBasis: "consent",
        optIn: "confirmed_opt_in",
      },
    });
    expect(sms).toMatchObject({
      kind: "consent.changed",
      identifiers: [customer, email, phone],
      occurredAt: "2026-01-01T09:00:00.000Z",
      attributes: { channel: "sms", state: "denied", collectedFrom: "shopify" },
    });
  });

  it("says a consent once, however often the customer is changed", () => {
    const keys = (id: string) =>
      readAll("customers/update", fixture("customer"), { "x-shopify-event-id": id }).map(
        (one) => one.idempotencyKey,
      );
    const [first, second] = [keys("a"), keys("b")];
    expect(first.slice(1)).toEqual(second.slice(1));
    expect(first[0]).not.toBe(second[0]);
  });

  it.each(["not_subscribed", "pending", "invalid", "redacted", ""])(
    "has said nothing where the consent is %j",
    (state) => {
      const body = {
        ...fixture("customer"),
        email_marketing_consent: { state },
        sms_marketing_consent: null,
      };
      expect(readAll("customers/update", body)).toHaveLength(1);
    },
  );

  it("may change a consent alone", () => {
    const body = {
      customer_id: 7153106273147,
      phone: "+905551112233",
      sms_marketing_consent: {
        state: "UNSUBSCRIBED",
        consent_updated_at: "2026-01-02T03:00:00Z",
        consent_collected_from: "OTHER",
      },
    };
    expect(read("customers_marketing_consent/update", body)).toMatchObject({
      kind: "consent.changed",
      identifiers: [customer, phone],
      attributes: { channel: "sms", state: "denied", collectedFrom: "other" },
    });
    expect(
      read("customers_email_marketing_consent/update", { customer_id: 1, email_marketing_consent: {} }).kind,
    ).toBe("webhook.received");
  });

  it("takes the place of another when two are merged", () => {
    const gid = (id: number) => `gid://shopify/Customer/${id}`;
    const body = {
      admin_graphql_api_customer_kept_id: gid(7153106273147),
      admin_graphql_api_customer_deleted_id: gid(2),
      status: "completed",
    };
    expect(read("customers/merge", body)).toMatchObject({
      kind: "identity.changed",
      identifiers: [customer],
      previousIdentifiers: [{ ...customer, value: `shopify:${shop}:2` }],
    });
    expect(read("customers/merge", { ...body, status: "failed" }).kind).toBe("webhook.received");
  });
});

describe("what the law and the shop ask for", () => {
  const person = { id: 7153106273147, email: "ayse@example.com", phone: "+905551112233" };

  it("is on the person's timeline", () => {
    const asked = {
      shop_id: 1,
      shop_domain: shop,
      orders_requested: [1],
      customer: person,
      data_request: { id: 9999 },
    };
    expect(read("customers/data_request", asked)).toMatchObject({
      kind: "privacy.data-requested",
      identifiers: [customer, { ...email, level: "claimed" }, phone],
      attributes: { requestId: "9999", orders: [1] },
    });
    expect(read("customers/redact", { shop_id: 1, customer: person, orders_to_redact: [1] })).toMatchObject({
      kind: "privacy.erasure-requested",
      identifiers: [customer, { ...email, level: "claimed" }, phone],
    });
    expect(read("customers/delete", { id: person.id })).toMatchObject({
      kind: "customer.deleted",
      identifiers: [customer],
    });
  });

  it.each([
    ["shop/redact", { shop_id: 1, shop_domain: shop }, "privacy.shop-erasure-requested"],
    ["app/uninstalled", { id: 1, domain: shop, email: "owner@acme.example" }, "app.uninstalled"],
  ])("of the shop is nobody's: %s", (topic, body, kind) => {
    const event = read(topic, body);
    expect(event).toMatchObject({ kind, attributes: { shopId: "1" } });
    expect(event.identifiers.every(({ kind }) => kind === "external")).toBe(true);
  });
});

describe("a call of Shopify's", () => {
  it("of a topic to come is kept", () => {
    expect(read("products/boiled", { id: 1 })).toMatchObject({
      kind: "webhook.received",
      attributes: { raw: { id: 1 }, topic: "products/boiled", shop },
      idempotencyKey: "event-1:products/boiled",
    });
  });

  it("has the same key on every retry, and another for every topic and event", () => {
    const key = (headers: Record<string, string | undefined>, topic = "orders/create") =>
      read(topic, fixture("order"), headers).idempotencyKey;
    const keys = [
      key({}),
      key({}, "orders/paid"),
      key({ "x-shopify-event-id": "event-2" }),
      key({ "x-shopify-event-id": undefined }),
      key({ "x-shopify-event-id": undefined, "x-shopify-webhook-id": undefined }),
    ];
    expect(new Set(keys).size).toBe(keys.length);
    expect(key({ "x-shopify-webhook-id": "delivery-2" })).toBe(keys[0]);
  });

  it.each(["{", "[]", "7", "null"])("is refused when it is none: %s", (text) => {
    const request = { ...call("orders/create", {}), body: Buffer.from(text) };
    expect(shopify.parse(request, endpoint).kind).toBe("unreadable");
  });

  it("becomes events that can be stored, whatever is changed in it, or is refused", () => {
    const topics = [
      "orders/create",
      "carts/update",
      "checkouts/create",
      "customers/update",
      "refunds/create",
      "customers/redact",
      "x",
    ];
    const bodies = fc.oneof(...names.map((name) => mutated(fixture(name))));
    fc.assert(
      fc.property(fc.constantFrom(...topics), bodies, (topic, body) => {
        const parsed = shopify.parse(call(topic, body), endpoint);
        if (parsed.kind === "events") parsed.events.forEach(assertStorable);
      }),
      { numRuns: 500 },
    );
  });

  it("never throws, whatever the bytes are", () => {
    fc.assert(
      fc.property(anyBytes, (body) => {
        const parsed = shopify.parse({ ...call("orders/create", {}), body }, endpoint);
        expect(["events", "unreadable"]).toContain(parsed.kind);
      }),
    );
  });
});
