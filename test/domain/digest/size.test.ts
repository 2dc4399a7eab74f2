import { describe, expect, it } from "vitest";
import { mostFacts } from "../../../domain/digest/groups.ts";
import { mergeDigests } from "../../../domain/digest/merge-digests.ts";
import type { ContactEvent } from "../../../schemas/contact-event.ts";
import { type FactGroup, factGroups } from "../../../schemas/digest.ts";
import { profileAttributes } from "../../../schemas/profile.ts";
import { contactEvent } from "../../support/events.ts";
import { fold } from "./deliveries.ts";

const kinds: Readonly<Record<FactGroup, string>> = {
  contacts: `message.${"x".repeat(56)}`,
  articles: "article.read",
  pages: "coupon.downloaded",
  carts: "cart.abandoned",
  purchases: "transaction.made",
  surveys: "survey.answered",
  campaigns: `email.${"x".repeat(58)}`,
  offers: "offer.accepted",
  promises: "promise.made",
  outcomes: "outcome.recorded",
};

/** Everything filled to the brim, in each of the ways that text takes room. */
const fillings = ["x", "ş", "😀", '"', "\\", "\u0007x", "\uD800x"];
const brim = (filling: string, bytes: number) =>
  filling.repeat(Math.floor(bytes / Buffer.byteLength(filling)));

function hostileEvents(filling: string, customer: string): ContactEvent[] {
  const long = brim(filling, 5_000);
  const attributes = (index: number) => {
    const id = `${index}${brim(filling, filling === "x" || filling === "ş" || filling === "😀" ? 60 : 30)}`;
    return {
      ...Object.fromEntries(
        ["title", "name", "product", "subject", "comment", "outcome", "offer", "text", "summary"].map(
          (name) => [name, long],
        ),
      ),
      ...Object.fromEntries(
        ["articleId", "productId", "cartId", "orderId", "campaign", "offerId", "promiseId"].map((name) => [
          name,
          id,
        ]),
      ),
      amount: -123_456_789_012.456,
      currency: "TRY",
      score: 3.3333,
      dueAt: "2026-12-01",
      expiresAt: "2026-12-01",
    };
  };
  const facts = factGroups.flatMap((group) =>
    Array.from({ length: 30 }, (_, index) =>
      contactEvent({ kind: kinds[group], attributes: attributes(index), text: long }),
    ),
  );
  const profile = Array.from({ length: 12 }, (_, index) => {
    const names = [
      ...profileAttributes,
      ...Array.from({ length: 40 }, (__, field) => `${"x".repeat(38)}${field}`),
    ];
    const filled = (bytes: number) => [
      brim(filling, filling === '"' || filling === "\\" ? bytes / 2 - 2 : bytes - 4),
    ];
    const values = names.map((name): [string, NonNullable<ContactEvent["attributes"]>[string]] => {
      if (name === "products") return [name, filled(1_600)];
      if (["alternativeContacts", "renewals", "alarms"].includes(name)) return [name, filled(500)];
      if (name === "scores") return [name, { x: filled(490)[0] ?? "" }];
      return [name, filled(118)[0] ?? ""];
    });
    return contactEvent({
      kind: "profile.updated",
      attributes: { profile: Object.fromEntries(values), source: `${index}${brim("x", 61)}` },
    });
  });
  return [...facts, ...profile].map((event, index) => ({
    ...event,
    eventId: `${customer}${String(index).padStart(23, "0")}`,
  }));
}

const digestOf = (filling: string, customer: string) =>
  fold(
    hostileEvents(filling, customer).map((event) => ({
      event,
      caseId: `${"C".repeat(26)}-${"K".repeat(26)}`,
      understanding: { language: "other", intent: "i".repeat(64), caseType: "suggestion", sentiment: -0.99 },
    })),
  );
const bytesOf = (value: unknown) => Buffer.byteLength(JSON.stringify(value));

describe("the size of a digest", () => {
  it.each(fillings)("stays under 100 KB when everything is filled with %j", (filling) => {
    const digest = digestOf(filling, "a");
    expect(factGroups.map((group) => digest.facts[group].length)).toEqual(
      factGroups.map((group) => mostFacts[group]),
    );
    expect(Object.values(digest.profile).flatMap(Object.values)).toHaveLength(40);
    expect(bytesOf(digest)).toBeLessThan(100_000);
  });

  it("stays under it for a person of many customers", () => {
    const person = mergeDigests(["a", "b", "c", "d"].map((customer) => digestOf("x", customer)));
    expect(bytesOf(person)).toBeLessThan(100_000);
  });
});
