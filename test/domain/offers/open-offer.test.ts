import { describe, expect, it } from "vitest";
import { openOffer } from "../../../domain/offers/open-offer.ts";
import type { Digest, Fact } from "../../../schemas/digest.ts";
import { aDigest, aFact, daysAgo, hoursAgo, now } from "../brief/people.ts";

const made = (changes: Partial<Fact> = {}, eventId = "made") =>
  aFact(eventId, "offer.made", {
    occurredAt: daysAgo(3),
    label: "Gold Kart",
    reference: "o1",
    campaign: "spring",
    ...changes,
  });
const answered = (kind: string, changes: Partial<Fact> = {}) =>
  aFact("answer", kind, { occurredAt: daysAgo(2), ...changes });
const ended = (label: string, changes: Partial<Fact> = {}) =>
  aFact("end", "outcome.recorded", { label, reference: "spring", occurredAt: daysAgo(1), ...changes });
const mailed = (changes: Partial<Fact> = {}) =>
  aFact("mail", "email.sent", {
    channel: "marketing",
    occurredAt: daysAgo(4),
    label: "Spring cards",
    reference: "spring",
    ...changes,
  });

const found = (facts: Partial<Digest["facts"]>) => openOffer(aDigest(facts), now)?.fact.eventId;

describe("the open offer", () => {
  it.each<[string, Partial<Digest["facts"]>, string | undefined]>([
    ["is none where none was made", {}, undefined],
    ["is the newest that was made", { offers: [made(), made({ reference: "o0" }, "older")] }, "made"],
    ["is open until it expires", { offers: [made({ dueAt: daysAgo(-1) })] }, "made"],
    ["is not one that has expired", { offers: [made({ dueAt: hoursAgo(0) })] }, undefined],
    [
      "is not one that was accepted",
      { offers: [answered("offer.accepted", { reference: "o1" }), made()] },
      undefined,
    ],
    [
      "is not one that was declined",
      { offers: [answered("offer.declined", { reference: "o1" }), made()] },
      undefined,
    ],
    [
      "is still open when another was declined",
      { offers: [answered("offer.declined", { reference: "o2" }), made()] },
      "made",
    ],
    [
      "is answered by its campaign where ids are missing",
      { offers: [answered("offer.accepted", { campaign: "spring" }), made()] },
      undefined,
    ],
    [
      "is answered by its name where nothing else is there, however it is written",
      {
        offers: [
          answered("offer.declined", { label: "GOLD KART" }),
          aFact("made", "offer.made", { occurredAt: daysAgo(3), label: "Gold Kart" }),
        ],
      },
      undefined,
    ],
    [
      "is open again when it is made again after a refusal",
      { offers: [made({ occurredAt: daysAgo(1) }), answered("offer.declined", { reference: "o1" })] },
      "made",
    ],
    ["ends with a sale under its campaign", { offers: [made()], outcomes: [ended("sold")] }, undefined],
    [
      "ends with a refusal under its campaign",
      { offers: [made()], outcomes: [ended("declined")] },
      undefined,
    ],
    ["survives another outcome", { offers: [made()], outcomes: [ended("interested-later")] }, "made"],
    [
      "survives a sale under another campaign",
      { offers: [made()], outcomes: [ended("sold", { reference: "x" })] },
      "made",
    ],
    [
      "gives way to an older one when it is answered",
      {
        offers: [
          answered("offer.declined", { reference: "o1" }),
          made(),
          made({ reference: "o0", campaign: "winter" }, "older"),
        ],
      },
      "older",
    ],
    ["is the newest campaign where no offer is open", { campaigns: [mailed()] }, "mail"],
    ["is no campaign of long ago", { campaigns: [mailed({ occurredAt: daysAgo(31) })] }, undefined],
    ["is no campaign that was answered", { campaigns: [mailed()], outcomes: [ended("sold")] }, undefined],
    ["is nothing without a name", { offers: [aFact("made", "offer.made", {})] }, undefined],
  ])("%s", (_, facts, eventId) => {
    expect(found(facts)).toBe(eventId);
  });
});
