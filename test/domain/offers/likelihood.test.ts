import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { baseRate, likelihoodOf } from "../../../domain/offers/likelihood.ts";
import type { Digest, Fact } from "../../../schemas/digest.ts";
import { anyInput } from "../brief/any-input.ts";
import { aDigest, aFact, daysAgo, now, profileOf, understood } from "../brief/people.ts";

const gold = aFact("made", "offer.made", {
  occurredAt: daysAgo(5),
  label: "Gold Kart",
  reference: "o1",
  campaign: "spring",
});
const said = (changes: Parameters<typeof understood>[0], eventId = "said", rest: Partial<Fact> = {}) =>
  aFact(eventId, "message.received", { occurredAt: daysAgo(0), understanding: understood(changes), ...rest });
const did = (eventId: string, kind: string, rest: Partial<Fact> = {}) =>
  aFact(eventId, kind, { channel: "marketing", occurredAt: daysAgo(0), ...rest });
const surveyed = (value: number) => [did("survey", "survey.answered", { value })];

type Facts = Partial<Digest["facts"]>;
const likelihood = (facts: Facts, at = now) => {
  const digest = aDigest({ offers: [gold], ...facts });
  return likelihoodOf(digest, profileOf(digest, at), at);
};
const names = (facts: Facts) => likelihood(facts)?.factors.map(({ name, effect }) => `${name} ${effect}`);

/** Each fact of the table alone, fresh, with the one sign it is and its full weight. */
const signs: [string, Facts, string[]][] = [
  [
    "a click on its campaign",
    { campaigns: [did("c", "email.clicked", { reference: "spring" })] },
    ["clicked 1"],
  ],
  [
    "a click in a text message",
    { campaigns: [did("c", "sms.clicked", { reference: "spring" })] },
    ["clicked 1"],
  ],
  ["an opened mail", { campaigns: [did("c", "email.opened", { reference: "spring" })] }, ["opened 0.3"]],
  ["a mail that was only sent", { campaigns: [did("c", "email.sent", { reference: "spring" })] }, []],
  ["a click on another campaign", { campaigns: [did("c", "email.clicked", { reference: "winter" })] }, []],
  ["the product's page", { pages: [did("p", "product.viewed", { label: "Gold Kart" })] }, ["viewed 0.6"]],
  ["another product's page", { pages: [did("p", "product.viewed", { label: "Kasko" })] }, []],
  ["the product in the cart", { carts: [did("k", "cart.updated", { label: "Gold Kart" })] }, ["inCart 1.2"]],
  ["a question about it", { contacts: [said({ intent: "card-application" })] }, ["asked 1.2"]],
  ["a question under its campaign", { contacts: [said({}, "q", { campaign: "spring" })] }, ["asked 1.2"]],
  ["a question about something else", { contacts: [said({ intent: "invoice" })] }, []],
  [
    "our own words about it",
    { contacts: [said({ intent: "card-application", sentiment: 1 }, "own", { direction: "outbound" })] },
    [],
  ],
  [
    "a complaint about it",
    { contacts: [said({ intent: "card-application", caseType: "complaint" })] },
    ["complained -1"],
  ],
  ["a wish to leave", { contacts: [said({ intent: "cancel-subscription" })] }, ["complained -1"]],
  [
    "interest for later",
    { outcomes: [did("o", "outcome.recorded", { label: "interested-later", reference: "spring" })] },
    ["interestedLater 0.8"],
  ],
  [
    "interest for later without a campaign",
    {
      outcomes: [
        did("o", "outcome.recorded", {
          label: "interested-later",
          understanding: understood({ intent: "card-application" }),
        }),
      ],
    },
    ["interestedLater 0.8"],
  ],
  [
    "an earlier refusal",
    { offers: [gold, aFact("no", "offer.declined", { occurredAt: daysAgo(30), reference: "o1" })] },
    ["declined -1"],
  ],
  ["delight", { contacts: [said({ sentiment: 1 })] }, ["pleased 0.8"]],
  ["anger", { contacts: [said({ sentiment: -0.5 })] }, ["annoyed -0.4"]],
  ["next to no feeling", { contacts: [said({ sentiment: 0.2 })] }, []],
  ["a good survey", { surveys: surveyed(5) }, ["satisfied 0.5"]],
  ["a bad survey", { surveys: surveyed(2) }, ["dissatisfied -0.25"]],
  ["a middling survey", { surveys: surveyed(3) }, []],
];

