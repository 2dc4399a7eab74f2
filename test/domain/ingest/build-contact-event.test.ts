import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildContactEvent } from "../../../domain/ingest/build-contact-event.ts";
import { contactEventSchema, longestIdentifier } from "../../../schemas/contact-event.ts";
import { delivery, parsedEvent, pepper, receivedAt } from "../../support/events.ts";

const settings = { pepper, defaultCountry: "TR" };
const build = (changes: Parameters<typeof parsedEvent>[0] = {}, by = delivery) =>
  buildContactEvent(settings, parsedEvent(changes), by);

describe("building a contact event", () => {
  it("gives the same key to every delivery of the same message, whenever it arrives", () => {
    const late = { ...delivery, receivedAt: "2026-11-23T00:00:00.000Z" };
    expect(build({}, late).event.eventId).toBe(build().event.eventId);
    expect(build({}, late).event.occurredAt).toBe(build().event.occurredAt);
    expect(build({}, late).home).toBe(build().home);
  });

  it("gives different ids to the same key of different endpoints and providers", () => {
    const ids = [
      build(),
      build({}, { ...delivery, endpointId: "other" }),
      build({}, { ...delivery, provider: "twilio" }),
      build({ idempotencyKey: "m2" }),
    ].map(({ event }) => event.eventId);
    expect(new Set(ids).size).toBe(4);
  });

  it("takes the receive time where the provider gives none, and says so", () => {
    const untimed = buildContactEvent(settings, { ...parsedEvent(), occurredAt: undefined }, delivery);
    expect(untimed.timeKnown).toBe(false);
    expect(untimed.event.occurredAt).toBe(receivedAt);
  });

  it.each(["+905551112233", "+90 555 111 22 33", "00905551112233", "+90 (555) 111-22-33", "0555 111 22 33"])(
    "finds the same partition for the phone number written %s",
    (value) => {
      expect(build({ identifiers: [{ kind: "phone", value, level: "verified" }] }).home).toBe(build().home);
    },
  );

  it("takes a number without a country code for one of the default country", () => {
    const identifiers = [{ kind: "phone", value: "0555 111 22 33", level: "verified" }] as const;
    const abroad = buildContactEvent(
      { pepper, defaultCountry: "US" },
      parsedEvent({ identifiers: [...identifiers] }),
      delivery,
    );
    expect(abroad.home).not.toBe(build().home);
    expect(abroad.event.identifiers[0]?.value).toBe("05551112233");
  });

  it("lives with the new identifier, and names the ones it replaces by the ids they were stored under", () => {
    const old = { kind: "phone", value: "0555 111 22 33", level: "verified" } as const;
    const built = build({
      identifiers: [{ ...old, value: "0555 999 88 77" }],
      previousIdentifiers: [old, { ...old, level: "claimed" }],
    });
    const before = { ...old, value: "+905551112233" };
    expect(built.event.previousIdentifiers).toEqual([before, { ...before, level: "claimed" }]);
    expect(built.previousIds).toEqual([
      build().home,
      build({ identifiers: [{ ...old, level: "claimed" }] }).home,
    ]);
    expect(built.home).toBe(built.identifierIds[0]);
    expect(built.home).not.toBe(built.previousIds[0]);
  });

  it("does not let an identifier replace itself, or nobody", () => {
    const phone = { kind: "phone", value: "+905551112233", level: "verified" } as const;
    const previousIdentifiers = [
      { ...phone, value: "0555 111 22 33" },
      { ...phone, value: "+90" },
    ];
    const built = build({ identifiers: [phone], previousIdentifiers });
    expect(built.previousIds).toEqual([]);
    expect(built.event).not.toHaveProperty("previousIdentifiers");
  });

  it("keeps no readable national id among the previous identifiers", () => {
    const previousIdentifiers = [{ kind: "national-id", value: "10000000146", level: "verified" }] as const;
    const built = build({ previousIdentifiers: [...previousIdentifiers] });
    expect(JSON.stringify(built)).not.toContain("10000000146");
    expect(built.previousIds).toHaveLength(1);
  });

  it("keeps how an identifier was verified, which makes no other identifier of it", () => {
    const phone = {
      kind: "phone",
      value: "+905551112233",
      level: "verified",
      verifiedBy: "document",
    } as const;
    const built = build({ identifiers: [phone] });
    expect(built.event.identifiers).toEqual([phone]);
    expect(built.home).toBe(build().home);
  });

  it("finds the same partition for an address in any case and Unicode form", () => {
    const home = (value: string) =>
      build({ identifiers: [{ kind: "email", value, level: "verified" }] }).home;
    expect(home(" Ay\u015Fe@Example.com")).toBe(home("ays\u0327e@example.COM"));
    expect(home("a.b@example.com")).not.toBe(home("ab@example.com"));
  });

  it("lives with the first verified identifier, not with what somebody typed", () => {
    const claimed = { kind: "phone", value: "+905551112233", level: "claimed" } as const;
    const visitor = { kind: "visitor", value: "v-1", level: "verified" } as const;
    expect(build({ identifiers: [claimed, visitor] }).home).toBe(build({ identifiers: [visitor] }).home);
  });

  it("never puts a claimed identifier into the partition of the person who verified it", () => {
    expect(
      build({ identifiers: [{ kind: "phone", value: "+905551112233", level: "claimed" }] }).home,
    ).not.toBe(build().home);
  });

  it("keeps an event that names nobody under its conversation", () => {
    const anonymous = build({ identifiers: [], thread: "t1" });
    expect(anonymous.event.identifiers).toEqual([
      { kind: "external", value: "standard:demo:t1", level: "verified" },
    ]);
    expect(build({ identifiers: [], thread: "t1", idempotencyKey: "m2" }).home).toBe(anonymous.home);
  });

  it("can be read back however long the conversation's name is", () => {
    const threads = ["a", "b"].map((end) => "x".repeat(longestIdentifier - 1) + end);
    const built = threads.map((thread) => build({ identifiers: [], thread }));
    for (const { event } of built) expect(contactEventSchema.safeParse(event).success).toBe(true);
    expect(new Set(built.map(({ home }) => home)).size).toBe(2);
  });

  it("takes an identifier that is only separators for none", () => {
    const blank = build({
      identifiers: [{ kind: "phone", value: " -() ", level: "verified" }],
      thread: "t1",
    });
    expect(blank.event.identifiers.map(({ kind }) => kind)).toEqual(["external"]);
  });

  it("keeps no readable national id, in the identifier or in the text", () => {
    const { event, home } = build({
      identifiers: [{ kind: "national-id", value: "10000000146", level: "verified" }],
      text: "Kimliğim 10000000146",
      attributes: { form: { tckn: "10000000146", cards: ["4111 1111 1111 1111"] } },
      attachments: [{ name: "10000000146.pdf" }],
    });
    expect(JSON.stringify({ event, home })).not.toMatch(/10000000146|4111 1111/);
    expect(event.identifiers[0]?.value).toBe("*********46");
  });

  it("masks a card number also where it is a number or a name, and leaves the provider's addresses alone", () => {
    const { event } = build({
      attributes: {
        card: 4111111111111111,
        form: { "4111111111111111": true },
        to: "4111111111111111",
        total: 1234567890123,
      },
    });
    expect(event.attributes).toEqual({
      card: "************1111",
      form: { "************1111": true },
      to: "4111111111111111",
      total: 1234567890123,
    });
  });

  it("bears every text, attribute name and value", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary" }),
        fc.dictionary(fc.string(), fc.jsonValue()),
        (text, attributes) => {
          const built = build({ text, attributes: JSON.parse(JSON.stringify(attributes)) });
          expect(Object.keys(built.event.attributes ?? {})).toEqual(
            Object.keys(JSON.parse(JSON.stringify(attributes))),
          );
        },
      ),
    );
  });
});
