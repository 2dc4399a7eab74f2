import { describe, expect, it } from "vitest";
import { briefAfter, linesOf } from "./story.ts";

const named = {
  eventId: "crm",
  occurredAt: "2026-02-01T09:00:00.000Z",
  channel: "crm",
  direction: "internal",
  kind: "profile.updated",
  attributes: { profile: { name: "Charlie Yılmaz" } },
} as const;

describe("Charlie, who is invited on Monday, calls on Tuesday and comes on Wednesday", () => {
  const invited = {
    eventId: "invitation",
    occurredAt: "2026-03-09T09:00:00.000Z",
    channel: "sms",
    direction: "outbound",
    kind: "message.sent",
    text: "Gold Kart sizin için hazır",
    attributes: { campaign: "spring" },
  } as const;
  const wrote = {
    eventId: "message",
    occurredAt: "2026-03-09T10:00:00.000Z",
    channel: "whatsapp",
    direction: "inbound",
    kind: "message.received",
    text: "Kredi kartı başvurusu yapmak istiyorum",
  } as const;
  const called = {
    eventId: "call",
    occurredAt: "2026-03-10T10:00:00.000Z",
    channel: "voice",
    direction: "inbound",
    kind: "call.started",
  } as const;
  const came = {
    eventId: "visit",
    occurredAt: "2026-03-11T12:00:00.000Z",
    channel: "store",
    direction: "inbound",
    kind: "visit.checked-in",
    attributes: { branch: "Kadıköy" },
  } as const;

  it.each([
    ["the message", [wrote], "İstek: kart başvurusu · WhatsApp, az önce"],
    [
      "the call of the next day",
      [wrote, called],
      "İstek: kart başvurusu · telefon, az önce · ilk temas: WhatsApp, 1 gün önce",
    ],
    [
      "the visit of the third day",
      [wrote, called, came],
      "İstek: kart başvurusu · şube veya mağaza (Kadıköy), az önce · ilk temas: WhatsApp, 2 gün önce",
    ],
  ])("is known by name and topic at %s", (_, told, why) => {
    const brief = briefAfter([named, invited, ...told], told.at(-1)?.occurredAt ?? "", "tr");
    expect(brief.lines[0]?.text).toBe("Charlie Yılmaz · aday müşteri");
    expect(brief.lines[0]?.cites.map(({ eventId }) => eventId)).toEqual(["crm"]);
    expect(brief.lines[1]?.text).toBe(why);
    expect(brief.lines[1]?.cites.map(({ eventId }) => eventId)).toEqual([
      ...new Set(["message", told.at(-1)?.eventId]),
    ]);
  });

  it.each([
    ["call", called],
    ["visit", came],
  ])("is probably here for the invitation, when a %s is the first word", (_, first) => {
    const brief = briefAfter([named, invited, first], first.occurredAt, "en");
    expect(brief.lines[0]?.text).toMatch(/^Charlie Yılmaz/);
    expect(brief.lines[1]?.text).toContain("Probably about “Gold Kart sizin için hazır”");
    expect(brief.nextAction.text).toBe(
      "Begin with this, most likely the reason: “Gold Kart sizin için hazır”",
    );
  });
});

describe("a customer who reads a help article, chats and then calls", () => {
  const story = [
    named,
    {
      eventId: "before",
      occurredAt: "2026-02-20T09:00:00.000Z",
      channel: "email",
      direction: "inbound",
      kind: "email.received",
      text: "Where is my invoice?",
    },
    {
      eventId: "outcome",
      occurredAt: "2026-02-20T11:00:00.000Z",
      channel: "note",
      direction: "internal",
      kind: "outcome.recorded",
      attributes: { outcome: "resolved", status: "resolved" },
    },
    {
      eventId: "article",
      occurredAt: "2026-03-10T10:00:00.000Z",
      channel: "web",
      direction: "inbound",
      kind: "article.read",
      attributes: { articleId: "a1", title: "How to send goods back" },
    },
    {
      eventId: "chat1",
      occurredAt: "2026-03-10T10:05:00.000Z",
      channel: "chat",
      direction: "inbound",
      kind: "message.received",
      thread: "t1",
      text: "I want a refund for the shoes I ordered",
      attributes: { slots: { "order-number": "1001" } },
    },
    {
      eventId: "chat2",
      occurredAt: "2026-03-10T10:06:00.000Z",
      channel: "chat",
      direction: "outbound",
      kind: "message.sent",
      thread: "t1",
      text: "Please tell us what is wrong with them",
    },
    {
      eventId: "call",
      occurredAt: "2026-03-10T10:30:00.000Z",
      channel: "voice",
      direction: "inbound",
      kind: "call.started",
    },
  ] as const;
  const brief = briefAfter(story, "2026-03-10T10:30:00.000Z", "en");

  it("is met on the phone with the history, the chat and the article, and asked only what is missing", () => {
    expect(linesOf(brief)).toEqual([
      "who: Charlie Yılmaz · lead",
      "why: Request: refund · phone, just now · first by web chat, 25 minutes ago",
      "known: Still to ask: reason",
      "known: Known, do not ask again: order number (1001)",
      "said: Said (web chat, 24 minutes ago): Customer: “I want a refund for the shoes I ordered” · Us: “Please tell us what is wrong with them”",
      "read: Help read: “How to send goods back”",
      "said: Earlier: resolved, 2 weeks ago · web chat, 24 minutes ago · e-mail, 2 weeks ago",
      "next: Ask only for this: reason",
    ]);
  });

  it("finds each of them on the timeline", () => {
    const cited = (start: string) =>
      brief.lines.find(({ text }) => text.startsWith(start))?.cites.map(({ eventId }) => eventId);
    expect(cited("Said")).toEqual(["chat2", "chat1"]);
    expect(cited("Help read")).toEqual(["article"]);
    expect(cited("Earlier")).toEqual(["outcome", "chat2", "before"]);
    expect(cited("Known")).toEqual(["chat1"]);
  });
});
