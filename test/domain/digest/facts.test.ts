import { describe, expect, it } from "vitest";
import { combineFacts } from "../../../domain/digest/fact.ts";
import { concernsDigest } from "../../../domain/digest/fold-event.ts";
import { groupOf } from "../../../domain/digest/groups.ts";
import { surveyScore } from "../../../domain/digest/survey-score.ts";
import { bytesInJson } from "../../../domain/digest/tidy-text.ts";
import { type Channel, type ContactEvent, channels } from "../../../schemas/contact-event.ts";
import { type FactGroup, factGroups } from "../../../schemas/digest.ts";
import type { Understanding } from "../../../schemas/understanding.ts";
import { contactEvent } from "../../support/events.ts";
import { fold } from "./deliveries.ts";

type Attributes = NonNullable<ContactEvent["attributes"]>;

function factOf(group: FactGroup, changes: Partial<ContactEvent>) {
  const [fact] = fold([{ event: contactEvent(changes) }]).facts[group];
  if (fact === undefined) throw new Error("no such fact");
  const { eventId: _, occurredAt: __, channel: ___, direction: ____, kind: _____, ...said } = fact;
  return said;
}

describe("the group of a fact", () => {
  it.each<[FactGroup | undefined, Channel, string[]]>([
    ["contacts", "whatsapp", ["message.received", "message.sent", "message.reacted"]],
    ["contacts", "voice", ["call.started", "call.ended"]],
    ["contacts", "store", ["visit.checked-in"]],
    ["contacts", "bot", ["bot.answered", "chat.started", "chat.ended"]],
    ["contacts", "email", ["email.received", "email.sent"]],
    ["contacts", "sms", ["sms.received"]],
    ["articles", "web", ["article.read"]],
    ["pages", "web", ["page.viewed", "product.viewed", "price.compared", "feature.used"]],
    ["pages", "app", ["screen.viewed", "app.opened"]],
    ["pages", "store", ["price.checked", "coupon.downloaded"]],
    ["carts", "commerce", ["cart.abandoned", "cart.updated"]],
    ["purchases", "commerce", ["order.placed", "transaction.made"]],
    ["surveys", "survey", ["survey.answered"]],
    [
      "campaigns",
      "marketing",
      ["email.sent", "email.delivered", "email.opened", "sms.clicked", "push.shown"],
    ],
    ["campaigns", "marketing", ["message.sent"]],
    ["campaigns", "email", ["email.opened", "email.clicked"]],
    ["offers", "marketing", ["offer.made", "offer.accepted", "offer.declined"]],
    ["promises", "voice", ["promise.made", "promise.kept"]],
    ["outcomes", "voice", ["outcome.recorded"]],
    [undefined, "whatsapp", ["message.status", "webhook.received", "identity.changed", "order.cancelled"]],
    [undefined, "marketing", ["message.status"]],
    [undefined, "email", ["message.auto-replied", "message.quarantined"]],
    [undefined, "voice", ["call.requested", "call.progressed", "call.failed"]],
    [undefined, "crm", ["profile.updated", "consent.changed", "messages.received"]],
  ])("is %s on %s for %j", (group, channel, kinds) => {
    for (const kind of kinds) expect(groupOf({ kind, channel })).toBe(group);
  });

  it("decides, with the profile, what concerns a digest", () => {
    for (const kind of ["message.received", "profile.updated"]) {
      expect(concernsDigest({ kind, channel: "crm" })).toBe(true);
    }
    for (const kind of ["message.status", "consent.changed", "webhook.received"]) {
      expect(concernsDigest({ kind, channel: "crm" })).toBe(false);
    }
  });
});

