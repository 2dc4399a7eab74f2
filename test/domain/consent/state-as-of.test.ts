import { describe, expect, it } from "vitest";
import { stateAsOf } from "../../../domain/consent/state-as-of.ts";
import type { ConsentEntry } from "../../../schemas/consents.ts";
import { about, minute, word } from "./words.ts";

const state = (entries: readonly ConsentEntry[], purpose = "marketing", at = 60) =>
  stateAsOf(entries, { ...about, purpose }, { at: minute(at) }).state;
const stop = (at: number) => word(at, "denied", "*");
const start = (at: number) => word(at, "granted", "*");
const typed = { level: "claimed" } as const;

describe("a consent", () => {
  it.each<[string, readonly ConsentEntry[], string]>([
    ["unknown where nothing was said", [], "unknown"],
    ["granted by a grant", [word(1, "granted")], "granted"],
    ["denied by a refusal", [word(1, "denied")], "denied"],
    ["granted after a refusal", [word(1, "denied"), word(2, "granted")], "granted"],
    ["denied after a grant", [word(1, "granted"), word(2, "denied")], "denied"],
    ["denied where both were said at once", [word(1, "granted"), word(1, "denied")], "denied"],
    ["denied by a refusal of everything", [word(1, "granted"), stop(2)], "denied"],
    ["denied by a refusal of everything at the same instant", [word(1, "granted"), stop(1)], "denied"],
    ["granted by a grant of its own after STOP", [stop(1), word(2, "granted")], "granted"],
    ["not denied any more after START", [stop(1), start(2)], "unknown"],
    ["not granted again by START", [word(1, "granted"), stop(2), start(3)], "unknown"],
    ["not granted by START alone", [start(1)], "unknown"],
    ["still granted after a START nobody needed", [word(1, "granted"), start(2)], "granted"],
    ["still denied by its own refusal after START", [word(1, "denied"), start(2)], "denied"],
    [
      "denied by STOP after a grant of its own and a START",
      [start(1), word(2, "granted"), stop(3)],
      "denied",
    ],
    [
      "not touched by a refusal of something else",
      [word(1, "granted"), word(2, "denied", "survey")],
      "granted",
    ],
    ["granted by a typed grant", [word(1, "granted", "marketing", typed)], "granted"],
    ["denied by a typed refusal", [word(1, "granted"), word(2, "denied", "marketing", typed)], "denied"],
    [
      "not granted by a typed grant after a proven refusal",
      [word(1, "denied"), word(2, "granted", "marketing", typed)],
      "denied",
    ],
    [
      "not granted by a typed grant after a proven STOP",
      [stop(1), word(2, "granted", "marketing", typed)],
      "denied",
    ],
    ["not freed by a typed START after a proven STOP", [stop(1), word(2, "granted", "*", typed)], "denied"],
    [
      "granted by a typed grant after a typed refusal",
      [word(1, "denied", "marketing", typed), word(2, "granted", "marketing", typed)],
      "granted",
    ],
    ["not that of another brand", [word(1, "denied", "marketing", { brand: "Other" })], "unknown"],
    ["not that of another channel", [word(1, "denied", "*", { channel: "email" })], "unknown"],
    [
      "refused by one address, refused",
      [word(1, "denied", "marketing", { identifierId: "old" }), word(2, "granted")],
      "denied",
    ],
    [
      "granted by one address where the other says nothing",
      [word(1, "granted", "marketing", { identifierId: "crm" })],
      "granted",
    ],
  ])("is %s", (_, entries, expected) => {
    expect(state(entries)).toBe(expected);
    expect(state(entries.toReversed())).toBe(expected);
    expect(state([...entries, ...entries])).toBe(expected);
  });

  it("is asked of everything: only words on everything answer", () => {
    expect([state([word(1, "denied")], "*"), state([stop(1)], "*"), state([stop(1), start(2)], "*")]).toEqual(
      [...["unknown", "denied", "granted"]],
    );
  });

  it("cites the newest word that says so", () => {
    const entries = [stop(1), word(2, "denied"), stop(3)];
    expect(stateAsOf(entries, about, { at: minute(60) }).entry).toEqual(entries[2]);
  });

  it("is what it was at that instant, the instant itself included", () => {
    const entries = [word(10, "granted"), word(20, "denied"), word(30, "granted")];
    expect([9, 10, 19, 20, 29, 30].map((at) => state(entries, "marketing", at))).toEqual([
      ...["unknown", "granted", "granted", "denied", "denied", "granted"],
    ]);
  });

  it("is what we knew at that instant, of what was said by another", () => {
    const late = word(10, "denied", "marketing", { recordedAt: minute(40) });
    const entries = [word(5, "granted"), late];
    const known = (at: number, knownAt: number) =>
      stateAsOf(entries, about, { at: minute(at), knownAt: minute(knownAt) }).state;
    expect([known(20, 20), known(20, 39), known(20, 40), known(7, 60)]).toEqual([
      ...["granted", "granted", "denied", "granted"],
    ]);
  });
});
