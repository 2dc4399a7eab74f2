import { describe, expect, it } from "vitest";
import { openPromises } from "../../../domain/brief/promises.ts";
import type { Fact } from "../../../schemas/digest.ts";
import { aFact, daysAgo, hoursAgo, now } from "./people.ts";

const made = (eventId: string, changes: Partial<Fact> = {}) => aFact(eventId, "promise.made", changes);
const kept = (eventId: string, changes: Partial<Fact> = {}) => aFact(eventId, "promise.kept", changes);
const open = (...facts: Fact[]) => openPromises(facts, now).map(({ fact }) => fact.eventId);

describe("open promises", () => {
  it("are those that were not kept, by id or else by their words", () => {
    expect(open(kept("k", { reference: "p1" }), made("m", { reference: "p1" }))).toEqual([]);
    expect(open(kept("k", { label: "call" }), made("m", { label: "call" }))).toEqual([]);
    expect(open(kept("k", { reference: "p2" }), made("m", { reference: "p1" }))).toEqual(["m"]);
    expect(open(kept("k"), made("m"))).toEqual(["m"]);
  });

  it("are open again when made again after they were kept", () => {
    const facts = [
      made("m2", { reference: "p" }),
      kept("k", { reference: "p" }),
      made("m1", { reference: "p" }),
    ];
    expect(open(...facts)).toEqual(["m2"]);
  });

  it("count once, as they were made last", () => {
    expect(open(made("m2", { reference: "p" }), made("m1", { reference: "p" }))).toEqual(["m2"]);
  });

  it("come overdue first, then by when they are due, those without a time last", () => {
    const facts = [
      made("undated"),
      made("soon", { dueAt: daysAgo(-1) }),
      made("unreadable", { dueAt: "some day" }),
      made("late", { dueAt: hoursAgo(1) }),
      made("later", { dueAt: daysAgo(2) }),
    ];
    expect(open(...facts)).toEqual(["later", "late", "soon", "undated", "unreadable"]);
    expect(openPromises(facts, now).map(({ isOverdue }) => isOverdue)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});
