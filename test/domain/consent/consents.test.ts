import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { consentsOf, deniedConsents, isChannelOpen } from "../../../domain/consent/consents.ts";
import { emptyDigest } from "../../../domain/digest/empty-digest.ts";
import { foldEvent } from "../../../domain/digest/fold-event.ts";
import { mergeDigests } from "../../../domain/digest/merge-digests.ts";
import type { ContactEvent } from "../../../schemas/contact-event.ts";
import { contactEvent } from "../../support/events.ts";

type Attributes = NonNullable<ContactEvent["attributes"]>;

const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString();
const sms: Attributes = { brand: "Acme", purpose: "marketing", channel: "sms" };

function changed(second: number, attributes: Attributes, eventId = `e${second}`): ContactEvent {
  return contactEvent({ kind: "consent.changed", occurredAt: at(second), eventId, attributes });
}
const customer = (...events: readonly ContactEvent[]) =>
  events.reduce((digest, event) => foldEvent(digest, { event }), emptyDigest);
const granted = (second: number) => customer(changed(second, { ...sms, state: "granted" }));
const denied = (second: number) => customer(changed(second, { ...sms, state: "denied" }));

describe("the consents of one customer", () => {
  it("are the newest word on each, whichever came first", () => {
    const [no, yes] = [changed(1, { ...sms, state: "denied" }), changed(2, { ...sms, state: "granted" })];
    for (const digest of [customer(no, yes), customer(yes, no)]) {
      expect(consentsOf([digest])).toEqual([
        { ...sms, state: "granted", at: at(2), source: "standard/demo", eventId: "e2" },
      ]);
    }
  });

  it("are told apart by brand, purpose and channel, also where a name has a bar in it", () => {
    const events = [
      { brand: "a|b", purpose: "c", channel: "d" },
      { brand: "a", purpose: "b|c", channel: "d" },
      { brand: "a%7Cb", purpose: "c", channel: "d" },
      { brand: "a", purpose: "b", channel: "c|d" },
    ].map((names, index) => changed(index, { ...names, state: "denied" }));
    expect(consentsOf([customer(...events)])).toHaveLength(4);
  });

  it("mean the same however channel, purpose and state are written", () => {
    const [consent] = consentsOf([
      customer(changed(1, { brand: "Acme", purpose: "Marketing", channel: " SMS", state: "DENIED" })),
    ]);
    expect(consent).toMatchObject({ ...sms, state: "denied" });
  });

  it.each<[string, Attributes]>([
    ["no brand", { purpose: "marketing", channel: "sms", state: "denied" }],
    ["no purpose", { brand: "Acme", channel: "sms", state: "denied" }],
    ["no channel", { brand: "Acme", purpose: "marketing", state: "denied" }],
    ["no state", sms],
    ["another state", { ...sms, state: "maybe" }],
    ["a name that is too long", { ...sms, brand: "x".repeat(41), state: "denied" }],
    ["a name that is no text", { ...sms, channel: ["sms"], state: "denied" }],
  ])("leave out an event with %s", (_, attributes) => {
    expect(customer(changed(1, attributes))).toBe(emptyDigest);
  });
});

describe("the consents of a person of several customers", () => {
  it("are refused where any of them refused, however long ago", () => {
    for (const digests of [
      [denied(1), granted(2)],
      [granted(2), denied(1)],
      [granted(1), denied(2)],
      [granted(1), granted(3), denied(2)],
    ]) {
      expect(consentsOf(digests).map(({ state }) => state)).toEqual(["denied"]);
    }
  });

  it("show the newest of equal words", () => {
    expect(consentsOf([denied(1), denied(3), denied(2), granted(4)])).toMatchObject([{ eventId: "e3" }]);
    expect(consentsOf([granted(1), granted(3), granted(2)])).toMatchObject([{ eventId: "e3" }]);
  });

  it("are the merged digest's, so that nobody who reads that one can be wrong", () => {
    const digests = [denied(1), granted(2)];
    expect(Object.values(mergeDigests(digests).consents)).toEqual(consentsOf(digests));
  });

  it("keep every refusal when there are too many consents to keep", () => {
    const many = (first: number, state: string) =>
      customer(
        ...Array.from({ length: 32 }, (_, index) =>
          changed(first + index, { ...sms, brand: `brand ${first + index}`, state }),
        ),
      );
    const consents = consentsOf([many(1, "denied"), many(40, "granted")]);
    expect(deniedConsents(consents)).toHaveLength(32);
  });

  it("are what going through all words by hand gives", () => {
    const word = fc.record({
      customer: fc.integer({ min: 0, max: 2 }),
      second: fc.integer({ min: 0, max: 5 }),
      channel: fc.constantFrom("sms", "email"),
      state: fc.constantFrom("granted", "denied"),
    });
    fc.assert(
      fc.property(fc.array(word, { maxLength: 30 }), (words) => {
        const events = words.map(({ second, channel, state }, index) =>
          changed(second, { ...sms, channel, state }, `e${String(index).padStart(2, "0")}`),
        );
        const digests = [0, 1, 2].map((owner) =>
          customer(...events.filter((_, index) => words[index]?.customer === owner)),
        );
        const expected = ["email", "sms"].flatMap((channel) => {
          const last = [0, 1, 2].flatMap((owner) => {
            const own = events
              .map((event, index) => ({ event, word: words[index] }))
              .filter(({ word }) => word?.customer === owner && word.channel === channel)
              .sort((left, right) =>
                left.event.occurredAt + left.event.eventId < right.event.occurredAt + right.event.eventId
                  ? -1
                  : 1,
              );
            return own.at(-1)?.word?.state ?? [];
          });
          return last.length === 0 ? [] : [`${channel} ${last.includes("denied") ? "denied" : "granted"}`];
        });
        expect(consentsOf(digests).map(({ channel, state }) => `${channel} ${state}`)).toEqual(expected);
      }),
    );
  });
});

describe("a channel", () => {
  const about = (purpose: string, channel: string, state: string, second: number) =>
    changed(second, { brand: "Acme", purpose, channel, state });

  it.each([
    ["open where nothing was said", [], true],
    ["open where something was granted", [about("marketing", "sms", "granted", 1)], true],
    [
      "closed where something was refused and nothing granted",
      [about("marketing", "sms", "denied", 1)],
      false,
    ],
    [
      "open where one thing was refused and another granted",
      [about("marketing", "sms", "denied", 1), about("service", "sms", "granted", 2)],
      true,
    ],
    ["open where another one was closed", [about("marketing", "email", "denied", 1)], true],
  ])("is %s", (_, events, open) => {
    expect(isChannelOpen(consentsOf([customer(...events)]), "sms")).toBe(open);
  });
});
