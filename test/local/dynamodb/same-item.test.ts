/** Equal items, whatever the order of attributes and set members. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sameItem } from "../../../local/dynamodb/same-item.ts";

const scalar = fc.oneof(
  fc.record({ S: fc.string() }),
  fc.record({ N: fc.integer().map(String) }),
  fc.record({ BOOL: fc.boolean() }),
);
const set = fc.uniqueArray(fc.string(), { minLength: 2 });
const name = fc.string().filter((text) => text !== "__proto__");

describe("sameItem", () => {
  it("does not see the order of attributes", () => {
    fc.assert(
      fc.property(fc.dictionary(name, scalar), (item) => {
        expect(sameItem(item, Object.fromEntries(Object.entries(item).toReversed()))).toBe(true);
      }),
    );
  });

  it("does not see the order of a set, and sees that of a list", () => {
    fc.assert(
      fc.property(set, (members) => {
        const turned = members.toReversed();
        expect(
          sameItem({ deep: { M: { s: { SS: members } } } }, { deep: { M: { s: { SS: turned } } } }),
        ).toBe(true);
        const list = (texts: string[]) => ({ l: { L: texts.map((S) => ({ S })) } });
        expect(sameItem(list(members), list(turned))).toBe(false);
      }),
    );
  });

  it("sees a changed value, a changed type and a missing item", () => {
    fc.assert(
      fc.property(fc.integer(), (number) => {
        expect(sameItem({ a: { N: `${number}` } }, { a: { N: `${number + 1}` } })).toBe(false);
        expect(sameItem({ a: { N: `${number}` } }, { a: { S: `${number}` } })).toBe(false);
      }),
    );
    expect(sameItem(undefined, {})).toBe(false);
    expect(sameItem(undefined, undefined)).toBe(true);
  });
});
