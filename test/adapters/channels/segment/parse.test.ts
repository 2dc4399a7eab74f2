import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { adapter as segment } from "../../../../adapters/channels/segment/index.ts";
import { anyBytes, mutated } from "../arbitraries.ts";
import { ownFixture } from "../own-fixtures.ts";
import { aJsonRequest, allEvents, anEndpoint, aRequest, assertStorable, onlyEvent } from "../requests.ts";

const names = ["product-viewed", "identify", "order-completed", "email-opened"];
const fixture = (name: string) => ownFixture("segment", name);
const read = (body: unknown) => onlyEvent(segment, aJsonRequest(body));
const trustedEndpoint = { ...anEndpoint("segment"), account: { trusted: "true" } };
const track = (event: string, more: object = {}) =>
  read({ type: "track", event, messageId: "m", userId: "u", ...more });

describe("a tracked event", () => {
  it("is read with its time, people, campaign and device", () => {
    const event = read(fixture("product-viewed"));
    expect(event).toMatchObject({
      channel: "app",
      direction: "inbound",
      kind: "product.viewed",
      occurredAt: "2026-01-02T03:00:00.123Z",
      identifiers: [
        { kind: "crm", value: "CUST-42", level: "claimed" },
        { kind: "visitor", value: "23adfd82-aa0f-45a7-a756-24f2a7a4c895", level: "claimed" },
        { kind: "device", value: "6D92078A-8246-4BA4-AE5B-76104861E7DC", level: "claimed" },
      ],
      attributes: {
        event: "Product Viewed",
        url: "https://shop.example.com/kulaklik",
        productId: "507f1f77bcf86cd799439011",
        name: "Kulaklık",
        amount: 1499.9,
        currency: "TRY",
        campaign: "kis-indirimi",
        utm: { source: "newsletter", medium: "email" },
        device: { type: "ios", model: "iPhone17,1", os: { name: "iOS" } },
        language: "tr-TR",
        timeZone: "Europe/Istanbul",
        properties: { sku: "G-32", quantity: 1 },
      },
      idempotencyKey: "ajs-next-1767322800123-5a8c2d10",
    });
    expect(JSON.stringify(event.attributes)).not.toContain("6D92078A");
  });

  it("of an order has its amount, its number and its items", () => {
    expect(read(fixture("order-completed"))).toMatchObject({
      channel: "commerce",
      kind: "order.placed",
      attributes: {
        orderId: "1001",
        amount: 1549.9,
        currency: "TRY",
        coupon: "KIS10",
        items: [{ name: "Kulaklık", productId: "507f", quantity: 1, price: 1499.9 }],
      },
    });
  });

  it("of a mail belongs to its campaign, on the channel marketing", () => {
    expect(read(fixture("email-opened"))).toMatchObject({
      channel: "marketing",
      direction: "inbound",
      kind: "email.opened",
      identifiers: [
        { kind: "crm", value: "CUST-42", level: "claimed" },
        { kind: "email", value: "ayse@example.com", level: "claimed" },
      ],
      attributes: { campaign: "kis-indirimi", subject: "Kış indirimi başladı", emailId: "18vzF7u3z" },
    });
  });

  it.each([
    ["Cart Viewed", "web", "cart.updated"],
    ["Product Added", "web", "cart.updated"],
    ["product_removed", "web", "cart.updated"],
    ["Checkout Started", "web", "checkout.started"],
    ["Coupon Applied", "web", "coupon.applied"],
    ["ARTICLE READ", "web", "article.read"],
    ["Email Delivered", "marketing", "email.delivered"],
    ["Email Link Clicked", "marketing", "email.clicked"],
    ["Email Bounced", "marketing", "email.bounced"],
    ["Application Opened", "web", "app.opened"],
    ["Dans Edildi", "web", "event.tracked"],
  ])("called %s is, on the channel %s, %s", (name, channel, kind) => {
    expect(track(name)).toMatchObject({ channel, kind, attributes: { event: name } });
  });

  it.each(["Unsubscribed", "Email Marked as Spam"])("called %s stops the campaigns' mails", (name) => {
    expect(track(name).attributes).toMatchObject({ optOut: "stop", purpose: "marketing" });
  });
});

