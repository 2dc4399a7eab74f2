/** The gate of requirement R11: what a channel must be integrated with before it goes live. */
import { describe, expect, it } from "vitest";
import { missingOf } from "../../../domain/channels/readiness.ts";
import type { ChannelConfig, Readiness } from "../../../schemas/channel-config.ts";

const ready: Required<Readiness> = {
  routing: { kind: "queue", queueId: "general" },
  reportGroup: "shops",
  consent: { kind: "inbound-only" },
  sla: "case-policy",
};
const about = { queueIds: ["general"], secretCount: 1 };
const displayName: ChannelConfig["displayName"] = { tr: "Mağaza", en: "Shop" };
const partsOf = (changes: Partial<Readiness>, more: Partial<typeof about> = {}, name = displayName) =>
  missingOf({ displayName: name, readiness: { ...ready, ...changes } }, { ...about, ...more }).map(
    ({ part }) => part,
  );

describe("a channel", () => {
  it("goes live when routing, panel, reports, consent and SLA know it", () => {
    expect(partsOf({})).toEqual([]);
    expect(partsOf({ routing: { kind: "not-routed" }, sla: "none" }, { queueIds: [] })).toEqual([]);
    expect(partsOf({ consent: { kind: "sends", purpose: "service", legalBasis: "contract" } })).toEqual([]);
  });

  it.each(["routing", "reportGroup", "consent", "sla"] as const)("does not without %s", (name) => {
    const { [name]: _left, ...readiness } = ready;
    expect(missingOf({ displayName, readiness }, about)).toHaveLength(1);
  });

  it("does not with a line that the routing policy lacks, without a name in both languages, or a secret", () => {
    expect(partsOf({}, { queueIds: ["other"] })).toEqual(["routing"]);
    expect(partsOf({}, {}, { tr: "Mağaza" })).toEqual(["panel"]);
    expect(partsOf({}, {}, { en: "Shop" })).toEqual(["panel"]);
    expect(partsOf({}, { secretCount: 0 })).toEqual(["signature"]);
  });

  it("says all that is missing at once, in words", () => {
    const missing = missingOf({ displayName: {}, readiness: {} }, { queueIds: [], secretCount: 0 });
    expect(missing.map(({ part }) => part)).toEqual([
      "signature",
      "routing",
      "panel",
      "panel",
      "reports",
      "consent",
      "sla",
    ]);
    for (const { detail } of missing) expect(detail).toMatch(/^[a-z].{10,}/);
  });
});
