import { describe, expect, it } from "vitest";
import { adapter as standard } from "../../../../adapters/channels/standard/index.ts";
import { aJsonRequest, fixture, onlyEvent } from "../requests.ts";

const visit = fixture("standard", "visit");

interface Told {
  readonly channel: string;
  readonly direction?: string;
  readonly attributes: Record<string, unknown>;
}

const kadikoy = { latitude: 40.9909, longitude: 29.0303, name: "Kadıköy" };
const phone = { type: "phone", os: "iOS 19", id: "6d92078a-8246-4ba4-ae5b-76104861e7dc" };
const price = { amount: 749.9, currency: "TRY" };

/** One of each that stores, branches, ATMs, kiosks, sites, apps, campaigns and bots report. */
const events: Record<string, Told> = {
  "visit.checked-in": {
    channel: "store",
    attributes: { branch: "IST-034", location: kadikoy, ticket: "B-214" },
  },
  "price.checked": {
    channel: "store",
    attributes: { product: "Kulaklık", ...price, kiosk: 3, branch: "IST-034", location: "Kadıköy, kiosk 3" },
  },
  "coupon.downloaded": {
    channel: "web",
    attributes: { couponId: "YAZ25", campaign: "summer", offer: "%25" },
  },
  "transaction.made": {
    channel: "app",
    direction: "internal",
    attributes: { ...price, transaction: "transfer", app: "mobile", atm: "0417", device: phone },
  },
  "order.placed": { channel: "commerce", attributes: { orderId: 1001, ...price, items: 2 } },
  "page.viewed": { channel: "web", attributes: { url: "https://example.com/krediler", title: "Krediler" } },
  "product.viewed": { channel: "web", attributes: { productId: 507, name: "Kulaklık", ...price } },
  "article.read": { channel: "web", attributes: { articleId: "kb-12", title: "Belgeler", device: phone } },
  "cart.updated": { channel: "web", attributes: { cartId: "c-1", items: [{ name: "Kulaklık", count: 2 }] } },
  "cart.abandoned": { channel: "web", attributes: { cartId: "c-1", items: 3, ...price } },
  "feature.used": {
    channel: "app",
    attributes: { feature: "kredi-hesaplama", app: "mobile", device: phone },
  },
  "price.compared": {
    channel: "web",
    attributes: { product: "Kasko", items: [{ name: "A" }, { name: "B" }] },
  },
  "app.opened": { channel: "app", attributes: { app: "mobile", version: "4.2.0", device: phone } },
  "audience.joined": { channel: "marketing", attributes: { audience: "cart-30-days", campaign: "spring" } },
  "audience.left": { channel: "marketing", attributes: { audience: 42 } },
  "email.sent": { channel: "marketing", attributes: { campaign: "spring", subject: "Bahar" } },
  "email.delivered": { channel: "marketing", attributes: { campaign: "spring" } },
  "email.opened": { channel: "marketing", attributes: { campaign: "spring", offer: "%10" } },
  "email.clicked": { channel: "marketing", attributes: { campaign: "spring", url: "https://example.com/b" } },
  "email.bounced": { channel: "marketing", attributes: { campaign: "spring" } },
  "email.complained": { channel: "marketing", attributes: { campaign: "spring" } },
  "email.unsubscribed": { channel: "marketing", attributes: { campaign: "spring" } },
  "message.received": {
    channel: "bot",
    attributes: { turn: 1, confidence: 0.93, intent: "loan-application" },
  },
  "message.sent": {
    channel: "bot",
    direction: "outbound",
    attributes: { turn: 2, confidence: 1, answerId: "a-17", slots: { amount: 250_000 } },
  },
  "bot.answered": {
    channel: "bot",
    direction: "outbound",
    attributes: { turn: 3, confidence: 0, answerId: 18 },
  },
  "handover.requested": {
    channel: "bot",
    attributes: { turn: 4, reason: "asked", slots: { termMonths: 36 } },
  },
  "bot.resolved": { channel: "bot", direction: "internal", attributes: { turn: 5, answerId: "a-19" } },
};

const kinds = Object.entries(events).map(([kind, told]) => ({ direction: "inbound", ...told, kind }));
const told = (kind: string, attributes: unknown, more: object = {}) => ({
  ...visit,
  direction: "inbound",
  ...events[kind],
  kind,
  attributes,
  ...more,
});
const problemOf = (body: unknown, contentType?: string) => {
  const parsed = standard.parse(aJsonRequest(body, contentType));
  return parsed.kind === "unreadable" ? parsed.problem : undefined;
};

describe("a typed event", () => {
  it.each(kinds)("is taken with what it says: $kind on $channel", (event) => {
    expect(onlyEvent(standard, aJsonRequest({ ...visit, ...event }))).toMatchObject(event);
  });

  it.each(kinds)("may say nothing, or nothing that we know: $kind", ({ kind }) => {
    expect(problemOf(told(kind, undefined))).toBeUndefined();
    const attributes = { own: [1, { deep: null }], product_: 1, "": {} };
    expect(onlyEvent(standard, aJsonRequest(told(kind, attributes))).attributes).toEqual(attributes);
  });

  it.each(kinds)("may say null for what it does not know: $kind", ({ kind, attributes }) => {
    const unknown = Object.fromEntries(Object.keys(attributes).map((name) => [name, null]));
    expect(onlyEvent(standard, aJsonRequest(told(kind, unknown))).attributes).toEqual(unknown);
  });

  it("keeps a place and a count as they were written", () => {
    const attributes = { location: "Kadıköy", items: 3 };
    expect(onlyEvent(standard, aJsonRequest(told("cart.abandoned", attributes))).attributes).toEqual(
      attributes,
    );
  });
});

