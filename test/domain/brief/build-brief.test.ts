import { describe, expect, it } from "vitest";
import type { BriefInput } from "../../../domain/brief/brief-input.ts";
import { buildBrief } from "../../../domain/brief/build-brief.ts";
import type { BriefLanguage } from "../../../schemas/brief.ts";
import {
  aCase,
  aDigest,
  aFact,
  consent,
  daysAgo,
  hoursAgo,
  inputOf,
  minutesAgo,
  reported,
  understood,
} from "./people.ts";
import { linesOf } from "./story.ts";

const linesIn = (language: BriefLanguage, input: BriefInput) => linesOf(buildBrief({ ...input, language }));

/** A bank's customer: a campaign, a web chat, and now a call. */
const cardApplicant = () => {
  const digest = aDigest(
    {
      contacts: [
        aFact("call", "call.started", { channel: "voice", occurredAt: minutesAgo(0) }),
        aFact("reply", "message.sent", {
          direction: "outbound",
          occurredAt: minutesAgo(55),
          label: "Gelirinizi öğrenebilir miyiz?",
        }),
        aFact("m1", "message.received", {
          occurredAt: minutesAgo(60),
          label: "Gold Kart için başvurmak istiyorum",
          understanding: understood({ intent: "card-application", sentiment: 0.4 }),
        }),
      ],
      campaigns: [
        aFact("click", "email.clicked", {
          channel: "marketing",
          occurredAt: daysAgo(2),
          reference: "spring",
        }),
      ],
      offers: [
        aFact("offer", "offer.made", {
          channel: "marketing",
          direction: "outbound",
          occurredAt: daysAgo(3),
          label: "Gold Kart",
          campaign: "spring",
        }),
      ],
    },
    { profile: reported({ name: "Ayşe Yılmaz", company: "Işık A.Ş.", value: 12_500 }) },
  );
  const slots = { "card-type": { value: "Gold", at: minutesAgo(60), eventId: "m1" } };
  return inputOf(digest, {
    consents: [consent("granted")],
    case: aCase({ intent: "card-application", slots, openedAt: minutesAgo(60) }),
    toAsk: ["card-type", "monthly-income"],
  });
};

/** A shop's customer: angry, with a promise that was not kept. */
const angryCustomer = () => {
  const digest = aDigest(
    {
      contacts: [
        aFact("m2", "message.received", {
          channel: "whatsapp",
          occurredAt: minutesAgo(3),
          label: "Üç gündür bekliyorum, bu ne rezalet!",
          understanding: understood({ caseType: "complaint", intent: "delivery-problem", sentiment: -0.8 }),
        }),
      ],
      purchases: [
        aFact("order", "order.placed", {
          channel: "commerce",
          occurredAt: daysAgo(6),
          label: "Kışlık mont",
          value: 1_899.9,
          currency: "TRY",
        }),
      ],
      promises: [
        aFact("promise", "promise.made", {
          direction: "outbound",
          channel: "voice",
          occurredAt: daysAgo(3),
          label: "Kargoyu arayıp dönüş yapmak",
          dueAt: daysAgo(2),
        }),
      ],
      surveys: [aFact("survey", "survey.answered", { channel: "survey", occurredAt: daysAgo(40), value: 4 })],
      carts: [aFact("cart", "cart.abandoned", { channel: "commerce", occurredAt: daysAgo(1), value: 1 })],
    },
    { profile: reported({ name: "Işıl İnan" }) },
  );
  return inputOf(digest, {
    consents: [consent("denied", { channel: "*" })],
    case: aCase({
      type: "complaint",
      intent: "delivery-problem",
      openedBy: "m2",
      openedAt: minutesAgo(3),
      sentiments: [{ at: minutesAgo(3), eventId: "m2", score: -0.8 }],
    }),
    otherOpenCases: [aCase({ caseId: "C1-x", intent: "invoice", openedAt: daysAgo(4), openedBy: "x" })],
  });
};

