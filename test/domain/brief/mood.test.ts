import { describe, expect, it } from "vitest";
import { citing } from "../../../domain/brief/citations.ts";
import { moodOf } from "../../../domain/brief/mood.ts";
import { aCase, aDigest, aFact, daysAgo, hoursAgo, inputOf, understood } from "./people.ts";

const scores = (...oldestFirst: number[]) =>
  oldestFirst.map((score, index) => ({ at: hoursAgo(9 - index), eventId: `s${index}`, score }));
const digest = aDigest();
const toneOf = (...oldestFirst: number[]) =>
  moodOf(inputOf(digest, { case: aCase({ sentiments: scores(...oldestFirst) }) }), citing(digest))?.tone;

describe("the mood", () => {
  it.each([
    [[], undefined],
    [[0], "even"],
    [[-0.6], "angry"],
    [[0, 0, -0.6], "angry"],
    [[-0.4, -0.4, -0.4], "angry"],
    [[-0.9, -0.9, 0.1, 0.1, 0.1], "even"],
    [[0.5, 0.2, -0.1], "souring"],
    [[0.9, 0.5, 0.1], "pleased"],
    [[0.6, 0.2, 0.1], "even"],
    [[0.4], "pleased"],
  ])("of the scores %j is %s", (oldestFirst, tone) => {
    expect(toneOf(...oldestFirst)).toBe(tone);
  });

  it("without a case is that of the last week's messages", () => {
    const facts = {
      contacts: [
        aFact("new", "message.received", {
          occurredAt: daysAgo(1),
          understanding: understood({ sentiment: 0.5 }),
        }),
        aFact("old", "message.received", {
          occurredAt: daysAgo(8),
          understanding: understood({ sentiment: -1 }),
        }),
      ],
    };
    const mood = moodOf(inputOf(aDigest(facts)), citing(aDigest(facts)));
    expect(mood?.tone).toBe("pleased");
    expect(mood?.cites.map(({ eventId }) => eventId)).toEqual(["new"]);
  });
});
