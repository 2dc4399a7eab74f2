import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { groupOf, mostFacts } from "../../../domain/digest/groups.ts";
import type { ContactEvent } from "../../../schemas/contact-event.ts";
import { factGroups } from "../../../schemas/digest.ts";
import { events, fold } from "./deliveries.ts";

const byTime = (left: ContactEvent, right: ContactEvent) =>
  `${left.occurredAt}#${left.eventId}` < `${right.occurredAt}#${right.eventId}` ? 1 : -1;
const digestOf = (all: readonly ContactEvent[]) => fold(all.map((event) => ({ event })));
const by = (campaign: unknown, thing: unknown) => (thing === undefined ? undefined : `${campaign} ${thing}`);

/** A second telling of what the newest few are: sort all there is, then go through it once. */
describe("what a digest keeps", () => {
  it("is the newest facts of each group, and of what is looked at again the last time only, by each campaign", () => {
    fc.assert(
      fc.property(events, (all) => {
        const { facts } = digestOf(all);
        for (const group of factGroups) {
          const seen = new Set<unknown>();
          const expected = all
            .filter((event) => groupOf(event) === group)
            .sort(byTime)
            .filter(({ eventId, attributes = {} }) => {
              const { articleId, productId, cartId, campaign } = attributes;
              const thing =
                { articles: by(campaign, articleId), pages: by(campaign, productId), carts: cartId }[
                  String(group)
                ] ?? eventId;
              return !seen.has(thing) && seen.add(thing);
            })
            .slice(0, mostFacts[group])
            .map(({ eventId }) => eventId);
          expect(facts[group].map(({ eventId }) => eventId)).toEqual(expected);
        }
      }),
    );
  });
});