describe("the brief of a card applicant who calls after a chat", () => {
  it("says it in English", () => {
    expect(linesIn("en", cardApplicant())).toEqual([
      "who: Ayşe Yılmaz · high value · lead · Işık A.Ş.",
      "why: Request: card application · phone, just now · first by web chat, 1 hour ago",
      "known: Still to ask: monthly income",
      "known: Known, do not ask again: card type (Gold)",
      "said: Said (web chat, 55 minutes ago): Customer: “Gold Kart için başvurmak istiyorum” · Us: “Gelirinizi öğrenebilir miyiz?”",
      "offer: Offer “Gold Kart”: 57% likely to accept · + asked about it 1 hour ago, + clicked the campaign 2 days ago, + sounded pleased 1 hour ago",
      "value: Value: 12,500",
      "said: Earlier: web chat, 55 minutes ago",
      "next: Ask only for this: monthly income",
    ]);
  });

  it("says it in Turkish", () => {
    expect(linesIn("tr", cardApplicant())).toEqual([
      "who: Ayşe Yılmaz · yüksek değerli · aday müşteri · Işık A.Ş.",
      "why: İstek: kart başvurusu · telefon, az önce · ilk temas: canlı sohbet, 1 saat önce",
      "known: Sorulacaklar: aylık gelir",
      "known: Biliniyor, tekrar sormayın: kart türü (Gold)",
      "said: Konuşulanlar (canlı sohbet, 55 dakika önce): Müşteri: “Gold Kart için başvurmak istiyorum” · Biz: “Gelirinizi öğrenebilir miyiz?”",
      "offer: “Gold Kart” teklifi: kabul olasılığı %57 · + 1 saat önce bu konuda soru sordu, + 2 gün önce kampanyaya tıkladı, + 1 saat önce memnun konuştu",
      "value: Değer: 12.500",
      "said: Daha önce: canlı sohbet, 55 dakika önce",
      "next: Yalnızca şunu sorun: aylık gelir",
    ]);
  });

  it("cites what each line stands on", () => {
    const cites = buildBrief(cardApplicant()).lines.map((line) => line.cites.map(({ eventId }) => eventId));
    expect(cites).toEqual([
      ["crm1"],
      ["m1", "call"],
      ["m1"],
      ["m1"],
      ["reply", "m1"],
      ["offer", "m1", "click"],
      ["crm1"],
      ["reply"],
      ["m1"],
    ]);
  });

  it("hands on the likelihood with the facts of both sides", () => {
    const { likelihood } = buildBrief(cardApplicant());
    expect(likelihood?.offer).toBe("Gold Kart");
    expect(likelihood?.factors.map(({ text, source }) => `${source}: ${text}`)).toEqual([
      "contact-centre: asked about it 1 hour ago",
      "marketing: clicked the campaign 2 days ago",
      "contact-centre: sounded pleased 1 hour ago",
    ]);
  });
});

describe("the brief of an angry customer with a promise not kept", () => {
  it("says it in Turkish, what we owe first", () => {
    expect(linesIn("tr", angryCustomer())).toEqual([
      "who: Işıl İnan · müşteri",
      "why: Şikâyet: teslimat sorunu · WhatsApp, 3 dakika önce",
      "promise: GECİKEN SÖZ: Kargoyu arayıp dönüş yapmak (son tarih 8 Mart, 2 gün önce)",
      "consent: İzin yok: pazarlama (tüm kanallar)",
      "said: Konuşulanlar (WhatsApp, 3 dakika önce): Müşteri: “Üç gündür bekliyorum, bu ne rezalet!”",
      "value: Ruh hâli: öfkeli · memnuniyet 4/5",
      "said: Açık diğer konular: fatura",
      "cart: Sepette kaldı: 1 ürün · 1 gün önce",
      "purchase: Son alışveriş: Kışlık mont, ₺1.899,90 · 6 gün önce",
      "next: Önce verilen sözü yerine getirin: Kargoyu arayıp dönüş yapmak",
    ]);
  });

  it("says it in English", () => {
    expect(linesIn("en", angryCustomer())).toEqual([
      "who: Işıl İnan · customer",
      "why: Complaint: delivery problem · WhatsApp, 3 minutes ago",
      "promise: OVERDUE promise: Kargoyu arayıp dönüş yapmak (was due March 8, 2 days ago)",
      "consent: No permission: marketing (every channel)",
      "said: Said (WhatsApp, 3 minutes ago): Customer: “Üç gündür bekliyorum, bu ne rezalet!”",
      "value: Mood: angry · satisfaction 4 of 5",
      "said: Also open: invoice",
      "cart: Left in the cart: 1 item · 1 day ago",
      "purchase: Last purchase: Kışlık mont, TRY\u00a01,899.90 · 6 days ago",
      "next: Keep the promise now: Kargoyu arayıp dönüş yapmak",
    ]);
  });
});

