/** Contact records against contact events: what never came is made up for, and counted. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ContactEventType, contactEventTypes } from "../../../domain/connect/contact.ts";
import type { ContactRecord } from "../../../domain/connect/contact-record.ts";
import { followContact } from "../../../domain/connect/follow-contact.ts";
import { reconcileContact } from "../../../domain/connect/reconcile-contact.ts";
import { emptyDigest } from "../../../domain/digest/empty-digest.ts";
import { foldEvent } from "../../../domain/digest/fold-event.ts";
import { buildContactEvent } from "../../../domain/ingest/build-contact-event.ts";
import type { ParsedEvent } from "../../../domain/ingest/channel-adapter.ts";
import { ContactWorld } from "./contact-world.ts";

const at = (seconds: number) =>
  new Date(Date.parse("2026-11-22T09:00:00.000Z") + seconds * 1000).toISOString();
const times = Object.fromEntries(contactEventTypes.map((type, index) => [type, at(index)]));

const record = (changes: Partial<ContactRecord> = {}): ContactRecord => ({
  contactId: "call",
  instanceId: "instance",
  updatedAt: at(100),
  at: times,
  userId: "user-1",
  earlier: [],
  endpoint: { address: "+905551112233", type: "TELEPHONE_NUMBER" },
  attributes: {},
  ...changes,
});

const calledIdentifiers = async (_caseId: string, value: string) => [
  { kind: "phone", value, level: "claimed" } as const,
];

function worldWithCase() {
  const world = new ContactWorld();
  world.cases.set("call", "case");
  const stored: ParsedEvent[] = [];
  const store = async (event: ParsedEvent) => void stored.push(event);
  return {
    world,
    stored,
    reconcile: (one: ContactRecord) => reconcileContact({ ...world.deps, store, calledIdentifiers }, one),
  };
}

const newsOf = (type: ContactEventType) => ({
  contactId: "call",
  type,
  at: { [type]: times[type] },
  earlier: [],
  ...(type === "INITIATED" || type === "QUEUED" ? {} : { userId: "user-1" }),
});

describe("a contact record", () => {
  it("makes up for every event that was lost, and meters it", async () => {
    const kept = fc.subarray([...contactEventTypes]);
    await fc.assert(
      fc.asyncProperty(kept, async (came) => {
        const { world, reconcile } = worldWithCase();
        for (const type of came) {
          // DISCONNECTED alone would say that the customer left: Connect's own carries the agent.
          const before = type === "DISCONNECTED" ? { CONNECTED_TO_AGENT: times.CONNECTED_TO_AGENT } : {};
          await followContact(world.deps, { ...newsOf(type), at: { ...before, [type]: times[type] } });
        }
        expect(await reconcile(record())).toEqual({
          expected: 5,
          seen: came.length,
          repaired: 5 - came.length,
        });
        expect([...world.told].sort()).toEqual(["accepted case agent-1 -", "released case agent-1"]);
      }),
    );
  });

  it("expects no more events than the contact has had", async () => {
    const { world, reconcile } = worldWithCase();
    const abandoned = record({
      at: { INITIATED: at(0), QUEUED: at(1), DISCONNECTED: at(2) },
      userId: undefined,
    });
    expect(await reconcile(abandoned)).toEqual({ expected: 3, seen: 0, repaired: 3 });
    expect(world.told).toEqual(["customer-left case"]);
  });

  it("that comes twice is counted once; one that says more is counted for what it says more", async () => {
    const { reconcile } = worldWithCase();
    const nothing = { expected: 0, seen: 0, repaired: 0 };
    const { COMPLETED: _, ...early } = times;
    expect((await reconcile(record({ at: early }))).expected).toBe(4);
    expect(await reconcile(record({ at: early }))).toEqual(nothing);
    expect((await reconcile(record({ updatedAt: at(200) }))).expected).toBe(1);
    expect(await reconcile(record({ updatedAt: at(150) }))).toEqual(nothing);
  });

  it("that is older than what is known says nothing", async () => {
    const { world, reconcile } = worldWithCase();
    await reconcile(record({ at: { INITIATED: at(0) }, userId: undefined, updatedAt: at(200) }));
    await reconcile(record({ updatedAt: at(199) }));
    expect(world.told).toEqual([]);
  });

  it("of a call back links it to the case of the call", async () => {
    const { world, reconcile } = worldWithCase();
    await reconcile(record({ contactId: "back", earlier: ["call"], previous: "call", callback: true }));
    expect(world.cases.get("back")).toBe("case");
    expect(world.told).toEqual(["accepted case agent-1 -", "released case agent-1"]);
  });
});

describe("the record of a call of ours", () => {
  const ours = { calledFor: "case", answeredAt: at(1) };

  it("puts the end of the call on the case, once, with how long it was", async () => {
    const { world, stored, reconcile } = worldWithCase();
    world.cases.delete("call");
    await reconcile(record(ours));
    await reconcile(record({ ...ours, updatedAt: at(300) }));
    expect(world.cases.get("call")).toBe("case");
    expect(stored[0]).toMatchObject({
      kind: "call.ended",
      direction: "outbound",
      caseId: "case",
      occurredAt: at(3),
      identifiers: [{ kind: "phone", value: "+905551112233", level: "claimed" }],
      attributes: { contactId: "call", callStatus: "completed", durationSeconds: 2 },
    });
    expect(new Set(stored.map(({ idempotencyKey }) => idempotencyKey))).toEqual(new Set(["call:call.ended"]));
  });

  it("says so where nobody answered, and nobody is said to have left", async () => {
    const { world, stored, reconcile } = worldWithCase();
    const rang = { INITIATED: at(0), DISCONNECTED: at(60) };
    await reconcile(record({ calledFor: "case", answeredAt: undefined, at: rang, userId: undefined }));
    expect(stored[0]?.attributes).toMatchObject({ callStatus: "no-answer", durationSeconds: 0 });
    expect(world.told).toEqual([]);
  });

  it("takes nothing off the hands of the agent who called: their chat goes on", async () => {
    const { world, reconcile } = worldWithCase();
    await reconcile(record(ours));
    expect(world.told).toEqual(["accepted case agent-1 -"]);
  });
});

describe("a survey's answer in a contact record", () => {
  const answered = { csat: "4", csatScale: "5" };

  it("is a survey of the caller on the timeline, and feeds the digest", async () => {
    const { stored, reconcile } = worldWithCase();
    await reconcile(record({ attributes: answered }));
    const [answer] = stored;
    expect(answer).toMatchObject({
      kind: "survey.answered",
      channel: "survey",
      caseId: "case",
      identifiers: [{ kind: "phone", value: "+905551112233", level: "verified" }],
      attributes: { score: 4, scale: 5, contactId: "call" },
    });
    if (answer === undefined) throw new Error("no answer");
    const delivery = { provider: "connect", endpointId: "i", receivedAt: at(300) };
    const { event } = buildContactEvent({ pepper: "p", defaultCountry: "TR" }, answer, delivery);
    expect(foldEvent(emptyDigest, { event }).facts.surveys).toMatchObject([{ value: 4 }]);
  });

  it("is the same event however often it comes, from whichever contact of the conversation", async () => {
    const { stored, reconcile } = worldWithCase();
    await reconcile(record({ attributes: answered }));
    await reconcile(record({ attributes: answered, updatedAt: at(300) }));
    await reconcile(
      record({ contactId: "survey", initialContactId: "call", earlier: ["call"], attributes: answered }),
    );
    expect(stored).toHaveLength(3);
    expect(new Set(stored.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(1);
    // The time of the first receipt holds: that of the record differs.
    expect(stored.every(({ occurredAt }) => occurredAt === undefined)).toBe(true);
  });

  it.each([
    [
      "of a caller who withholds the number is the conversation's",
      { address: "anonymous", type: "TELEPHONE_NUMBER" },
    ],
    ["of a chat is the conversation's", { address: "", type: "" }],
  ])("%s", async (_, endpoint) => {
    const { stored, reconcile } = worldWithCase();
    await reconcile(record({ attributes: answered, endpoint }));
    expect(stored[0]).toMatchObject({ identifiers: [], thread: "call" });
  });

  it.each([[{}], [{ csat: "" }], [{ csat: "none" }], [{ csat: "4; drop" }]])(
    "is none in %j",
    async (attributes) => {
      const { stored, reconcile } = worldWithCase();
      await reconcile(record({ attributes }));
      expect(stored).toEqual([]);
    },
  );
});
