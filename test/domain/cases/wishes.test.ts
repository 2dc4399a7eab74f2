/** What routing goes by: where the customer is and what they wait for, out of the events of a case and its parts. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyEvent } from "../../../domain/cases/apply-event.ts";
import { defaultCasePolicy as policy } from "../../../domain/cases/default-case-policy.ts";
import { joined } from "../../../domain/cases/whole-case.ts";
import type { Case } from "../../../schemas/case.ts";
import type { ContactEvent } from "../../../schemas/contact-event.ts";
import { contactEvent } from "../../support/events.ts";
import { at } from "../../world/routing/scene.ts";
import { aCase } from "../brief/people.ts";

/** @param occurred seconds by the customer's clock @param received by ours */
const event = (changes: Partial<ContactEvent>, occurred: number, received = occurred) =>
  contactEvent({
    eventId: `e${occurred}-${received}`,
    ...changes,
    occurredAt: at(occurred),
    receivedAt: at(received),
  });
const withEvents = (found: Case, ...events: readonly ContactEvent[]) =>
  events.reduce((one, told) => applyEvent(one, { event: told, home: "i1" }), found);

const wishes = ({ channel, askedAt, heardAt, leftAt, humanWantedAt, callbackAt }: Case) =>
  JSON.parse(JSON.stringify({ channel, askedAt, heardAt, leftAt, humanWantedAt, callbackAt }));

const internal = { direction: "internal", channel: "note" } as const;
const gives = (agentId: string, seconds: number, kind = "case.assigned") =>
  event({ ...internal, kind, attributes: { agentId } }, seconds);

describe("what the customer waits for", () => {
  it.each<[string, Partial<ContactEvent>, object]>([
    [
      "a message",
      { kind: "message.received", channel: "chat" },
      { channel: "chat", askedAt: at(10), heardAt: at(12) },
    ],
    [
      "a call",
      { kind: "call.started", channel: "voice" },
      { channel: "voice", askedAt: at(10), heardAt: at(12) },
    ],
    ["the end of a call", { kind: "call.ended", channel: "voice" }, { leftAt: at(10) }],
    ["the end of a chat", { kind: "chat.ended", channel: "chat" }, { leftAt: at(10) }],
    ["a wish for a human", { kind: "handover.requested", channel: "chat" }, { humanWantedAt: at(10) }],
    ["a bot's wish for a human", { ...internal, kind: "handover.requested" }, { humanWantedAt: at(10) }],
    [
      "a wish to be called back",
      { kind: "callback.requested", channel: "web" },
      { channel: "web", askedAt: at(10), heardAt: at(12), callbackAt: at(10) },
    ],
    ["an answer of ours", { direction: "outbound", kind: "message.sent" }, {}],
    ["a call of ours that ended", { direction: "outbound", kind: "call.ended", channel: "voice" }, {}],
    ["a survey", { kind: "survey.answered", channel: "survey" }, {}],
  ])("is told by %s", (_, changes, wished) => {
    expect(wishes(withEvents(aCase(), event(changes, 10, 12)))).toEqual(wished);
  });

  it("is the newest of each, in whatever order events arrive, and however often", () => {
    const kinds = [
      "message.received",
      "call.started",
      "call.ended",
      "handover.requested",
      "callback.requested",
    ];
    const told = fc.uniqueArray(
      fc.record({ kind: fc.constantFrom(...kinds), occurred: fc.nat(60), received: fc.nat(60) }),
      { selector: ({ occurred }) => occurred, minLength: 1, maxLength: 8 },
    );
    const shuffled = told.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray([...all, ...all], { minLength: 2 * all.length })),
    );
    fc.assert(
      fc.property(shuffled, ([all, order]) => {
        const channelOf = (second: number) => (["chat", "voice", "sms"] as const)[second % 3] ?? "chat";
        const make = ({ kind, occurred, received }: (typeof all)[number]) =>
          event({ kind, channel: channelOf(occurred) }, occurred, received);
        const newest = (...of: string[]) =>
          all
            .filter(({ kind }) => of.includes(kind))
            .sort((left, right) => right.occurred - left.occurred)[0];
        const asking = ["message.received", "call.started", "callback.requested"];
        const asked = newest(...asking);
        const heard = all.filter(({ kind }) => asking.includes(kind)).map(({ received }) => received);
        const time = (found: { occurred: number } | undefined) => found && at(found.occurred);
        const expected = {
          channel: asked && channelOf(asked.occurred),
          askedAt: time(asked),
          heardAt: heard.length === 0 ? undefined : at(Math.max(...heard)),
          leftAt: time(newest("call.ended")),
          humanWantedAt: time(newest("handover.requested")),
          callbackAt: time(newest("callback.requested")),
        };
        expect(wishes(withEvents(aCase(), ...order.map(make)))).toEqual(JSON.parse(JSON.stringify(expected)));
      }),
    );
  });

  it("is heard when it comes in, though the customer's clock is behind what was said before", () => {
    const found = withEvents(aCase(), event({ channel: "chat" }, 50, 51), event({ channel: "sms" }, 20, 60));
    expect(wishes(found)).toEqual({ channel: "chat", askedAt: at(50), heardAt: at(60) });
  });
});

