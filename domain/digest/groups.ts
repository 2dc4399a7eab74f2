/** Which contact events are facts for a digest, in which group, and how many of them it keeps. Pure. */
import type { ContactEvent } from "../../schemas/contact-event.ts";
import type { Fact, FactGroup } from "../../schemas/digest.ts";

/** The newest so many facts stay. */
export const mostFacts: Readonly<Record<FactGroup, number>> = {
  contacts: 12,
  articles: 10,
  pages: 10,
  carts: 3,
  purchases: 10,
  surveys: 10,
  campaigns: 10,
  offers: 10,
  promises: 20,
  outcomes: 10,
};

/** What was looked at or used is in `pages`, a price or a coupon too: only what was bought is a purchase. */
const groupsByKind: ReadonlyMap<string, FactGroup> = new Map([
  ["article.read", "articles"],
  ["page.viewed", "pages"],
  ["screen.viewed", "pages"],
  ["product.viewed", "pages"],
  ["price.checked", "pages"],
  ["price.compared", "pages"],
  ["feature.used", "pages"],
  ["app.opened", "pages"],
  ["coupon.downloaded", "pages"],
  ["cart.abandoned", "carts"],
  ["cart.updated", "carts"],
  ["order.placed", "purchases"],
  ["transaction.made", "purchases"],
  ["survey.answered", "surveys"],
  ["offer.made", "offers"],
  ["offer.accepted", "offers"],
  ["offer.declined", "offers"],
  ["promise.made", "promises"],
  ["promise.kept", "promises"],
  ["outcome.recorded", "outcomes"],
]);

const conversation = /^(message|call|visit|chat|bot|note)\.|^(email|sms)\.(received|sent)$/;
/** Said by nobody: what a machine answered or held back, and what a telephone is doing. */
const silent = new Set([
  "message.status",
  "message.auto-replied",
  "message.quarantined",
  "message.observed",
  "call.requested",
  "call.progressed",
  "call.failed",
]);
/** What became of a mailing: `email.opened`, `sms.clicked`. */
const mailing = /^(email|sms)\./;

/** The group of the fact that an event is; `undefined` where it is none. */
export function groupOf({ kind, channel }: Pick<ContactEvent, "kind" | "channel">): FactGroup | undefined {
  const group = groupsByKind.get(kind);
  if (group !== undefined) return group;
  if (silent.has(kind)) return undefined;
  if (channel === "marketing") return "campaigns";
  if (conversation.test(kind)) return "contacts";
  return mailing.test(kind) ? "campaigns" : undefined;
}

/**
 * Facts of one key are one: of a thing that is looked at again and again the last time counts, so that nine
 * other articles do not disappear behind a page that was reloaded ten times.
 */
export function factKey(group: FactGroup, { eventId, kind, reference, campaign }: Fact): string {
  // However many apps and times: that it is used, and when last.
  if (kind === "app.opened") return kind;
  if (reference === undefined) return eventId;
  if (group === "carts") return `cart ${reference}`;
  // Whoever looks again must not hide which campaign brought them.
  return group === "articles" || group === "pages" ? `${kind} ${campaign ?? ""} ${reference}` : eventId;
}

export function byGroup<Value>(make: (group: FactGroup) => Value): Record<FactGroup, Value> {
  return {
    contacts: make("contacts"),
    articles: make("articles"),
    pages: make("pages"),
    carts: make("carts"),
    purchases: make("purchases"),
    surveys: make("surveys"),
    campaigns: make("campaigns"),
    offers: make("offers"),
    promises: make("promises"),
    outcomes: make("outcomes"),
  };
}
