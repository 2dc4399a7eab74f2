/** Random contact events and their deliveries: any order, any number of times, knowing more or less. */
import fc from "fast-check";
import { emptyDigest } from "../../../domain/digest/empty-digest.ts";
import type { SeenEvent } from "../../../domain/digest/fact.ts";
import { foldEvent } from "../../../domain/digest/fold-event.ts";
import { type ContactEvent, channels, jsonSchema } from "../../../schemas/contact-event.ts";
import type { Digest } from "../../../schemas/digest.ts";
import type { Understanding } from "../../../schemas/understanding.ts";
import { contactEvent } from "../../support/events.ts";

const few = (prefix: string, most: number) =>
  fc.integer({ min: 1, max: most }).map((number) => `${prefix}${number}`);
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });

/** Ingest drops `__proto__` from what providers send. */
const json = fc.jsonValue().map((value) => jsonSchema.parse(value));

const fact = fc.record(
  {
    kind: fc.constantFrom(
      "message.received",
      "message.received",
      "message.sent",
      "message.status",
      "article.read",
      "page.viewed",
      "cart.updated",
      "cart.abandoned",
      "order.placed",
      "survey.answered",
      "email.opened",
      "offer.made",
      "promise.made",
      "outcome.recorded",
      "webhook.received",
    ),
    channel: fc.constantFrom(...channels),
    direction: fc.constantFrom("inbound" as const, "outbound" as const),
    text: fc.string({ unit: "binary", maxLength: 60 }),
    attributes: fc.record(
      {
        title: fc.string({ unit: "grapheme", maxLength: 60 }),
        articleId: few("a", 12),
        productId: few("p", 12),
        cartId: few("k", 4),
        campaign: few("c", 3),
        amount: fc.double({ noNaN: true }),
        currency: fc.constantFrom("TRY", "eur", "?"),
        score: fc.integer({ min: -1, max: 11 }),
        scale: fc.constantFrom(5, 10),
        items: json,
      },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: ["kind", "channel", "direction", "attributes"] },
);

const profile = fc.record({
  kind: fc.constant("profile.updated"),
  identifiers: fc
    .constantFrom("verified" as const, "claimed" as const)
    .map((level) => [{ kind: "crm" as const, value: "42", level }]),
  attributes: fc.record({
    source: few("s", 5),
    profile: fc.dictionary(
      fc.oneof(fc.constantFrom("name", "segment", "value", "products"), few("field", 45), fc.string()),
      fc.oneof(few("word", 4), fc.integer(), json),
      { maxKeys: 12 },
    ),
  }),
});

const event = fc
  .tuple(fc.oneof({ weight: 4, arbitrary: fact }, profile), fc.integer({ min: 0, max: 9 }))
  .map(([changes, second]): Partial<ContactEvent> => {
    return { ...changes, occurredAt: new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString() };
  });

/** Events with ids of their own, as the table has them: what is stored is never changed. */
export const events = fc
  .array(event, { minLength: 1, maxLength: 160, size: "max" })
  .map((all) => all.map((changes, index) => contactEvent({ ...changes, eventId: `e${index}` })));

const understandings: readonly Understanding[] = [
  { caseType: "other", sentiment: 0 },
  { language: "tr", intent: "order-status", caseType: "request", sentiment: -0.5 },
];

/** Each event at least once; what was made of it differs from delivery to delivery. */
export const deliveries = events.chain((all) =>
  fc
    .tuple(
      fc.shuffledSubarray(all, { minLength: all.length }),
      fc.array(fc.constantFrom(...all), { maxLength: 40 }),
    )
    .chain(([once, again]) =>
      fc.tuple(
        ...[...once, ...again].map((one) =>
          fc.record({
            event: fc.constant(one),
            understanding: fc.constantFrom(undefined, ...understandings),
            caseId: maybe(few("case", 2)),
          }),
        ),
      ),
    ),
);

export const fold = (seen: readonly SeenEvent[], into: Digest = emptyDigest): Digest =>
  seen.reduce(foldEvent, into);

/** Digests as they are compared: byte for byte. */
export const textOf = (digest: Digest): string => JSON.stringify(digest);