describe("the owner of a case", () => {
  it("is whoever was given it last, since then, in whatever order it is told", () => {
    const told = [gives("ayse", 10), gives("ali", 30, "case.transferred"), gives("mehmet", 20)];
    for (const order of [told, [...told].reverse()]) {
      expect(withEvents(aCase(), ...order).owner).toEqual({ agentId: "ali", since: at(30) });
    }
  });

  it("takes over from one of before there was routing, and stays where nobody is named", () => {
    const old = aCase({ owner: { agentId: "old" } });
    expect(withEvents(old, gives("ayse", 10)).owner).toEqual({ agentId: "ayse", since: at(10) });
    expect(withEvents(old, gives("", 10), gives("ali", 20, "case.abandoned")).owner).toEqual({
      agentId: "old",
    });
  });
});

describe("a case of several parts", () => {
  const whole = aCase({
    openedAt: at(0),
    channel: "chat",
    askedAt: at(10),
    heardAt: at(90),
    owner: { agentId: "ali", since: at(30) },
  });
  const part = aCase({
    caseId: "C2-m1",
    partOf: whole.caseId,
    openedAt: at(5),
    channel: "voice",
    askedAt: at(40),
    heardAt: at(41),
    leftAt: at(60),
    humanWantedAt: at(50),
    callbackAt: at(55),
    owner: { agentId: "ayse", since: at(20) },
  });

  it.each([
    ["first", { whole, parts: [part] }],
    ["last", { whole: { ...part, partOf: undefined }, parts: [{ ...whole, partOf: part.caseId }] }],
  ])("has the newest of all its parts, whichever is %s", (_, parts) => {
    const one = joined(parts as never, policy, at(100));
    expect(wishes(one)).toEqual({
      channel: "voice",
      askedAt: at(40),
      heardAt: at(90),
      leftAt: at(60),
      humanWantedAt: at(50),
      callbackAt: at(55),
    });
    expect(one.owner).toEqual({ agentId: "ali", since: at(30) });
  });

  it("has the owner of the later part where neither says since when, and any rather than none", () => {
    const [first, second] = [
      aCase({ openedAt: at(0), owner: { agentId: "ali" } }),
      aCase({ openedAt: at(5), owner: { agentId: "ayse" }, partOf: "C1-m1" }),
    ];
    expect(joined({ whole: first, parts: [second] }, policy, at(9)).owner?.agentId).toBe("ayse");
    const { owner: _, ...nobodys } = second;
    expect(joined({ whole: first, parts: [nobodys] }, policy, at(9)).owner?.agentId).toBe("ali");
  });
});