const wrong: [kind: string, name: string, value: unknown, detail: RegExp][] = [
  ["visit.checked-in", "branch", { id: 34 }, /a text or a number/],
  ["visit.checked-in", "location", 34, /object/],
  ["visit.checked-in", "location/latitude", "40.99", /number/],
  ["visit.checked-in", "location/latitude", 90.1, /^expected at most 90$/],
  ["visit.checked-in", "location/longitude", -181, /^expected at least -180$/],
  ["visit.checked-in", "location/name", 7, /string/],
  ["price.checked", "amount", "749,90", /number/],
  ["price.checked", "currency", "₺", /ISO 4217/],
  ["price.checked", "product", ["Kulaklık"], /string/],
  ["price.checked", "kiosk", true, /a text or a number/],
  ["coupon.downloaded", "couponId", [], /a text or a number/],
  ["transaction.made", "amount", "2000", /number/],
  ["transaction.made", "transaction", 7, /string/],
  ["transaction.made", "atm", {}, /a text or a number/],
  ["transaction.made", "app", [], /a text or a number/],
  ["order.placed", "orderId", {}, /a text or a number/],
  ["order.placed", "items", "two", /array/],
  ["page.viewed", "url", { href: "x" }, /string/],
  ["product.viewed", "productId", [507], /a text or a number/],
  ["article.read", "title", 12, /string/],
  ["cart.updated", "items/0/name", 7, /string/],
  ["cart.abandoned", "items/0", "Kulaklık", /object/],
  ["cart.abandoned", "currency", 949, /string/],
  ["feature.used", "feature", 1, /string/],
  ["price.compared", "product", 1, /string/],
  ["app.opened", "version", 4.2, /string/],
  ["app.opened", "device", "iPhone", /object/],
  ["app.opened", "device/type", 1, /string/],
  ["app.opened", "device/id", [], /a text or a number/],
  ["audience.joined", "audience", [42], /a text or a number/],
  ["audience.left", "audience", false, /a text or a number/],
  ["email.opened", "campaign", {}, /a text or a number/],
  ["email.sent", "subject", 1, /string/],
  ["email.clicked", "url", 1, /string/],
  ["message.received", "turn", 0, /at least 1$/],
  ["message.received", "turn", 1.5, /int/],
  ["message.received", "turn", "1", /number/],
  ["message.received", "intent", 7, /string/],
  ["message.sent", "confidence", 1.01, /at most 1$/],
  ["message.sent", "confidence", -0.1, /at least 0$/],
  ["message.sent", "confidence", "high", /number/],
  ["message.sent", "slots", [1], /object/],
  ["message.sent", "answerId", {}, /a text or a number/],
  ["bot.answered", "turn", -1, /at least 1$/],
  ["handover.requested", "reason", { code: 1 }, /string/],
  ["handover.requested", "slots", "amount=1", /object/],
  ["bot.resolved", "turn", [], /number/],
];

/** `location/latitude` of 5 is `{ location: { latitude: 5 } }`; a step of digits makes a list. */
function nested(path: string, value: unknown): unknown {
  const [step = "", ...rest] = path.split("/");
  const inner = rest.length > 0 ? nested(rest.join("/"), value) : value;
  return step === "0" ? [inner] : { [step]: inner };
}

describe("an attribute of another type than it has", () => {
  it.each(wrong)("is a mistake with its place: %s %s %j", (kind, path, value, detail) => {
    const event = told(kind, { own: 1, ...(nested(path, value) as object) });
    const problem = { pointer: `/attributes/${path}`, detail: expect.stringMatching(detail) };
    expect(problemOf(event)).toEqual(problem);
    expect(problemOf([visit, event])).toEqual({ ...problem, pointer: `/1/attributes/${path}` });
    const { id, ...data } = event;
    const cloudEvent = { specversion: "1.0", id, source: "/pos", type: kind, data };
    expect(problemOf(cloudEvent, "application/cloudevents+json")).toEqual({
      ...problem,
      pointer: `/data/attributes/${path}`,
    });
  });

  it("has a mistake in it for every kind", () => {
    const tried = new Set(wrong.map(([kind]) => kind.split(".")[0]));
    expect([...tried].sort()).toEqual(
      [...new Set(Object.keys(events).map((kind) => kind.split(".")[0]))].sort(),
    );
  });

  it.each(["slots", "intent", "profileName", "location", "device", "contactId", "campaign", "orderId"])(
    "is one in an event of any kind: %s",
    (name) => {
      const event = { ...visit, kind: "teapot.boiled", attributes: { [name]: [7] } };
      expect(problemOf(event)?.pointer).toBe(`/attributes/${name}`);
    },
  );

  it("is none where the name means nothing: a turn that is not a bot's, an amount of a visit", () => {
    expect(problemOf(told("message.received", { turn: "first" }, { channel: "chat" }))).toBeUndefined();
    expect(problemOf(told("visit.checked-in", { amount: "?", turn: "?" }))).toBeUndefined();
  });

  it("is told without what it says", () => {
    for (const [kind, path] of wrong) {
      const event = told(kind, nested(path, ["ayse@example.com"]));
      expect(JSON.stringify(problemOf(event))).not.toContain("ayse");
    }
  });
});