describe("the brief of somebody nobody knows", () => {
  it("says so, and invents nothing", () => {
    const brief = buildBrief(inputOf(aDigest()));
    expect(linesOf(brief)).toEqual([
      "who: Unknown person · visitor · no contact on record",
      "why: The reason is not known yet",
      "next: Welcome the customer and ask what you can do",
    ]);
    expect(brief.nextAction.reason).toBe("Nothing is known about this person yet.");
    expect(brief).not.toHaveProperty("caseId");
    expect(brief).not.toHaveProperty("likelihood");
  });

  it("does not take what we sent or wrote down for a visit of theirs", () => {
    const ours = {
      direction: "outbound",
      channel: "marketing",
      occurredAt: daysAgo(9),
      label: "Spring",
    } as const;
    const digest = aDigest({ campaigns: [aFact("mail", "email.sent", ours)] });
    expect(linesIn("en", inputOf(digest))).toEqual([
      "who: Unknown person · visitor",
      "why: The reason is not known yet",
      "offer: Offer “Spring”: 10% likely to accept · no sign for or against it yet",
      "next: Find out what it is about; ask nothing that is known",
    ]);
  });

  it("tells what they read, looked at, compared and used, each by its name, once", () => {
    const web = { channel: "web" } as const;
    const articles = [aFact("a1", "article.read", { ...web, label: "İade" })];
    const pages = [
      aFact("p1", "screen.viewed", { ...web, label: "Kredi" }),
      aFact("p2", "price.compared", { ...web, label: "A, B" }),
      aFact("p3", "feature.used", { ...web, label: "QR ile ödeme" }),
      aFact("p4", "app.opened", { ...web, label: "Mobil" }),
      aFact("p5", "app.opened", web),
    ];
    const read = (language: "tr" | "en") =>
      linesIn(language, inputOf(aDigest({ articles, pages }))).find((line) => line.startsWith("read:"));
    expect(read("en")).toBe(
      "read: Help read: “İade” · pages viewed: “Kredi” · prices compared: “A, B” · features used: “QR ile ödeme” · app opened: “Mobil”",
    );
    expect(read("tr")).toContain(
      "karşılaştırdığı fiyatlar: “A, B” · kullandığı özellikler: “QR ile ödeme” · açtığı uygulama: “Mobil”",
    );
  });

  it("shows what they are known by while there is no name", () => {
    const digest = aDigest({ articles: [aFact("a1", "article.read", { channel: "web", label: "Iade" })] });
    const input = inputOf(digest, { identifierHint: "+905551112233" });
    expect(linesIn("tr", input).slice(0, 2)).toEqual([
      "who: +905551112233 · ziyaretçi",
      "why: Temas nedeni henüz bilinmiyor · son görülen: web sitesi, 1 saat önce",
    ]);
    expect(buildBrief(input).lines[0]?.cites.map(({ eventId }) => eventId)).toEqual(["a1"]);
  });
});

