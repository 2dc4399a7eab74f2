import { describe, expect, it } from "vitest";
import { consentsOf, isChannelOpen } from "../../../domain/consent/consents.ts";
import { isHighValue } from "../../../domain/profile/high-value.ts";
import { preferredChannel } from "../../../domain/profile/preferred-channel.ts";
import { satisfactionOf } from "../../../domain/profile/satisfaction.ts";
import { shownAttributes } from "../../../domain/profile/shown-attribute.ts";
import { lifeCycleStage } from "../../../domain/profile/stage.ts";
import type { Channel, ContactEvent } from "../../../schemas/contact-event.ts";
import { ledgerOf } from "../consent/words.ts";
import { type Attributes, attributesOf, daysAgo, digestOf, happened, now, reported } from "./customers.ts";

const bought = (days: number) => happened("order.placed", {}, { occurredAt: daysAgo(days) });
const wrote = (channel: Channel, days = 1) =>
  happened("message.received", {}, { channel, occurredAt: daysAgo(days) });
const wroteTo = happened("message.sent", {}, { direction: "outbound" });

describe("the stage of the life cycle", () => {
  it.each<[string, string, ContactEvent[]]>([
    ["visitor", "nothing is known", []],
    [
      "visitor",
      "they only looked",
      [happened("page.viewed"), happened("price.checked"), happened("article.read")],
    ],
    ["visitor", "we wrote to them", [wroteTo, happened("email.opened", {}, { channel: "marketing" })]],
    ["visitor", "they declined an offer", [happened("offer.made"), happened("offer.declined")]],
    ["lead", "they wrote to us", [wrote("sms"), happened("page.viewed")]],
    ["lead", "they filled a cart", [happened("cart.abandoned")]],
    ["lead", "they took an offer", [happened("offer.accepted")]],
    ["customer", "they bought a year ago to the day", [bought(365)]],
    ["customer", "they bought twice, and more long ago", [bought(1), bought(2), bought(400), bought(500)]],
    ["customer", "they have a product", [reported({ products: [{ name: "Kart" }] })]],
    [
      "customer",
      "they bought long ago and still have a product",
      [bought(800), reported({ products: [{ id: "1" }] })],
    ],
    ["lapsed", "they bought more than a year ago", [bought(366), bought(900), bought(901), wrote("sms")]],
    [
      "lapsed",
      "what is called a product is none",
      [bought(366), reported({ products: ["x", {}, { state: "open" }] })],
    ],
    ["loyal", "they bought three times within a year", [bought(1), bought(200), bought(365)]],
    ["lapsed", "a source says so", [bought(1), bought(2), bought(3), reported({ stage: "Lapsed" })]],
    [
      "loyal",
      "a source says what we do not know",
      [bought(1), bought(2), bought(3), reported({ stage: "vip" })],
    ],
  ])("is %s where %s", (stage, _, events) => {
    const digest = digestOf(...events);
    expect(lifeCycleStage(digest, shownAttributes(digest), now)).toBe(stage);
  });
});

describe("a customer of high value", () => {
  it.each<[boolean, Attributes]>([
    [false, { name: "A" }],
    [false, { value: 99_999.99 }],
    [true, { value: 100_000 }],
    [true, { value: 1, segment: "Gold" }],
    [true, { segment: "PLATINUM" }],
    [true, { segment: "VİP" }],
    [true, { segment: "VIP" }],
    [true, { segment: "premium" }],
    [true, { segment: "ÖZEL" }],
    [false, { segment: "Gold Digger" }],
    [false, { segment: "standard" }],
    [false, { value: "1000000", segment: 1 }],
  ])("is %s of %j", (expected, profile) => {
    expect(isHighValue(attributesOf(profile))).toBe(expected);
  });

  it("is one from the company's own threshold on", () => {
    expect(isHighValue(attributesOf({ value: 500 }), 500)).toBe(true);
    expect(isHighValue(attributesOf({ value: 499 }), 500)).toBe(false);
  });
});

describe("satisfaction", () => {
  /** Newest first, as one reads it. */
  const answered = (...scores: readonly (number | string)[]) =>
    digestOf(
      ...scores.map((score, index) =>
        happened("survey.answered", { score }, { channel: "survey", occurredAt: daysAgo(index + 1) }),
      ),
    ).facts.surveys;

  it.each<[number[], number | undefined, string]>([
    [[], undefined, "none"],
    [[4], 4, "none"],
    [[1, 5, 5], 3.67, "none"],
    [[5, 5, 5, 1], 5, "rising"],
    [[5, 5, 5, 4.5], 5, "rising"],
    [[5, 5, 5, 4.51], 5, "steady"],
    [[4, 4, 4, 4.4, 4.4, 4.4], 4, "steady"],
    [[4, 4, 4, 4.5, 4.5, 4.5], 4, "falling"],
    [[2, 2, 3, 5, 5, 5], 2.33, "falling"],
    [[3, 4, 5, 5, 4, 3, 1, 1, 1, 1], 4, "steady"],
    [[1.5, 1.5, 1.6, 1, 1, 1.1], 1.53, "rising"],
  ])("of %j is %s and %s", (scores, score, trend) => {
    expect(satisfactionOf(answered(...scores))).toMatchObject({
      ...(score === undefined ? {} : { score }),
      trend,
    });
    expect(satisfactionOf(answered(...scores)).score).toBe(score);
  });

  it("leaves out answers without a score, and cites the others newest first", () => {
    const { score, surveys } = satisfactionOf(answered(5, "so so", 4));
    expect(score).toBe(4.5);
    expect(surveys.map((survey) => survey.score)).toEqual([5, 4]);
    expect(surveys[0]).toMatchObject({ occurredAt: daysAgo(1), channel: "survey" });
  });
});

describe("the preferred channel", () => {
  const consent = (channel: string, state: string, purpose = "marketing") =>
    happened("consent.changed", { brand: "Acme", purpose, channel, state });
  const wants = (preferred: string) => reported({ preferredChannel: preferred });

  it.each<[Channel | undefined, string, ContactEvent[]]>([
    [undefined, "nothing is known", []],
    [undefined, "only we wrote", [wroteTo]],
    ["email", "a source reports it", [wants("email"), wrote("sms")]],
    ["whatsapp", "a source writes it large", [wants("WhatsApp")]],
    ["sms", "a source reports what is no channel", [wants("pigeon"), wrote("sms")]],
    ["sms", "the reported one is refused", [wants("email"), consent("email", "denied"), wrote("sms")]],
    [
      "email",
      "the reported one is refused for one purpose only",
      [wants("email"), consent("email", "denied"), consent("email", "granted", "service")],
    ],
    ["voice", "they came by it most often", [wrote("sms", 1), wrote("voice", 2), wrote("voice", 3)]],
    [
      "telegram",
      "it was used last, of two used equally",
      [wrote("sms", 4), wrote("telegram", 1), wrote("sms", 2), wrote("telegram", 5)],
    ],
    [
      "sms",
      "the one used most is refused",
      [wrote("voice"), wrote("voice"), wrote("sms"), consent("voice", "denied")],
    ],
    [undefined, "the only one used is refused", [wrote("sms"), consent("sms", "denied")]],
  ])("is %s where %s", (expected, _, events) => {
    const digest = digestOf(...events);
    const consents = consentsOf(ledgerOf(...events), now);
    const isOpen = (channel: Channel) => isChannelOpen(consents, channel);
    expect(preferredChannel(digest, shownAttributes(digest), isOpen)).toBe(expected);
  });
});
