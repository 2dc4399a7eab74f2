/** Rules of the next action: what more could be done for the customer, where they let us. */
import { citationOf } from "../citations.ts";
import { offerName, signWords } from "../lines/offer.ts";
import { goodsWords } from "../lines/purchases.ts";
import type { NextAction } from "../next-action.ts";
import type { Situation } from "../situation.ts";
import { excerpt } from "../text/excerpt.ts";

/** From so likely on, an offer is worth the customer's time. */
const likelyFrom = 0.3;

const longestProduct = 60;

export function finishCart({ cart, permission, speech }: Situation): NextAction | undefined {
  if (cart?.kind !== "cart.abandoned" || permission.state === "denied") return undefined;
  return {
    action: "finish-cart",
    text: speech.say("next.finish-cart", { what: goodsWords(cart, speech) || speech.say("cart.unnamed") }),
    reason: speech.say("next.finish-cart.reason", { when: speech.ago(cart.occurredAt) }),
    cites: [citationOf(cart)],
  };
}

const actionByPermission = {
  granted: "offer",
  unknown: "ask-permission",
  denied: "do-not-offer",
} as const;

export function offer({ likelihood, permission, speech }: Situation): NextAction | undefined {
  const strongest = likelihood?.factors.find(({ effect }) => effect > 0);
  if (likelihood === undefined || likelihood.probability < likelyFrom || strongest === undefined)
    return undefined;
  const action = actionByPermission[permission.state];
  return {
    action,
    text: speech.say(`next.${action}`, { offer: offerName(likelihood.offer.name) }),
    reason: speech.say(`next.${action}.reason`, {
      percent: speech.percent(likelihood.probability),
      sign: signWords(strongest, speech),
    }),
    cites: [citationOf(likelihood.offer.fact), ...strongest.cites, ...permission.cites],
  };
}

/** Words about what they have, not an offer: a contract that ends unnoticed harms the customer. */
export function mentionRenewal({
  input: { profile },
  speech,
  citeAttributes,
}: Situation): NextAction | undefined {
  const renewal = profile.upcoming.find(({ what }) => what === "renewal");
  const cites = citeAttributes("renewals");
  if (renewal === undefined || cites.length === 0) return undefined;
  const product = excerpt(renewal.label, longestProduct) || speech.say("renewal.unnamed");
  return {
    action: "mention-renewal",
    text: speech.say("next.mention-renewal", { product, date: speech.day(renewal.on) }),
    reason: speech.say("next.mention-renewal.reason", { when: speech.inDays(renewal.inDays) }),
    cites,
  };
}
