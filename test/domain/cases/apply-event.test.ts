import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyEvent, openCase } from "../../../domain/cases/apply-event.ts";
import { statusAt } from "../../../domain/cases/case-status.ts";
import { defaultCasePolicy as policy } from "../../../domain/cases/default-case-policy.ts";
import type { UnderstoodEvent } from "../../../domain/cases/request.ts";
import { slotsToAsk, wholeCases } from "../../../domain/cases/whole-case.ts";
import { understandByRules } from "../../../domain/understanding/understand-by-rules.ts";
import { type Case, caseSchema } from "../../../schemas/case.ts";
import type { ContactEvent } from "../../../schemas/contact-event.ts";
import { contactEvent } from "../../support/events.ts";

const start = Date.parse("2026-11-16T09:00:00.000Z");
const minute = (minutes: number) => new Date(start + minutes * 60_000).toISOString();

let told = 0;
function understood(changes: Partial<ContactEvent>): UnderstoodEvent {
  told += 1;
  const event = contactEvent({ eventId: `e${told}`, occurredAt: minute(0), ...changes });
  return { event, home: "i1", ...(event.text ? { understanding: understandByRules(event.text) } : {}) };
}

const withEvents = (found: Case, ...events: Partial<ContactEvent>[]) =>
  events.reduce((one, changes) => applyEvent(one, understood(changes)), found);

const reply = { direction: "outbound", kind: "message.sent", text: "Bakıyoruz" } as const;
const opened = openCase("c1", understood({ text: "Siparişim nerede?" }));

describe("a case", () => {
  it("knows what it is about from its first event", () => {
    expect(opened).toMatchObject({
      customerId: "c1",
      identifierId: "i1",
      status: "open",
      intent: "order-status",
      channels: ["sms"],
    });
    expect(slotsToAsk(opened, policy)).toEqual(["order-number"]);
    expect(caseSchema.parse(opened)).toEqual(opened);
  });

  it("waits for the customer once somebody has answered, and is open again when the customer writes", () => {
    const answered = withEvents(opened, { ...reply, occurredAt: minute(5) });
    expect(answered).toMatchObject({ status: "waiting", firstRespondedAt: minute(5) });
    const back = withEvents(answered, { text: "teşekkürler", occurredAt: minute(9) });
    expect(back).toMatchObject({ status: "open", intent: "order-status" });
    expect(back.history.map(({ status }) => status)).toEqual(["open", "waiting", "open"]);
  });

  it("takes a call of ours for a first response, but none that nobody answered", () => {
    const call = (callStatus: string) =>
      ({ direction: "outbound", channel: "voice", kind: "call.ended", attributes: { callStatus } }) as const;
    const talked = withEvents(opened, { ...call("completed"), occurredAt: minute(5) });
    expect(talked.firstRespondedAt).toBe(minute(5));
    for (const status of ["no-answer", "busy", "failed", "canceled"]) {
      const rang = withEvents(opened, { ...call(status), occurredAt: minute(5) });
      expect(rang.firstRespondedAt, status).toBeUndefined();
    }
  });

  it("takes no bot's turn for a first response, and no late event for a change of status", () => {
    expect(withEvents(opened, { ...reply, channel: "bot" }).firstRespondedAt).toBeUndefined();
    const waiting = withEvents(opened, { ...reply, occurredAt: minute(5) });
    expect(withEvents(waiting, { text: "alo", occurredAt: minute(3) }).status).toBe("waiting");
    expect(withEvents(waiting, { ...reply, occurredAt: minute(2) }).firstRespondedAt).toBe(minute(2));
  });

  it("becomes a complaint when it turns into one, and stays one", () => {
    const angry = withEvents(opened, { text: "Şikayetçiyim, rezalet bir hizmet!" });
    expect(angry.type).toBe("complaint");
    expect(withEvents(angry, { text: "Sipariş durumu?" }).type).toBe("complaint");
  });

  it("keeps the newest word on each slot", () => {
    const filled = withEvents(
      opened,
      { attributes: { slots: { "order-number": "78" } }, occurredAt: minute(9) },
      { attributes: { slots: { "order-number": "77", empty: "" } }, occurredAt: minute(3) },
    );
    expect(filled.slots).toMatchObject({ "order-number": { value: "78" } });
    expect(Object.keys(filled.slots)).toEqual(["order-number"]);
    expect(slotsToAsk(filled, policy)).toEqual([]);
  });

  it("reads attributes of any shape without harm", () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.constantFrom(
            "slots",
            "intent",
            "orderId",
            "campaign",
            "outcome",
            "status",
            "agentId",
            "contactId",
            "caseType",
          ),
          fc.jsonValue(),
        ),
        (attributes) => {
          const found = withEvents(opened, {
            attributes: attributes as never,
            kind: "outcome.recorded",
            direction: "internal",
          });
          expect(caseSchema.safeParse(found).success).toBe(true);
        },
      ),
    );
  });

  it("is the same when an event is applied twice", () => {
    const arbitrary = fc.array(
      fc.record({
        occurredAt: fc.nat(60).map(minute),
        text: fc.constantFrom("alo", "Şikayetçiyim", "", "Kartım kayıp"),
        direction: fc.constantFrom("inbound" as const, "outbound" as const),
        kind: fc.constantFrom("message.received", "message.sent", "call.ended"),
      }),
      { minLength: 1, maxLength: 8 },
    );
    fc.assert(
      fc.property(arbitrary, (events) => {
        const all = events.map(understood);
        const once = all.reduce(applyEvent, opened);
        const last = all.at(-1);
        expect(last === undefined ? once : applyEvent(once, last)).toEqual(once);
      }),
    );
  });

  it("is closed when nothing can bring it back any more, without anybody saying so", () => {
    const resolved = withEvents(opened, {
      kind: "outcome.recorded",
      direction: "internal",
      occurredAt: minute(10),
      attributes: { outcome: "resolved", status: "resolved" },
    });
    expect(statusAt(resolved, policy, minute(10 + policy.reopenMinutes))).toBe("resolved");
    expect(statusAt(resolved, policy, minute(11 + policy.reopenMinutes))).toBe("closed");
    expect(statusAt(opened, policy, minute(1e6))).toBe("open");
  });
});

describe("parts of a case", () => {
  const part = (caseId: string, partOf?: string): Case => ({
    ...opened,
    caseId,
    ...(partOf === undefined ? {} : { partOf }),
  });
  const shape = (cases: Case[]) =>
    Object.fromEntries(
      wholeCases(cases).map(({ whole, parts }) => [whole.caseId, parts.map(({ caseId }) => caseId).sort()]),
    );

  it("are shown as one, through any number of merges", () => {
    expect(shape([part("a"), part("b", "a"), part("c", "b"), part("d")])).toEqual({ a: ["b", "c"], d: [] });
  });

  it("stand for themselves where the case they were part of is with somebody else", () => {
    expect(shape([part("b", "a"), part("c", "b")])).toEqual({ b: ["c"] });
  });
});
