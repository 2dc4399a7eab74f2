/**
 * Which attributes of which kinds of contact events mean something, and of what type they are: what stores, branches,
 * ATMs, kiosks, apps, sites, campaigns and bots report to the generic channel. Every one may be absent, or null; names
 * that are not here are the sender's own.
 */
import * as z from "zod/mini";
import type { Channel } from "./contact-event.ts";

const text = z.nullish(z.string());
const number = z.nullish(z.number());

/** The name of a branch, an article, an order: some systems count them. */
const id = z.nullish(
  z
    .unknown()
    .check(
      z.refine(
        (value) => value == null || typeof value === "string" || typeof value === "number",
        "a text or a number",
      ),
    ),
);

const price = {
  amount: number,
  currency: z.nullish(z.string().check(z.regex(/^\s*[A-Za-z]{3}\s*$/, "an ISO 4217 code such as TRY"))),
};

/** Where something happened, of the kinds of places that report. */
const site = { branch: id, kiosk: id, atm: id };

/** A number of them, or the things themselves. */
const items = z.nullish(
  z.pipe(
    z.transform((value: unknown) => (typeof value === "number" ? [] : value)),
    z.nullish(z.array(z.looseObject({ name: text }))),
  ),
);

/** A text alone is the place's name. */
const location = z.nullish(
  z.pipe(
    z.transform((value: unknown) => (typeof value === "string" ? { name: value } : value)),
    z.nullish(
      z.looseObject({
        latitude: z.nullish(z.number().check(z.minimum(-90), z.maximum(90))),
        longitude: z.nullish(z.number().check(z.minimum(-180), z.maximum(180))),
        name: text,
        address: text,
      }),
    ),
  ),
);

const everywhere = {
  slots: z.nullish(z.looseObject({})),
  intent: text,
  campaign: id,
  orderId: id,
  contactId: id,
  profileName: text,
  location,
  device: z.nullish(z.looseObject({ type: text, os: text, id })),
};

const looked = { url: text, title: text, productId: id, product: text, name: text, ...price };
const bought = { product: text, ...price };
const mailing = { offer: text, subject: text, url: text };
const audience = { audience: id, offer: text };

/** One turn of a bot's conversation: what was understood, how surely, and which answer was given. */
const turn = {
  turn: z.nullish(z.int().check(z.minimum(1))),
  confidence: z.nullish(z.number().check(z.minimum(0), z.maximum(1))),
  answerId: id,
};

const typed = (attributes: Readonly<Record<string, z.core.$ZodType>>) =>
  z.looseObject({ ...everywhere, ...attributes });

/** By kind; `handover.requested` and `bot.resolved` are how a bot's conversation ends. */
const byKind = new Map([
  ["visit.checked-in", typed(site)],
  ["price.checked", typed({ ...bought, ...site })],
  ["price.compared", typed({ ...bought, items })],
  ["coupon.downloaded", typed({ ...bought, ...site, couponId: id, offer: text })],
  ["transaction.made", typed({ ...bought, ...site, transaction: text, app: id, items })],
  ["order.placed", typed({ ...bought, items })],
  ["page.viewed", typed(looked)],
  ["product.viewed", typed(looked)],
  ["article.read", typed({ articleId: id, title: text, url: text })],
  ["cart.updated", typed({ cartId: id, items, ...price })],
  ["cart.abandoned", typed({ cartId: id, items, ...price })],
  ["feature.used", typed({ feature: text, app: id })],
  ["app.opened", typed({ app: id, version: text })],
  ["audience.joined", typed(audience)],
  ["audience.left", typed(audience)],
  ["handover.requested", typed({ ...turn, reason: text })],
  ["bot.resolved", typed({ ...turn, reason: text })],
]);

const mailKind = /^email\.(sent|delivered|opened|clicked|bounced|complained|unsubscribed)$/;
const turnKind = /^(message\.(received|sent)|bot\.answered)$/;
const mailed = typed(mailing);
const turned = typed(turn);
const other = typed({});

/** Checks the attributes of an event of that channel and kind. It changes them: only its verdict is of use. */
export function typedAttributes(channel: Channel, kind: string): z.ZodMiniType {
  if (mailKind.test(kind)) return mailed;
  if (channel === "bot" && turnKind.test(kind)) return turned;
  return byKind.get(kind) ?? other;
}