describe("a fact", () => {
  it.each<[string, FactGroup, string, Attributes, object]>([
    [
      "article",
      "articles",
      "article.read",
      { articleId: 7, title: "Kart  şifresi" },
      { label: "Kart şifresi", reference: "7" },
    ],
    [
      "page",
      "pages",
      "page.viewed",
      { url: "https://a.tr/k?email=x@y.z#q" },
      { label: "https://a.tr/k", reference: "https://a.tr/k" },
    ],
    [
      "product",
      "pages",
      "product.viewed",
      { productId: "p", name: "Kart" },
      { label: "Kart", reference: "p" },
    ],
    [
      "price",
      "pages",
      "price.checked",
      { product: "Süpürge", amount: 10, currency: "try" },
      { label: "Süpürge", value: 10, currency: "TRY" },
    ],
    [
      "comparison of prices",
      "pages",
      "price.compared",
      { items: [{ name: "A" }, { name: "B" }], amount: 5, currency: "TRY" },
      { label: "A, B", value: 5, currency: "TRY" },
    ],
    [
      "feature",
      "pages",
      "feature.used",
      { feature: "QR ile ödeme", app: "Mobil" },
      { label: "QR ile ödeme", reference: "QR ile ödeme" },
    ],
    ["app", "pages", "app.opened", { app: "Mobil", version: "4.2" }, { label: "Mobil" }],
    [
      "cart of names",
      "carts",
      "cart.updated",
      { cartId: "k", items: [{ name: "Çay" }, { name: "Su" }, 3] },
      { label: "Çay, Su", reference: "k", value: 3 },
    ],
    ["cart of a number", "carts", "cart.abandoned", { items: 4 }, { value: 4 }],
    [
      "cart with a price",
      "carts",
      "cart.abandoned",
      { items: 4, amount: 99.9, currency: "TRY" },
      { value: 99.9, currency: "TRY" },
    ],
    ["cart with half a price", "carts", "cart.abandoned", { items: 4, amount: 99.9 }, { value: 4 }],
    ["empty cart", "carts", "cart.updated", { items: [] }, {}],
    [
      "order",
      "purchases",
      "order.placed",
      { orderId: "o", product: "Kart", amount: 5, currency: "EUR" },
      { label: "Kart", reference: "o", value: 5, currency: "EUR" },
    ],
    [
      "survey",
      "surveys",
      "survey.answered",
      { score: 10, scale: 10, comment: "İyi" },
      { label: "İyi", value: 5 },
    ],
    [
      "mailing",
      "campaigns",
      "email.opened",
      { campaign: "bahar", subject: "Merhaba", offer: "Kart" },
      { label: "Merhaba", reference: "bahar", campaign: "bahar" },
    ],
    [
      "offer",
      "offers",
      "offer.made",
      { offerId: "f", offer: "Kart", campaign: "bahar", expiresAt: "2026-12-01T10:00:00+03:00" },
      { label: "Kart", reference: "f", campaign: "bahar", dueAt: "2026-12-01T07:00:00.000Z" },
    ],
    [
      "promise",
      "promises",
      "promise.made",
      { promiseId: "s", text: "Arayacağız", dueAt: "2026-12-01" },
      { label: "Arayacağız", reference: "s", dueAt: "2026-12-01T23:59:59.999Z" },
    ],
    [
      "outcome",
      "outcomes",
      "outcome.recorded",
      { outcome: "sold", campaign: "bahar" },
      { label: "sold", reference: "bahar", campaign: "bahar" },
    ],
    [
      "call",
      "contacts",
      "call.ended",
      { summary: "Kart sordu", orderId: "o" },
      { label: "Kart sordu", reference: "o" },
    ],
    ["visit", "contacts", "visit.checked-in", { branch: "Kadıköy" }, { label: "Kadıköy" }],
  ])("of a %s says what it was about", (_, group, kind, attributes, said) => {
    expect(factOf(group, { kind, attributes, text: undefined })).toEqual(said);
  });

  it("has of a message its gist, in one line", () => {
    expect(factOf("contacts", { text: " Kartım\n\u202Enerede?\u0000 " })).toEqual({
      label: "Kartım nerede?",
    });
    expect(factOf("contacts", { text: "\n\u0000" })).toEqual({});
  });

  it("shortens a label at a whole character, by the bytes it takes", () => {
    for (const character of ["a", "ş", "€", "😀", '"', "\\"]) {
      const { label = "" } = factOf("contacts", { text: `a${character.repeat(500)}` });
      expect(label).toMatch(new RegExp(`^a(${character === "\\" ? "\\\\" : character})+…$`, "u"));
      expect(bytesInJson(label)).toBeLessThanOrEqual(120);
      expect(bytesInJson(label)).toBeGreaterThan(120 - 4);
      expect(label.isWellFormed()).toBe(true);
    }
    const fits = "ş".repeat(60);
    expect(factOf("contacts", { text: fits })).toEqual({ label: fits });
  });

  it("leaves out an id that is too long, since a shortened one could be another's", () => {
    expect(factOf("articles", { kind: "article.read", attributes: { articleId: "x".repeat(65) } })).toEqual(
      {},
    );
  });

  it("never minds what attributes are made of", () => {
    const odd = [null, true, -1e308, "", "x", [], [null, [1]], {}, { name: { name: 1 } }];
    const names = [
      "title",
      "url",
      "items",
      "amount",
      "currency",
      "score",
      "scale",
      "dueAt",
      "expiresAt",
      "profile",
    ];
    const kinds = [
      "profile.updated",
      "consent.changed",
      "article.read",
      "page.viewed",
      "cart.updated",
      "order.placed",
    ];
    for (const kind of [...kinds, "survey.answered", "offer.made", "promise.made", "outcome.recorded"]) {
      for (const value of odd) {
        const attributes = Object.fromEntries(names.map((name) => [name, value]));
        expect(() => fold([{ event: contactEvent({ kind, attributes }) }])).not.toThrow();
      }
    }
  });

  const understanding: Understanding = {
    caseType: "request",
    sentiment: 0.5,
    intent: "order-status",
    language: "tr",
  };

  it("keeps what was understood where customers speak, and the case everywhere", () => {
    for (const channel of channels) {
      const kinds = ["message.received", "survey.answered", "outcome.recorded", "page.viewed", "offer.made"];
      const seen = kinds.map((kind, index) => ({
        event: contactEvent({ kind, channel, eventId: `e${index}` }),
        understanding,
        caseId: "c-1",
      }));
      const facts = factGroups.flatMap((group) => fold(seen).facts[group]);
      expect(facts.map(({ caseId }) => caseId)).toEqual(kinds.map(() => "c-1"));
      const understood = facts.filter((fact) => fact.understanding !== undefined).map(({ kind }) => kind);
      const expected = ["survey.answered", "outcome.recorded"];
      expect(understood.sort()).toEqual(
        (channel === "marketing" ? expected : [...expected, "message.received"]).sort(),
      );
    }
  });

  it("learns later what was not known at first, and never forgets it", () => {
    const event = contactEvent();
    const known = { event, understanding, caseId: "c-1" };
    const expected = { label: "Merhaba", caseId: "c-1", understanding };
    for (const seen of [
      [known],
      [{ event }, known],
      [known, { event }],
      [
        { event, caseId: "c-1" },
        { event, understanding },
      ],
    ]) {
      expect(fold(seen).facts.contacts).toMatchObject([expected]);
    }
  });

  it("takes of two cases the same one, whichever was heard first", () => {
    const [fact] = fold([{ event: contactEvent() }]).facts.contacts;
    if (fact === undefined) throw new Error("no fact");
    const [one, other] = [
      { ...fact, caseId: "c-1" },
      { ...fact, caseId: "c-2" },
    ];
    expect(combineFacts(one, other)).toEqual(combineFacts(other, one));
    expect(combineFacts(one, one)).toBe(one);
  });
});

describe("a survey's score", () => {
  it.each([
    [1, undefined, 1],
    [4, undefined, 4],
    [5, 5, 5],
    [0, 5, 1],
    [1, 10, 1],
    [10, 10, 5],
    [7, 10, 3.67],
    [0, 10, 1],
    [2, 3, 3],
    [0, 1, 1],
    [1, 1, 5],
    [55, 100, 3.18],
    [6, 5, undefined],
    [9, undefined, undefined],
    [-1, 10, undefined],
    [3, 0, undefined],
    ["4", 5, undefined],
    [4, "10", 4],
    [null, 5, undefined],
  ])("of %j out of %j is %j out of 5", (score, scale, expected) => {
    expect(surveyScore(score, scale)).toBe(expected);
  });
});
