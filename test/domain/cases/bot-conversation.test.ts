/** A bot's conversation as it is reported to the generic channel: turns, a way out to a human, or a resolution. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { adapter as standard } from "../../../adapters/channels/standard/index.ts";
import { assignEvents } from "../../../domain/cases/assign-events.ts";
import { defaultCasePolicy as policy } from "../../../domain/cases/default-case-policy.ts";
import { buildContactEvent } from "../../../domain/ingest/build-contact-event.ts";
import { aJsonRequest, allEvents } from "../../adapters/channels/requests.ts";
import { delivery, pepper } from "../../support/events.ts";

interface Told {
  readonly kind: string;
  readonly attributes?: object;
  readonly channel?: string;
  readonly direction?: string;
  readonly thread?: string;
  readonly identifiers?: readonly object[];
  readonly text?: string;
}

const at = (seconds: number) => new Date(Date.UTC(2026, 10, 22, 8, 0, seconds)).toISOString();
const visitor = { kind: "visitor", value: "v-91c2", level: "verified" };

/** What becomes of events that one sender reports one after the other. */
function conversation(...told: readonly Told[]) {
  const reported = told.map((one, index) => ({
    id: `turn-${index}`,
    occurredAt: at(index),
    channel: "bot",
    direction: one.kind === "message.sent" ? "outbound" : "inbound",
    identifiers: [visitor],
    thread: "bot-551",
    ...one,
  }));
  const events = allEvents(standard, aJsonRequest(reported)).map(
    (event) => buildContactEvent({ pepper, defaultCountry: "TR" }, event, delivery).event,
  );
  const assigned = assignEvents({
    customerId: "customer-1",
    cases: [],
    events: events.map((event) => ({ event, home: "i1" })),
    policy,
  });
  const caseIds = new Set(assigned.assignments.map(({ caseId }) => caseId));
  return { ...assigned, caseIds, found: assigned.changed[0] };
}

const asks: Told = {
  kind: "message.received",
  text: "Kredi başvurumda kaldım",
  attributes: { turn: 1, confidence: 0.91, intent: "loan-application", slots: { amount: 250_000 } },
};
const answers: Told = {
  kind: "message.sent",
  text: "Hangi adımda?",
  attributes: { turn: 2, confidence: 0.62, answerId: "a-17" },
};
const handsOver: Told = {
  kind: "handover.requested",
  direction: "internal",
  attributes: { turn: 4, reason: "asked-for-a-human", slots: { termMonths: 36 } },
};

describe("a bot's conversation", () => {
  it("is one request, from its first turn to the handover", () => {
    const { assignments, caseIds, found } = conversation(
      asks,
      answers,
      { ...asks, text: "Belge yükleyemiyorum", attributes: { turn: 3, slots: { step: 3 } } },
      handsOver,
    );
    expect(assignments).toHaveLength(4);
    expect(caseIds.size).toBe(1);
    expect(found).toMatchObject({ status: "open", intent: "loan-application", humanWantedAt: at(3) });
    expect(Object.entries(found?.slots ?? {}).map(([name, { value }]) => [name, value])).toEqual([
      ["amount", 250_000],
      ["step", 3],
      ["termMonths", 36],
    ]);
  });

  it("is one request with any number of turns, and a human is one step away from each of them", () => {
    const turns = fc.array(fc.constantFrom(asks, answers), { maxLength: 12 });
    fc.assert(
      fc.property(turns, fc.boolean(), (more, byTheCustomer) => {
        const last = byTheCustomer ? { ...handsOver, direction: "inbound" } : handsOver;
        const { assignments, caseIds, found } = conversation(asks, ...more, last);
        expect(assignments).toHaveLength(more.length + 2);
        expect(caseIds.size).toBe(1);
        expect(found?.humanWantedAt).toBe(at(more.length + 1));
      }),
      { numRuns: 100 },
    );
  });

  it("reaches a human though the handover comes before what was said, or with nothing said at all", () => {
    for (const direction of ["internal", "inbound"]) {
      const first = { ...handsOver, direction };
      const alone = conversation(first).found;
      expect(alone).toMatchObject({ status: "open", channel: "bot", askedAt: at(0), humanWantedAt: at(0) });
      const { caseIds, found } = conversation(first, answers, asks);
      expect(caseIds.size).toBe(1);
      expect(Object.keys(found?.slots ?? {}).sort()).toEqual(["amount", "termMonths"]);
    }
  });

  it("is no first response of ours, until a human writes", () => {
    expect(conversation(asks, answers, handsOver).found?.firstRespondedAt).toBeUndefined();
    const human: Told = { kind: "message.sent", channel: "chat", text: "Merhaba, bakıyorum." };
    const { found, caseIds } = conversation(asks, answers, handsOver, human);
    expect(caseIds.size).toBe(1);
    expect(found?.firstRespondedAt).toBe(at(3));
  });

  it("goes on as the same request on another device", () => {
    const onPhone = { device: { type: "phone", os: "iOS 19" } };
    const onTablet = { device: { type: "tablet", os: "iPadOS 19" } };
    const { caseIds } = conversation(
      { ...asks, attributes: { ...asks.attributes, ...onPhone } },
      answers,
      { ...asks, text: "Buradan devam edeyim", attributes: { turn: 3, ...onTablet } },
      handsOver,
    );
    expect(caseIds.size).toBe(1);
  });

  it("has its resolution by the bot on the same request, and opens none with it", () => {
    const resolved: Told = {
      kind: "bot.resolved",
      direction: "internal",
      attributes: { turn: 3, answerId: "a-17" },
    };
    expect(conversation(asks, answers, resolved).caseIds.size).toBe(1);
    expect(conversation(asks, answers, resolved).assignments).toHaveLength(3);
    expect(conversation(resolved).assignments).toEqual([]);
  });
});
