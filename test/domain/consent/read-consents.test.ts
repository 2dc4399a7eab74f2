import { expect, it } from "vitest";
import { isTheirs, readConsents } from "../../../domain/consent/read-consents.ts";
import type { LinkedIdentifier } from "../../../domain/identity/person.ts";
import { minute, word } from "./words.ts";

const link = (identifierId: string, level: "verified" | "claimed", more: object = {}): LinkedIdentifier => ({
  ...{ identifierId, kind: "phone", value: identifierId, level, linkedAt: minute(0), ...more },
});

it.each([
  ["what the owner grants", "granted", 20, true],
  ["what the owner refuses", "denied", 20, true],
  ["what the owner before refused", "denied", 10, true],
  ["nothing that the owner before granted", "granted", 10, false],
  ["nothing that the next owner grants", "granted", 31, false],
  ["nothing that the next owner refuses", "denied", 31, false],
] as const)("an address that changed hands gives %s", (_what, state, at, counts) => {
  const had = { since: minute(10), retiredAt: minute(30) };
  expect(isTheirs(word(at, state), had)).toBe(counts);
  expect(isTheirs(word(at, state), {})).toBe(true);
});

it("are those of every address, each by whom it was proven by, and read once", async () => {
  const entries = [
    word(10, "granted", "marketing", { identifierId: "L1" }),
    word(20, "granted", "service", { identifierId: "L1" }),
    word(10, "granted", "marketing", { identifierId: "L2" }),
  ];
  const asked: string[] = [];
  const read = async (ids: readonly string[]) => {
    asked.push(...ids);
    return { entries: entries.filter(({ identifierId }) => ids.includes(identifierId)), versions: new Map() };
  };
  const deps = {
    ledger: { read, append: async () => {} },
    ledgerIdOf: async ({ value }: { value: string }) => `L${value.slice(-1)}`,
  };
  const identifiers = [
    link("a1", "verified", { since: minute(15) }),
    link("b1", "claimed"),
    link("a2", "verified"),
  ];
  expect(await readConsents(deps, identifiers)).toEqual(entries.slice(1));
  expect(asked.sort()).toEqual(["L1", "L2"]);
  const before = link("a1", "verified", { retiredAt: minute(15) });
  expect(await readConsents(deps, [before, ...identifiers])).toEqual(entries);
});
