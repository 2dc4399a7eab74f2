import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ContactEvent, Level } from "../../../schemas/contact-event.ts";
import { profileAttributes } from "../../../schemas/profile.ts";
import { contactEvent } from "../../support/events.ts";
import { fold } from "./deliveries.ts";

interface Report {
  readonly eventId?: string;
  readonly second?: number;
  readonly level?: Level;
  readonly source?: string;
  readonly profile: ContactEvent["attributes"];
}

function report({
  eventId = "e",
  second = 0,
  level = "verified",
  source,
  profile = {},
}: Report): ContactEvent {
  return contactEvent({
    eventId,
    occurredAt: new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString(),
    kind: "profile.updated",
    identifiers: [{ kind: "crm", value: "42", level }],
    attributes: { profile, ...(source === undefined ? {} : { source }) },
  });
}

const profileOf = (...reports: readonly Report[]) =>
  fold(reports.map((one) => ({ event: report(one) }))).profile;
const valuesOf = (profile: ReturnType<typeof profileOf>, name: string) =>
  Object.values(profile[name] ?? {}).map(({ value }) => value);

describe("words on a profile", () => {
  it("keep source, time, level and event", () => {
    expect(profileOf({ eventId: "e7", second: 7, source: "crm", profile: { name: "Ayşe Yılmaz" } })).toEqual({
      name: {
        "verified:crm": {
          value: "Ayşe Yılmaz",
          source: "crm",
          at: "2026-01-01T00:00:07.000Z",
          level: "verified",
          eventId: "e7",
        },
      },
    });
  });

  it("have the endpoint as their source where the event names none", () => {
    const { name } = profileOf({ profile: { name: "Ayşe" } });
    expect(Object.values(name ?? {})[0]?.source).toBe("standard/demo");
  });

  it("replace older ones of the same source, but what it proved not by what it heard", () => {
    const proven: Report = { eventId: "a", second: 1, profile: { name: "Ayşe" } };
    const corrected: Report = { eventId: "b", second: 2, profile: { name: "Ayşe Yılmaz" } };
    const heard: Report = { eventId: "c", second: 3, level: "claimed", profile: { name: "Hacker" } };
    expect(valuesOf(profileOf(corrected, proven), "name")).toEqual(["Ayşe Yılmaz"]);
    expect(valuesOf(profileOf(proven, corrected, heard), "name").sort()).toEqual(["Ayşe Yılmaz", "Hacker"]);
  });

  it("are claimed unless the identifier the event lives under is verified", () => {
    const event = contactEvent({
      kind: "profile.updated",
      identifiers: [],
      attributes: { profile: { name: "A" } },
    });
    expect(Object.keys(fold([{ event }]).profile.name ?? {})).toEqual(["claimed:standard/demo"]);
  });

  it.each([
    ["name", "  Ayşe\n\tYılmaz ", "Ayşe Yılmaz"],
    ["value", 125_000.5, 125_000.5],
    ["birthday", "1992-02-29", "1992-02-29"],
    ["products", [{ id: 1, name: "Kart" }], [{ id: 1, name: "Kart" }]],
    ["scores", { churn: 0.2 }, { churn: 0.2 }],
    ["çocukSayısı", 2, 2],
    ["isStudent", false, false],
  ])("take %s: %j", (name, given, kept) => {
    expect(valuesOf(profileOf({ profile: { [name]: given } }), name)).toEqual([kept]);
  });

  it.each([
    ["name", 42],
    ["name", "  "],
    ["name", null],
    ["name", "x".repeat(500)],
    ["value", "a lot"],
    ["value", 1e300],
    ["birthday", "1991-02-29"],
    ["birthday", "yesterday"],
    ["products", { id: 1 }],
    ["products", []],
    ["products", [{ name: "x".repeat(3000) }]],
    ["scores", [1, 2]],
    ["other", null],
    ["other", { text: "x".repeat(500) }],
    ["__proto__", "x"],
    ["x".repeat(41), "x"],
    ["two words", "x"],
    ["", "x"],
  ])("leave out a bad %.20s (case %#), and keep the good one before it", (name, bad) => {
    const profile = Object.fromEntries([[name, bad]]);
    const good = name === "name" ? { name: "Ayşe" } : {};
    const kept = profileOf({ eventId: "a", profile: good }, { eventId: "b", second: 9, profile });
    expect(Object.keys(kept)).toEqual(Object.keys(good));
    expect(valuesOf(kept, "name")).toEqual(Object.values(good));
  });

  it("are nothing where the profile is nothing", () => {
    for (const profile of [undefined, null, "x", 1, ["name"]]) {
      const event = contactEvent({
        kind: "profile.updated",
        attributes: profile === undefined ? {} : { profile },
      });
      expect(fold([{ event }]).profile).toEqual({});
    }
  });

  it("stay, of a source that reports sixty fields, for all that profiles are made of", () => {
    const fields = Array.from({ length: 60 }, (_, index) => [`z${index}`, index]);
    const profile = { ...Object.fromEntries(fields), name: "Ayşe", value: 7, timeZone: "Europe/Istanbul" };
    expect(Object.keys(profileOf({ profile }))).toEqual(
      expect.arrayContaining(["name", "value", "timeZone"]),
    );
    expect(Object.keys(profileOf({ profile }))).toHaveLength(40);
  });

  it("are bounded, three an attribute and forty in all: the trusted stay, then the known, then the newest", () => {
    const words = fc.uniqueArray(
      fc.record({
        attribute: fc.oneof(
          fc.constantFrom("name", "company", "segment", "stage"),
          fc.integer({ min: 1, max: 40 }).map((number) => `field${number}`),
        ),
        source: fc.constantFrom("s1", "s2", "s3", "s4"),
        level: fc.constantFrom<Level>("verified", "claimed"),
        second: fc.integer({ min: 0, max: 9 }),
      }),
      { maxLength: 150, size: "max", selector: (word) => JSON.stringify(word) },
    );
    fc.assert(
      fc.property(words, (all) => {
        const named = all.map((word, index) => ({ ...word, eventId: `e${String(index).padStart(3, "0")}` }));
        const { profile } = fold(
          named.map((word) => ({ event: report({ ...word, profile: { [word.attribute]: "x" } }) })),
        );
        const known: readonly string[] = profileAttributes;
        const sorted = named.toSorted(
          (left, right) =>
            Number(right.level === "verified") - Number(left.level === "verified") ||
            Number(known.includes(right.attribute)) - Number(known.includes(left.attribute)) ||
            right.second - left.second ||
            (left.eventId < right.eventId ? 1 : -1),
        );
        const heard = new Set<string>();
        const count = new Map<string, number>();
        const expected = sorted
          .filter(({ attribute, source, level }) => {
            const key = `${attribute} ${level} ${source}`;
            if (heard.has(key) || (count.get(attribute) ?? 0) === 3) return false;
            heard.add(key);
            count.set(attribute, (count.get(attribute) ?? 0) + 1);
            return true;
          })
          .slice(0, 40)
          .map(({ eventId }) => eventId);
        const kept = Object.values(profile).flatMap((values) => Object.values(values));
        expect(kept.map(({ eventId }) => eventId).sort()).toEqual(expected.sort());
      }),
    );
  });
});
