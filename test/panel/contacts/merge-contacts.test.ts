import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addContacts, longestList, renewContacts } from "../../../panel/contacts/merge-contacts.ts";
import { aContact, idsOf } from "../support/contacts.ts";

const ids = (list: ReturnType<typeof addContacts>) => idsOf(list.map(({ event }) => event));

describe("addContacts", () => {
  it("puts what landed last on top", () => {
    expect(ids(addContacts([aContact(1)], [aContact(2)]))).toEqual(["e02", "e01"]);
  });

  it("puts an old event that lands late on top too", () => {
    const late = aContact(3, { eventId: "late", occurredAt: "2026-02-01T00:00:00.000Z" });
    expect(ids(addContacts([aContact(1)], [late]))).toEqual(["late", "e01"]);
  });

  it("keeps an event once, in its last form", () => {
    const list = addContacts([aContact(1, { text: "before" })], [aContact(1, { text: "after" })]);
    expect(list.map(({ event }) => event.text)).toEqual(["after"]);
  });

  it("gives a customer's name to all contacts of that customer, and of no other", () => {
    const named = { ...aContact(2), customerName: "Ayşe" };
    const other = { ...aContact(3), customerId: "c2" };
    const names = addContacts([aContact(1)], [named, other]).map(({ customerName }) => customerName);
    expect(names).toEqual([undefined, "Ayşe", "Ayşe"]);
  });

  it("forgets the oldest when the list gets too long", () => {
    const many = Array.from({ length: longestList + 5 }, (_, index) =>
      aContact(index % 60, { eventId: `n${String(index).padStart(3, "0")}` }),
    );
    expect(addContacts([], many)).toHaveLength(longestList);
  });

  it("is the same whatever order contacts land in", () => {
    const all = [1, 2, 3, 4, 5].map((minute) => aContact(minute));
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: 5 }), (shuffled) => {
        const list = shuffled.reduce((sofar, contact) => addContacts(sofar, [contact]), addContacts([], []));
        expect(ids(list)).toEqual(["e05", "e04", "e03", "e02", "e01"]);
      }),
    );
  });
});

describe("renewContacts", () => {
  it("fills the gap of a lost connection", () => {
    const list = renewContacts([aContact(1)], { items: [aContact(3), aContact(2), aContact(1)] });
    expect(ids(list)).toEqual(["e03", "e02", "e01"]);
  });

  it("drops what is older than a page that does not join it, rather than hide a gap", () => {
    const list = renewContacts([aContact(1)], { items: [aContact(9), aContact(8)], nextCursor: "more" });
    expect(ids(list)).toEqual(["e09", "e08"]);
  });

  it("keeps what landed while the page was being read", () => {
    const list = renewContacts([aContact(10)], { items: [aContact(9), aContact(8)], nextCursor: "more" });
    expect(ids(list)).toEqual(["e10", "e09", "e08"]);
  });

  it("keeps older contacts when the page is all there is", () => {
    expect(ids(renewContacts([aContact(1)], { items: [aContact(9)] }))).toEqual(["e09", "e01"]);
  });
});
