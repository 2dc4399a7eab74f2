/** The point policy until an admin saves one: the way from interest to sale, and what leads away from it. */
import type { PointRule } from "../../schemas/points.ts";
import type { PointPolicyVersion } from "./point-entries.ts";

type Label = PointRule["label"];

/** A rule for a kind of contact event. */
const did = (id: string, kind: string, points: number, label: Label): PointRule => ({
  id,
  kind,
  points,
  label,
});

/** A rule for how a contact ended. */
const ended = (outcome: string, points: number, label: Label): PointRule => ({
  id: `outcome-${outcome}`,
  kind: "outcome.recorded",
  outcome,
  points,
  label,
});

/** Rules for what the customer wants, in writing or by phone: not for our answers, nor again at the wrap-up. */
const wanted = (intent: string, points: number, label: Label): PointRule[] => [
  { id: `${intent}-written`, kind: "message.received", intent, points, label },
  { id: `${intent}-spoken`, kind: "call.ended", intent, points, label },
];

/**
 * Nothing for pages viewed, mails opened and transactions made: their mass would outweigh every decision, and
 * mail programs open mails by themselves.
 */
export const defaultPointPolicy: PointPolicyVersion = {
  version: 0,
  rules: {
    fadesAfterDays: 180,
    rules: [
      did("article-read", "article.read", 1, { en: "Read a help article", tr: "Yardım makalesi okudu" }),
      did("survey-answered", "survey.answered", 1, { en: "Answered a survey", tr: "Anketi yanıtladı" }),
      did("price-checked", "price.checked", 2, { en: "Checked a price", tr: "Fiyata baktı" }),
      did("email-clicked", "email.clicked", 2, {
        en: "Followed a link in an e-mail",
        tr: "E-postadaki bağlantıya tıkladı",
      }),
      did("sms-clicked", "sms.clicked", 2, {
        en: "Followed a link in a text message",
        tr: "SMS’teki bağlantıya tıkladı",
      }),
      did("cart-abandoned", "cart.abandoned", 2, { en: "Left a cart behind", tr: "Sepetini yarım bıraktı" }),
      did("coupon-downloaded", "coupon.downloaded", 3, { en: "Downloaded a coupon", tr: "Kupon indirdi" }),
      did("visited", "visit.checked-in", 5, { en: "Came to a branch", tr: "Şubeye geldi" }),
      did("offer-accepted", "offer.accepted", 15, { en: "Accepted an offer", tr: "Teklifi kabul etti" }),
      did("offer-declined", "offer.declined", -5, { en: "Declined an offer", tr: "Teklifi reddetti" }),
      did("ordered", "order.placed", 20, { en: "Placed an order", tr: "Sipariş verdi" }),

      ended("sold", 20, { en: "Ended in a sale", tr: "Satışla sonuçlandı" }),
      ended("interested-later", 5, { en: "Interested, but later", tr: "Daha sonrası için ilgileniyor" }),
      ended("resolved", 2, { en: "Request resolved", tr: "Talebi çözüldü" }),
      ended("declined", -5, { en: "Not interested", tr: "İlgilenmedi" }),
      ended("complaint", -10, { en: "Ended in a complaint", tr: "Şikâyetle sonuçlandı" }),

      ...wanted("card-application", 10, { en: "Wants a card", tr: "Kart başvurusu yapmak istiyor" }),
      ...wanted("loan-application", 10, { en: "Wants a loan", tr: "Kredi başvurusu yapmak istiyor" }),
      ...wanted("price-question", 3, { en: "Asked for a price", tr: "Fiyat sordu" }),
      ...wanted("campaign-question", 3, { en: "Asked about a campaign", tr: "Kampanya hakkında soru sordu" }),
      ...wanted("outage", -3, { en: "Reported an outage", tr: "Kesinti bildirdi" }),
      ...wanted("complaint-general", -5, { en: "Complained", tr: "Şikâyet etti" }),
      ...wanted("refund", -5, { en: "Wants the money back", tr: "Para iadesi istedi" }),
      ...wanted("cancel-subscription", -15, {
        en: "Wants to cancel the subscription",
        tr: "Aboneliğini iptal etmek istiyor",
      }),
    ],
  },
};