describe("who an event of Segment's is about", () => {
  const whole = { traits: { email: "a@example.com", phone: "+905551112233" }, device: { id: "d" } };

  it("is what a server of ours says, where the endpoint's source is one", () => {
    const body = { type: "track", event: "x", messageId: "m", userId: "u", anonymousId: "v", context: whole };
    const parsed = segment.parse(aJsonRequest(body), trustedEndpoint);
    expect(parsed).toMatchObject({
      events: [
        {
          identifiers: [
            { kind: "crm", value: "u", level: "verified", verifiedBy: "signature" },
            { kind: "visitor", value: "v", level: "verified", verifiedBy: "signature" },
            { kind: "device", value: "d", level: "verified", verifiedBy: "signature" },
            { kind: "email", value: "a@example.com", level: "claimed" },
            { kind: "phone", value: "+905551112233", level: "claimed" },
          ],
        },
      ],
    });
  });

  it("is claimed by a browser, whatever the endpoint's account says but true", () => {
    const body = { type: "track", event: "x", messageId: "m", userId: "u", anonymousId: "v", context: whole };
    for (const trusted of ["false", "TRUE", "1", ""]) {
      const parsed = segment.parse(aJsonRequest(body), { ...anEndpoint("segment"), account: { trusted } });
      expect(JSON.stringify(parsed)).not.toContain("verified");
    }
  });

  it("is not the group, and is the message where nobody is named", () => {
    const group = read({
      type: "group",
      messageId: "m",
      userId: "u",
      groupId: "g",
      traits: { email: "info@acme.example" },
    });
    expect(group).toMatchObject({ kind: "group.joined", identifiers: [{ kind: "crm", value: "u" }] });
    expect(group.attributes).toMatchObject({ groupId: "g", group: { email: "info@acme.example" } });
    expect(track("x", { userId: null }).identifiers).toEqual([
      { kind: "external", value: "m", level: "verified" },
    ]);
  });

  it("has another id by an alias, a visitor's or a user's", () => {
    const uuid = "23adfd82-aa0f-45a7-a756-24f2a7a4c895";
    const alias = (previousId: string) => read({ type: "alias", messageId: "m", userId: "u", previousId });
    expect(alias(uuid)).toMatchObject({
      kind: "identity.aliased",
      direction: "internal",
      identifiers: [
        { kind: "crm", value: "u" },
        { kind: "visitor", value: uuid },
      ],
    });
    expect(alias("old").identifiers).toMatchObject([
      { kind: "crm", value: "u" },
      { kind: "crm", value: "old" },
    ]);
  });
});

describe("a message of another type", () => {
  it("that identifies has the traits under the profile's names, and its own beside", () => {
    expect(read(fixture("identify"))).toMatchObject({
      kind: "profile.updated",
      direction: "internal",
      attributes: {
        profile: { name: "Ayşe Yılmaz", company: "Acme A.Ş.", birthday: "1990-05-14", plan: "gold" },
      },
    });
  });

  it("is a page or a screen that was viewed", () => {
    const page = read({
      type: "page",
      messageId: "m",
      anonymousId: "v",
      name: "Ana sayfa",
      properties: { url: "https://x.example/", title: "X" },
    });
    expect(page).toMatchObject({ channel: "web", kind: "page.viewed" });
    expect(page.attributes).toMatchObject({ url: "https://x.example/", title: "X", name: "Ana sayfa" });
    const screen = read({ type: "screen", messageId: "m", anonymousId: "v", name: "Sepet" });
    expect(screen).toMatchObject({ channel: "app", kind: "screen.viewed", attributes: { name: "Sepet" } });
  });

  it.each([{ type: "delete" }, { type: "track" }, { type: 7 }, {}, "text", null, []])(
    "is kept when it is none: %j",
    (item) => {
      const [event] = allEvents(segment, aJsonRequest({ batch: [item] }));
      expect(event).toMatchObject({ kind: "webhook.received", attributes: { raw: item } });
    },
  );
});

describe("many messages in one call", () => {
  const items = names.map(fixture);

  it("are one event each, in an array and in a batch", () => {
    const keys = items.map(({ messageId }) => messageId);
    for (const body of [items, { batch: items, writeKey: "k", sentAt: "2026-01-02T03:00:00.000Z" }]) {
      expect(allEvents(segment, aJsonRequest(body)).map((event) => event.idempotencyKey)).toEqual(keys);
    }
  });

  it("share the batch's context, which each may overrule", () => {
    const batch = [
      { type: "page", messageId: "1" },
      { type: "page", messageId: "2", context: { locale: "en" } },
    ];
    const events = allEvents(segment, aJsonRequest({ batch, context: { locale: "tr", ip: "192.0.2.1" } }));
    expect(events.map(({ attributes }) => attributes)).toEqual([
      { language: "tr", ip: "192.0.2.1" },
      { language: "en", ip: "192.0.2.1" },
    ]);
  });

  it("have the same keys on every retry, with ids and without", () => {
    const batch = [...items, { type: "page", anonymousId: "v" }];
    const keys = () =>
      allEvents(segment, aJsonRequest({ batch, sentAt: Math.random() })).map((one) => one.idempotencyKey);
    expect(keys()).toEqual(keys());
    expect(new Set(keys()).size).toBe(batch.length);
  });
});

describe("a body of Segment's", () => {
  it.each(["{", "7", '"x"', '{"batch":{}}', '{"batch":null}'])("is refused when it is none: %s", (text) => {
    const request = aRequest({ headers: { "content-type": "application/json" }, body: Buffer.from(text) });
    expect(segment.parse(request, anEndpoint("segment")).kind).toBe("unreadable");
  });

  it("becomes events that can be stored, whatever is changed in it, or is refused", () => {
    const bodies = fc.oneof(...names.map((name) => mutated(fixture(name))));
    fc.assert(
      fc.property(bodies, fc.constantFrom(trustedEndpoint, anEndpoint("segment")), (body, endpoint) => {
        const parsed = segment.parse(aJsonRequest(body), endpoint);
        if (parsed.kind === "events") parsed.events.forEach(assertStorable);
      }),
      { numRuns: 500 },
    );
  });

  it("never throws, whatever the bytes are", () => {
    fc.assert(
      fc.property(anyBytes, (body) => {
        const request = aRequest({ headers: { "content-type": "application/json" }, body });
        expect(["events", "unreadable"]).toContain(segment.parse(request, anEndpoint("segment")).kind);
      }),
    );
  });
});