function joined(all: readonly Facts[]): Facts {
  const groups = new Set(all.flatMap((facts) => Object.keys(facts))) as Set<keyof Facts>;
  return Object.fromEntries([...groups].map((group) => [group, all.flatMap((facts) => facts[group] ?? [])]));
}

describe("the likelihood of a yes", () => {
  it("is none where no offer is open", () => {
    const digest = aDigest({ contacts: [said({ intent: "card-application" })] });
    expect(likelihoodOf(digest, profileOf(digest), now)).toBeUndefined();
  });

  it("is the base rate where nothing speaks for or against", () => {
    expect(likelihood({})).toMatchObject({ probability: baseRate, factors: [] });
  });

  it.each(signs)("hears in %s what it says", (_, facts, heard) => {
    expect(names(facts)).toEqual(heard);
  });

  it("counts ten clicks as one reason", () => {
    const click = (eventId: string) => did(eventId, "email.clicked", { reference: "spring" });
    const once = likelihood({ campaigns: [click("c1")] });
    expect(likelihood({ campaigns: [click("c1"), click("c2"), click("c3")] })).toEqual(once);
  });

  it("lets a sign count half after thirty days", () => {
    const clicked = (occurredAt: string) => ({
      campaigns: [did("c", "email.clicked", { reference: "spring", occurredAt })],
    });
    expect(names(clicked(daysAgo(30)))).toEqual(["clicked 0.5"]);
    expect(names(clicked(daysAgo(60)))).toEqual(["clicked 0.25"]);
    expect(names(clicked(daysAgo(-1)))).toEqual(["clicked 1"]);
  });

  it("orders customers as a banker would", () => {
    const click = { campaigns: [did("c", "email.clicked", { reference: "spring" })] };
    const asked = { contacts: [said({ intent: "card-application", sentiment: 0.5 })] };
    const angry = { contacts: [said({ intent: "outage", caseType: "complaint", sentiment: -0.9 })] };
    const probabilities = [angry, {}, click, { ...click, ...asked }].map(
      (facts) => likelihood(facts)?.probability,
    );
    expect(probabilities).toEqual([...probabilities].sort());
    expect(new Set(probabilities).size).toBe(4);
  });

  it("is bounded, explained by its factors, the strongest first, all cited", () => {
    const logistic = (logOdds: number) => 1 / (1 + Math.exp(-logOdds));
    fc.assert(
      fc.property(anyInput, ({ digest, profile }) => {
        const told = likelihoodOf({ ...digest, facts: { ...digest.facts, offers: [gold] } }, profile, now);
        if (told === undefined) return;
        const effects = told.factors.map(({ effect }) => effect);
        const explained = logistic(effects.reduce((sum, effect) => sum + effect, Math.log(0.1 / 0.9)));
        expect(told.probability).toBeGreaterThanOrEqual(0.01);
        expect(told.probability).toBeLessThanOrEqual(0.95);
        expect(told.probability).toBeCloseTo(Math.min(0.95, Math.max(0.01, explained)), 2);
        const strengths = effects.map(Math.abs);
        expect(strengths).toEqual(strengths.toSorted((left, right) => right - left));
        expect(told.factors.every(({ cites }) => cites.length > 0)).toBe(true);
      }),
    );
  });

  it("is never sure, whatever speaks for or against it", () => {
    const all = (wanted: (heard: string) => boolean) =>
      joined(signs.filter(([, , [heard = ""]]) => wanted(heard)).map(([, facts]) => facts));
    expect(likelihood(all((heard) => heard !== "" && !heard.includes("-")))?.probability).toBe(0.95);
    expect(likelihood(all((heard) => heard.includes("-")))?.probability).toBe(0.01);
  });

  it("never falls by a sign for the offer, nor rises by one against it", () => {
    const single = signs.filter(([, , heard]) => heard.length === 1);
    // Moods and surveys are means: another message or survey may move them either way.
    const steady = single.filter(
      ([, { contacts, surveys }]) => contacts === undefined && surveys === undefined,
    );
    fc.assert(
      fc.property(fc.subarray(single), fc.constantFrom(...steady), (some, [, more, [heard = ""]]) => {
        const facts = some.map(([, each]) => each);
        const before = likelihood(joined(facts))?.probability ?? Number.NaN;
        const after = likelihood(joined([...facts, more]))?.probability ?? Number.NaN;
        if (heard.includes("-")) expect(after).toBeLessThanOrEqual(before);
        else expect(after).toBeGreaterThanOrEqual(before);
      }),
    );
  });
});
