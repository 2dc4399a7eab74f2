import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { adapter as hubspot } from "../../../../adapters/channels/hubspot/index.ts";
import { anyBytes, mutated } from "../arbitraries.ts";
import { ownFixture } from "../own-fixtures.ts";
import { aJsonRequest, allEvents, aRequest, assertStorable, onlyEvent } from "../requests.ts";

const changes = ownFixture("hubspot", "changes");
const [creation, email, birthday, merge, privacy, deal, conversation, association, object] = changes;
const read = (change: object) => onlyEvent(hubspot, aJsonRequest([change]));
const contact = { kind: "crm", value: "62515:123", level: "verified", verifiedBy: "crm" };

describe("a change of a HubSpot contact", () => {
  it("is what the CRM knows of the person, under the profile's names", () => {
    expect(read(email)).toEqual({
      channel: "crm",
      direction: "internal",
      kind: "profile.updated",
      identifiers: [contact, { kind: "email", value: "ayse@example.com", level: "claimed" }],
      occurredAt: "2026-01-02T03:00:01.000Z",
      attributes: {
        source: "hubspot",
        portalId: 62515,
        appId: 54321,
        objectId: 123,
        object: "contact",
        change: "propertyChange",
        property: "email",
        value: "ayse@example.com",
        profile: { email: "ayse@example.com" },
        changeSource: "FORM",
      },
      idempotencyKey: '["62515","1160453","101","123","1767322801000"]',
    });
  });

  it.each([
    ["firstname", "Ayşe", { firstName: "Ayşe" }],
    ["mobilephone", "+905551112233", { mobilePhone: "+905551112233" }],
    ["company", "Acme", { company: "Acme" }],
    ["hs_language", "tr", { language: "tr" }],
    ["lifecyclestage", "customer", { stage: "customer" }],
    ["date_of_birth", "1990-05-14", { birthday: "1990-05-14" }],
  ])("of %s has it in the profile", (propertyName, propertyValue, profile) => {
    expect(read({ ...email, propertyName, propertyValue }).attributes).toMatchObject({ profile });
  });

  it("of a date is one, whether HubSpot writes it as milliseconds or as typed", () => {
    expect(read(birthday).attributes).toMatchObject({ profile: { birthday: "1990-05-14" } });
  });

  it("of a property without a name of ours, or emptied, is a change in the CRM", () => {
    for (const more of [
      { propertyName: "hs_lead_score" },
      { propertyValue: "" },
      { propertyName: "date_of_birth", propertyValue: "bahar" },
    ]) {
      const event = read({ ...email, ...more });
      expect(event).toMatchObject({ kind: "crm.changed", identifiers: [contact] });
      expect(event.attributes).not.toHaveProperty("profile");
    }
  });

  it("that merges contacts leaves one of them, in the place of all others", () => {
    expect(read(merge)).toMatchObject({
      kind: "identity.changed",
      identifiers: [{ ...contact, value: "62515:130" }],
      previousIdentifiers: [124, 125, 123].map((id) => ({ ...contact, value: `62515:${id}` })),
    });
    const { newObjectId, ...older } = merge;
    expect(read(older)).toMatchObject({
      identifiers: [contact],
      previousIdentifiers: [124, 125].map((id) => ({ ...contact, value: `62515:${id}` })),
    });
  });

  it("that deletes for privacy asks for erasure", () => {
    expect(read(privacy)).toMatchObject({ kind: "privacy.erasure-requested", identifiers: [contact] });
  });

  it("is read from the newer subscriptions too, by the object's type", () => {
    expect(read(object)).toMatchObject({
      kind: "profile.updated",
      identifiers: [contact],
      attributes: { profile: { firstName: "Ayşe" } },
    });
    expect(read({ ...object, objectTypeId: "2-777" })).toMatchObject({ kind: "crm.changed" });
  });
});

describe("another change in HubSpot", () => {
  it.each([
    ["of a new contact", creation, "crm.changed", contact],
    ["of a deal", deal, "deal.changed", { kind: "external", value: "62515:deal:777" }],
    ["of a conversation", conversation, "crm.changed", { kind: "external", value: "62515:conversation:888" }],
  ])("%s is filed under what changed", (_, change, kind, identifier) => {
    expect(read(change)).toMatchObject({
      channel: "crm",
      direction: "internal",
      kind,
      identifiers: [identifier],
    });
  });

  it("of an association names both ends", () => {
    expect(read(association)).toMatchObject({
      kind: "crm.changed",
      attributes: { fromObjectId: 123, toObjectId: 999 },
    });
  });

  it.each([{ subscriptionType: "contact" }, {}, null, 7, "x", { ...deal, eventId: null }])(
    "is kept when it is none: %j",
    (item) => {
      expect(allEvents(hubspot, aJsonRequest([item]))).toMatchObject([{ kind: "webhook.received" }]);
    },
  );
});

describe("a call of HubSpot's", () => {
  it("has one event for each change, and the same keys on the next attempt", () => {
    const keysOf = (items: object[]) =>
      allEvents(hubspot, aJsonRequest(items)).map((event) => event.idempotencyKey);
    const all = [...changes, { portalId: 1 }];
    expect(new Set(keysOf(all)).size).toBe(all.length);
    expect(keysOf(all.map((change) => ({ ...change, attemptNumber: 3 })))).toEqual(keysOf(all));
  });

  it("of a workflow is kept", () => {
    const [event] = allEvents(hubspot, aJsonRequest({ objectId: 123, properties: {} }));
    expect(event).toMatchObject({
      kind: "webhook.received",
      identifiers: [{ kind: "external", value: "123" }],
    });
  });

  it.each(["[", "7", '"x"', "null"])("is refused when it is none: %s", (text) => {
    const request = aRequest({ headers: { "content-type": "application/json" }, body: Buffer.from(text) });
    expect(hubspot.parse(request).kind).toBe("unreadable");
  });

  it("becomes events that can be stored, whatever is changed in it, or is refused", () => {
    fc.assert(
      fc.property(mutated(changes), (body) => {
        const parsed = hubspot.parse(aJsonRequest(body));
        if (parsed.kind === "events") parsed.events.forEach(assertStorable);
      }),
      { numRuns: 300 },
    );
  });

  it("never throws, whatever the bytes are", () => {
    fc.assert(
      fc.property(anyBytes, (body) => {
        const request = aRequest({ headers: { "content-type": "application/json" }, body });
        expect(["events", "unreadable"]).toContain(hubspot.parse(request).kind);
      }),
    );
  });
});