describe("a line of the brief", () => {
  const lines = (input: BriefInput) => linesOf(buildBrief(input)).join("\n");

  it("names the brand of a refusal only where there are several", () => {
    const [ours, another] = [consent("denied"), consent("granted", { brand: "bank", eventId: "c2" })];
    expect(lines(inputOf(aDigest(), { consents: [ours, another] }))).toContain(
      "No permission: marketing (shop, SMS)",
    );
    expect(lines(inputOf(aDigest(), { consents: [ours] }))).toContain("No permission: marketing (SMS)");
  });

  it("says a STOP once, not again for each purpose that it forbids", () => {
    const stop = consent("denied", { purpose: "*", eventId: "stop" });
    const consents = [stop, { ...stop, purpose: "marketing" }, consent("denied", { purpose: "survey" })];
    const input = inputOf(aDigest(), { consents });
    expect(lines(input)).toContain("No permission: all messages (SMS), surveys (SMS)");
    expect(lines({ ...input, language: "tr" })).toContain("İzin yok: tüm mesajlar (SMS), anket (SMS)");
  });

  it("tells alarms and the next date, and words no value that is no word or number", () => {
    const profile = reported({
      alarms: ["Ödeme gecikti", 7],
      renewals: [{ product: "Kasko", on: "2026-03-22" }],
      value: { tier: 1 },
    });
    expect(lines(inputOf(aDigest({}, { profile })))).toContain(
      "value: Alert: Ödeme gecikti · renewal: Kasko, March 22 (in 12 days)",
    );
  });

  it("quotes what was said in the case, not what was said before it", () => {
    const contacts = [
      aFact("m1", "message.received", { occurredAt: hoursAgo(1), label: "now" }),
      aFact("m0", "message.received", { occurredAt: hoursAgo(3), label: "before" }),
    ];
    const said = lines(inputOf(aDigest({ contacts }), { case: aCase() }));
    expect(said).toContain("“now”");
    expect(said).not.toContain("“before”");
  });

  it("quotes the last conversation when nothing is said in the case yet", () => {
    const contacts = [
      aFact("call", "call.started", { channel: "voice", occurredAt: minutesAgo(1) }),
      aFact("m0", "message.received", { occurredAt: daysAgo(5), label: "before" }),
    ];
    expect(lines(inputOf(aDigest({ contacts }), { case: aCase({ openedAt: minutesAgo(1) }) }))).toContain(
      "said: Said (web chat, 5 days ago): Customer: “before”",
    );
  });

  it("tells slots newest first, and those of one message by name", () => {
    const given = (at: string) => ({ value: 1, at, eventId: "m1" });
    const slots = { term: given(hoursAgo(2)), branch: given(hoursAgo(2)), amount: given(hoursAgo(1)) };
    expect(lines(inputOf(aDigest(), { case: aCase({ slots }) }))).toContain(
      "Known, do not ask again: amount (1), branch (1), term (1)",
    );
  });

  it("tells what the profile knows instead of asking for it", () => {
    const profile = reported({ name: "Ayşe", address: "Bağdat Cd. 1", device: { os: 1 }, other: "x" });
    const toAsk = ["name", "address", "device", "reading"];
    const told = lines(inputOf(aDigest({}, { profile }), { case: aCase(), toAsk }));
    expect(told).toContain("Still to ask: meter reading\n");
    expect(told).toContain("Known, do not ask again: address (Bağdat Cd. 1), device, name (Ayşe)\n");
  });

  it("speaks of a cart until something is ordered, or thirty days", () => {
    const cartAt = (occurredAt: string) => [aFact("cart", "cart.abandoned", { occurredAt, label: "Shoes" })];
    const order = (kind: string) => [aFact("order", kind, { occurredAt: daysAgo(2), label: "Boots" })];
    const told = (facts: Parameters<typeof aDigest>[0]) => lines(inputOf(aDigest(facts))).includes("cart: ");
    expect(told({ carts: cartAt(daysAgo(3)) })).toBe(true);
    expect(told({ carts: cartAt(daysAgo(3)), purchases: order("order.placed") })).toBe(false);
    expect(told({ carts: cartAt(daysAgo(3)), purchases: order("transaction.made") })).toBe(true);
    expect(told({ carts: cartAt(daysAgo(1)), purchases: order("order.placed") })).toBe(true);
    expect(told({ carts: cartAt(daysAgo(31)) })).toBe(false);
  });

  it("tells a bot's words and a call's summary from ours and the customer's", () => {
    const contacts = [
      aFact("c", "call.ended", { channel: "voice", occurredAt: minutesAgo(1), label: "wants a receipt" }),
      aFact("b", "bot.answered", {
        channel: "bot",
        direction: "outbound",
        occurredAt: minutesAgo(2),
        label: "A person will help",
      }),
    ];
    expect(lines(inputOf(aDigest({ contacts })))).toContain(
      "Said (phone, 1 minute ago): Bot: “A person will help” · Note: “wants a receipt”",
    );
  });
});
