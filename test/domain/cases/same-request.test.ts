import { describe, expect, it } from "vitest";
import { applyEvent, openCase } from "../../../domain/cases/apply-event.ts";
import { defaultCasePolicy as policy } from "../../../domain/cases/default-case-policy.ts";
import { requestOf, type UnderstoodEvent } from "../../../domain/cases/request.ts";
import { bestCase, likeness } from "../../../domain/cases/same-request.ts";
import { understandByRules } from "../../../domain/understanding/understand-by-rules.ts";
import type { Case } from "../../../schemas/case.ts";
import type { ContactEvent } from "../../../schemas/contact-event.ts";
import { contactEvent } from "../../support/events.ts";

const opened = "2026-11-16T09:00:00.000Z";
const day = (days: number) => new Date(Date.parse(opened) + days * 86_400_000).toISOString();

function understood(changes: Partial<ContactEvent>): UnderstoodEvent {
  const event = contactEvent({ eventId: "e1", occurredAt: opened, ...changes });
  return { event, home: "i1", ...(event.text ? { understanding: understandByRules(event.text) } : {}) };
}

const caseOf = (changes: Partial<ContactEvent>): Case => openCase("c1", understood(changes));

function likenessOf(found: Case, changes: Partial<ContactEvent>): number {
  const next = understood({ eventId: "e2", occurredAt: day(1), ...changes });
  return likeness(found, next.event, requestOf(next), policy);
}

const aboutCard = caseOf({ text: "Kartım çalışmıyor" });

describe("an event belongs to a case", () => {
  it.each<[string, Case, Partial<ContactEvent>, number]>([
    ["that its sender names", aboutCard, { caseId: aboutCard.caseId, occurredAt: day(6) }, 4],
    ["of the same thread, days later", caseOf({ thread: "t" }), { thread: "t", occurredAt: day(20) }, 3],
    [
      "of the same order, in other words",
      caseOf({ attributes: { orderId: "7" } }),
      { attributes: { orderId: 7 } },
      2,
    ],
    ["of the same campaign", caseOf({ attributes: { campaign: "x" } }), { attributes: { campaign: "x" } }, 2],
    ["near in time, with nothing to tell", aboutCard, { text: "merhaba?" }, 1],
    ["near in time, with the same topic", aboutCard, { text: "Kartım hâlâ çalışmıyor" }, 1],
  ])("%s", (_name, found, changes, likely) => {
    expect(likenessOf(found, changes)).toBe(likely);
  });

  it.each<[string, Case, Partial<ContactEvent>]>([
    ["another case is named", aboutCard, { caseId: "c1-other" }],
    ["the topic is another one", aboutCard, { text: "İnternetim kesildi, arıza var" }],
    ["it is about another order", caseOf({ attributes: { orderId: "7" } }), { attributes: { orderId: "8" } }],
    ["it comes after too long a silence", aboutCard, { occurredAt: day(4) }],
    [
      "the thread is one of another endpoint",
      caseOf({ thread: "t" }),
      { thread: "t", endpointId: "x", occurredAt: day(9) },
    ],
  ])("not when %s", (_name, found, changes) => {
    expect(likenessOf(found, changes)).toBe(0);
  });

  it("not once the case is closed, or resolved for too long", () => {
    const resolve = {
      eventId: "e9",
      kind: "outcome.recorded",
      direction: "internal",
      channel: "note",
    } as const;
    const end = (status: string) =>
      applyEvent(aboutCard, understood({ ...resolve, attributes: { outcome: "x", status } }));
    expect(likenessOf(end("resolved"), { caseId: aboutCard.caseId, occurredAt: day(6) })).toBe(4);
    expect(likenessOf(end("resolved"), { caseId: aboutCard.caseId, occurredAt: day(8) })).toBe(0);
    expect(likenessOf(end("closed"), { caseId: aboutCard.caseId })).toBe(0);
  });

  it("of several, to the surest, then to the one with the newest event", () => {
    const near = { ...aboutCard, caseId: "near", lastEventAt: day(0.9) };
    const older = { ...aboutCard, caseId: "older", lastEventAt: day(0.5) };
    const byThread = { ...caseOf({ thread: "t" }), caseId: "thread" };
    const pick = (cases: Case[], changes: Partial<ContactEvent>) => {
      const next = understood({ eventId: "e2", occurredAt: day(1), ...changes });
      return bestCase(cases, next.event, requestOf(next), policy)?.caseId;
    };
    expect(pick([older, near, byThread], { thread: "t" })).toBe("thread");
    expect(pick([older, near], {})).toBe("near");
    expect(pick([near, older], {})).toBe("near");
    expect(pick([], {})).toBeUndefined();
  });
});
