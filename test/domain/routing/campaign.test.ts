import { describe, expect, it } from "vitest";
import { campaignOf } from "../../../domain/routing/campaign.ts";
import type { Case } from "../../../schemas/case.ts";
import type { Digest, Fact } from "../../../schemas/digest.ts";
import { aDigest, aFact, daysAgo, hoursAgo, now } from "../brief/people.ts";

const clicked = (campaign: string, occurredAt: string, changes: Partial<Fact> = {}) =>
  aFact(`click-${campaign}`, "email.clicked", {
    channel: "marketing",
    occurredAt,
    reference: campaign,
    campaign,
    ...changes,
  });

const found = (
  facts: Partial<Digest["facts"]>,
  { references = [], intent }: Partial<Pick<Case, "references" | "intent">> = {},
) => campaignOf({ references, ...(intent === undefined ? {} : { intent }) }, aDigest(facts), now);

describe("the campaign that brought the customer (R47)", () => {
  it("is the one that the case itself names, the last of them, whatever was clicked", () => {
    const references = ["campaign:winter", "order:7", "campaign:spring:b", "order:8"];
    expect(found({ campaigns: [clicked("autumn", hoursAgo(1))] }, { references })).toBe("spring:b");
  });

  it("is the one that was clicked last", () => {
    const campaigns = [clicked("newer", hoursAgo(2)), clicked("older", hoursAgo(3))];
    expect(found({ campaigns })).toBe("newer");
    expect(found({ campaigns, pages: [aFact("p", "page.viewed", { campaign: "page" })] })).toBe("page");
    const accepted = aFact("a", "offer.accepted", { reference: "offer-1", occurredAt: hoursAgo(0.5) });
    expect(found({ campaigns, offers: [accepted] })).toBe("offer-1");
    expect(found({ campaigns, offers: [{ ...accepted, campaign: "gold" }] })).toBe("gold");
  });

  it("is nothing that was merely sent, opened, offered or looked at (R49)", () => {
    expect(
      found({
        campaigns: [
          clicked("a", hoursAgo(1), { kind: "email.opened" }),
          clicked("b", hoursAgo(1), { kind: "email.sent" }),
        ],
        offers: [
          aFact("o", "offer.made", { campaign: "c" }),
          aFact("d", "offer.declined", { campaign: "c" }),
        ],
        pages: [aFact("p", "page.viewed", { reference: "/cards" })],
      }),
    ).toBeUndefined();
    expect(found({})).toBeUndefined();
  });

  it.each([
    ["today, whatever they speak of", hoursAgo(23), "refund", "spring"],
    ["days ago, where they have not said what they want", daysAgo(6), undefined, "spring"],
    ["days ago, where they have only greeted", daysAgo(6), "greeting", "spring"],
    ["days ago, where they want what it offers", daysAgo(6), "card-application", "spring"],
    ["days ago, where they speak of something else", daysAgo(2), "refund", undefined],
    ["more than a week ago", daysAgo(7.1), "card-application", undefined],
    ["in the future, by a clock that is ahead", hoursAgo(-1), undefined, undefined],
  ])("counts when it was clicked %s", (_when, occurredAt, intent, campaign) => {
    const campaigns = [clicked("spring", occurredAt, { label: "Kredi kartı kampanyası" })];
    expect(found({ campaigns }, intent === undefined ? {} : { intent })).toBe(campaign);
  });
});
