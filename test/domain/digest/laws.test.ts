import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SeenEvent } from "../../../domain/digest/fact.ts";
import { concernsDigest, foldEvent } from "../../../domain/digest/fold-event.ts";
import { mergeDigests } from "../../../domain/digest/merge-digests.ts";
import { digestSchema } from "../../../schemas/digest.ts";
import { deliveries, fold, textOf } from "./deliveries.ts";

const shuffled = deliveries.chain((seen) =>
  fc.tuple(fc.constant(seen), fc.shuffledSubarray<SeenEvent>(seen, { minLength: seen.length })),
);

/** Deliveries dealt to three customers; some go to several of them. */
const dealt = deliveries.chain((seen) =>
  fc.tuple(
    fc.constant(seen),
    fc.array(fc.integer({ min: 1, max: 7 }), { minLength: seen.length, maxLength: seen.length }),
  ),
);
const partsOf = (seen: readonly SeenEvent[], hands: readonly number[]) =>
  [1, 2, 4].map((customer) => seen.filter((_, index) => ((hands[index] ?? 0) & customer) > 0));
const digestsOf = (seen: readonly SeenEvent[], hands: readonly number[]) =>
  partsOf(seen, hands).map((part) => fold(part));

describe("folding events into a digest", () => {
  it("gives the same bytes in every order", () => {
    fc.assert(fc.property(shuffled, ([seen, other]) => textOf(fold(seen)) === textOf(fold(other))));
  });

  it("gives the same object for everything it has heard before", () => {
    fc.assert(
      fc.property(shuffled, ([seen, again]) => {
        const digest = fold(seen);
        expect(fold(again, digest)).toBe(digest);
      }),
    );
  });

  it("gives the same object for what does not concern it, and another one only for what does", () => {
    fc.assert(
      fc.property(deliveries, (seen) => {
        let digest = fold([]);
        for (const one of seen) {
          const next = foldEvent(digest, one);
          if (next === digest) continue;
          expect(concernsDigest(one.event)).toBe(true);
          expect(textOf(next)).not.toBe(textOf(digest));
          digest = next;
        }
      }),
    );
  });

  it("survives being stored: its text reads back as it was", () => {
    fc.assert(
      fc.property(deliveries, (seen) => {
        const digest = fold(seen);
        expect(textOf(digestSchema.parse(JSON.parse(textOf(digest))))).toBe(textOf(digest));
      }),
    );
  });
});

describe("merging digests", () => {
  it("is associative, commutative and idempotent, byte for byte", () => {
    fc.assert(
      fc.property(dealt, ([seen, hands]) => {
        const digests = digestsOf(seen, hands);
        const [a, b, c] = digests;
        if (a === undefined || b === undefined || c === undefined) throw new Error("three are dealt");
        const all = textOf(mergeDigests(digests));
        expect(textOf(mergeDigests([mergeDigests([a, b]), c]))).toBe(all);
        expect(textOf(mergeDigests([a, mergeDigests([b, c])]))).toBe(all);
        expect(textOf(mergeDigests([c, b, a]))).toBe(all);
        expect(textOf(mergeDigests([...digests, b, ...digests]))).toBe(all);
        expect(textOf(mergeDigests([a]))).toBe(textOf(a));
      }),
    );
  });

  it("gives the digest of one customer who had all the events", () => {
    fc.assert(
      fc.property(dealt, ([seen, hands]) => {
        expect(textOf(mergeDigests(digestsOf(seen, hands)))).toBe(textOf(fold(seen)));
      }),
    );
  });

  it("may come before or after an event", () => {
    fc.assert(
      fc.property(dealt, deliveries, ([seen, hands], [late]) => {
        const [a, b, c] = digestsOf(seen, hands);
        if (a === undefined || b === undefined || c === undefined || late === undefined)
          throw new Error("dealt");
        // An id is made of what the provider said: two events do not share one.
        fc.pre(seen.every(({ event }) => event.eventId !== late.event.eventId));
        const after = foldEvent(mergeDigests([a, b, c]), late);
        const before = mergeDigests([foldEvent(a, late), b, c]);
        expect(textOf(after)).toBe(textOf(before));
      }),
    );
  });
});
