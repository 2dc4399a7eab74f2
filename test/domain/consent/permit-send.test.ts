import { describe, expect, it } from "vitest";
import { permitSend, type SendPermission, type SendQuestion } from "../../../domain/consent/permit-send.ts";
import type { ConsentEntry } from "../../../schemas/consents.ts";
import { minute, question, rules, withPolicy, word, wrote } from "./words.ts";

const kindOf = (permission: SendPermission) =>
  permission.kind === "suppressed" ? permission.reason : permission.kind;
const stop = (at: number) => word(at, "denied", "*");
const start = (at: number) => word(at, "granted", "*");

describe("a reply", () => {
  const reply = (
    changes: Partial<SendQuestion>,
    entries: readonly ConsentEntry[] = [],
    enforcesOptOut = false,
  ) => permitSend(question(changes), rules(entries, { enforcesOptOut }));

  it("relies on the customer's own message, and says so", () => {
    expect(reply({ lastInbound: wrote(50) }, [word(1, "denied"), start(2)])).toEqual({
      kind: "permitted",
      receipt: {
        ...{ brand: "Acme", channel: "sms", purpose: "service" },
        ...{ legalBasis: "request", evidence: "m50" },
        ...{ checkedAt: minute(60), policyVersion: 3, ledgerVersion: 2 },
      },
    });
  });

  it.each<[string, Partial<SendQuestion>, readonly ConsentEntry[], string]>([
    ["is none to somebody who has not written", {}, [], "no-consent"],
    ["is none to a STOP", { lastInbound: wrote(50, true) }, [], "no-consent"],
    ["is none to a STOP that is in the ledger", { lastInbound: wrote(50, true) }, [stop(50)], "opted-out"],
    [
      "is permitted where marketing is refused",
      { lastInbound: wrote(50) },
      [word(55, "denied")],
      "permitted",
    ],
    ["is permitted to who wrote after a STOP", { lastInbound: wrote(50) }, [stop(49)], "permitted"],
    ["is not to who wrote at the very instant", { lastInbound: wrote(50) }, [stop(50)], "opted-out"],
    ["is not to who said STOP after that", { lastInbound: wrote(50) }, [stop(51)], "opted-out"],
    ["is to who took it back", { lastInbound: wrote(50) }, [stop(51), start(52)], "permitted"],
    [
      "is not to who refuses service since",
      { lastInbound: wrote(50) },
      [word(51, "denied", "service")],
      "opted-out",
    ],
    ["may rely on a grant of service", {}, [word(1, "granted", "service")], "permitted"],
  ])("%s", (_, changes, entries, expected) => {
    expect(kindOf(reply(changes, entries))).toBe(expected);
  });

  it("waits for START where the provider holds it back anyway", () => {
    const asked = { lastInbound: wrote(50) };
    expect(kindOf(reply(asked, [stop(49)], true))).toBe("opted-out");
    expect(kindOf(reply(asked, [stop(49), start(50)], true))).toBe("permitted");
    expect(kindOf(reply(asked, [stop(49), word(50, "granted", "service")], true))).toBe("opted-out");
  });

  it("is none any more after so many days", () => {
    const days = (count: number) => new Date(Date.parse(minute(50)) + count * 24 * 60 * 60_000);
    const at = (now: Date) => kindOf(reply({ lastInbound: wrote(50), now }));
    expect([at(new Date(days(30).getTime() - 1)), at(days(30))]).toEqual(["permitted", "no-consent"]);
  });

  it("obeys a refusal that is known, though its clock is ahead of ours", () => {
    expect(kindOf(reply({ lastInbound: wrote(50) }, [stop(61)]))).toBe("opted-out");
    expect(kindOf(reply({}, [word(61, "granted", "service")]))).toBe("no-consent");
  });

  it("to one of several addresses obeys the refusal of any", () => {
    const other = { identifierId: "whatsapp-id" };
    expect(kindOf(reply({ lastInbound: wrote(50) }, [word(51, "denied", "*", other), start(52)]))).toBe(
      "opted-out",
    );
  });
});

describe("marketing", () => {
  const offer = (entries: readonly ConsentEntry[], changes: Partial<SendQuestion> = {}) =>
    permitSend(question({ purpose: "marketing", ...changes }), rules(entries));

  it.each<[string, readonly ConsentEntry[], string]>([
    ["needs an explicit grant", [], "no-consent"],
    ["is not granted by START", [start(1)], "no-consent"],
    ["is not granted by a grant of service", [word(1, "granted", "service")], "no-consent"],
    ["relies on a grant", [word(1, "granted")], "permitted"],
    ["is refused by its own refusal", [word(1, "granted"), word(2, "denied")], "opted-out"],
    ["is refused by STOP", [word(1, "granted"), stop(2)], "opted-out"],
    ["has to be asked for again after STOP and START", [word(1, "granted"), stop(2), start(3)], "no-consent"],
  ])("%s", (_, entries, expected) => {
    expect(kindOf(offer(entries))).toBe(expected);
  });

  it("is not permitted by a request: who asks for something has not asked for offers", () => {
    expect(kindOf(offer([], { lastInbound: wrote(59) }))).toBe("no-consent");
  });

  it("cites what it relies on, and what forbids it", () => {
    expect(offer([word(1, "granted")])).toMatchObject({
      receipt: { legalBasis: "consent", evidence: "e1grantedmarketing.phone" },
    });
    expect(offer([stop(2)])).toMatchObject({ cites: ["e2denied*.phone"] });
  });

  it("is the rule for every purpose that nobody has named", () => {
    for (const purpose of ["survey", "constructor", "__proto__"]) {
      expect(kindOf(offer([], { purpose, lastInbound: wrote(59) }))).toBe("no-consent");
    }
  });
});

describe("a notice about a contract", () => {
  const notice = (
    entries: readonly ConsentEntry[],
    enforcesOptOut = false,
    changes: Partial<SendQuestion> = {},
  ) =>
    permitSend(
      question({ purpose: "transactional", causedBy: "order-1", ...changes }),
      rules(entries, { enforcesOptOut }),
    );

  it("needs no consent, and names what it is about", () => {
    expect(notice([word(1, "denied")])).toMatchObject({
      kind: "permitted",
      receipt: { legalBasis: "contract", evidence: "order-1" },
    });
  });

  it("is held back by STOP only where the provider would hold it back", () => {
    expect([kindOf(notice([stop(1)])), kindOf(notice([stop(1)], true))]).toEqual(["permitted", "opted-out"]);
  });

  it("is held back by a refusal of such notices, also when everything was refused since", () => {
    const refusal = word(1, "denied", "transactional");
    expect([kindOf(notice([refusal])), kindOf(notice([refusal, stop(2)]))]).toEqual([
      "opted-out",
      "opted-out",
    ]);
  });

  it("waits for the morning as well", () => {
    expect(notice([], false, { now: new Date("2026-11-18T20:00:00.000Z") })).toMatchObject({
      reason: "quiet-hours",
      until: new Date("2026-11-19T06:00:00.000Z"),
    });
  });

  it("may be another basis by policy: an interest yields to every refusal, a duty to none", () => {
    const by = (legalBasis: "legitimate-interest" | "legal-obligation", entries: readonly ConsentEntry[]) =>
      kindOf(
        permitSend(
          question({ purpose: "notice" }),
          withPolicy(rules(entries), { legalBasisByPurpose: { notice: legalBasis } }),
        ),
      );
    expect([by("legitimate-interest", []), by("legitimate-interest", [stop(1)])]).toEqual([
      "permitted",
      "opted-out",
    ]);
    expect([by("legal-obligation", []), by("legal-obligation", [stop(1)])]).toEqual([
      "permitted",
      "permitted",
    ]);
  });
});

describe("the night", () => {
  const night = new Date("2026-11-18T20:00:00.000Z");
  const ago = (minutes: number) => ({
    at: new Date(night.getTime() - minutes * 60_000).toISOString(),
    eventId: "m",
    isStopWord: false,
  });
  const reply = (minutes: number, changes: Partial<SendQuestion> = {}) =>
    permitSend(question({ now: night, lastInbound: ago(minutes), ...changes }), rules([]));

  it("does not keep the answer from who has just written", () => {
    expect([kindOf(reply(59)), kindOf(reply(60))]).toEqual(["permitted", "quiet-hours"]);
  });

  it("keeps an offer even from who has just written", () => {
    const offer = permitSend(
      question({ now: night, purpose: "marketing", lastInbound: ago(1) }),
      rules([word(1, "granted")]),
    );
    expect(offer).toMatchObject({ reason: "quiet-hours", until: new Date("2026-11-19T06:00:00.000Z") });
  });

  it("is that of where the customer is", () => {
    expect(kindOf(reply(120, { zones: ["America/New_York"] }))).toBe("permitted");
  });

  it("is no reason to hope where the answer is no anyway", () => {
    expect(kindOf(permitSend(question({ now: night, purpose: "marketing" }), rules([])))).toBe("no-consent");
  });
});

describe("a provider's window", () => {
  const hour = 60;
  const whatsapp = { window: { hours: 24, after: "template" } } as const;
  const messenger = { window: { hours: 24, after: "human-agent", humanAgentHours: 7 * 24 } } as const;
  const nothing = { window: { hours: 24, after: "nothing" } } as const;
  const later = (minutes: number, ms = 0) => new Date(Date.parse(minute(0)) + minutes * 60_000 + ms);
  const send = (
    window: Parameters<typeof rules>[1],
    now: Date,
    changes: Partial<SendQuestion> = {},
    entries: readonly ConsentEntry[] = [],
  ) => permitSend(question({ lastInbound: wrote(0), now, ...changes }), rules(entries, window));

  it("is open for a day, and closed at the hour sharp", () => {
    expect(kindOf(send(whatsapp, later(24 * hour, -1)))).toBe("permitted");
    expect(send(whatsapp, later(24 * hour))).toMatchObject({ reason: "window-closed", unless: "template" });
  });

  it("lets a template through, as a template", () => {
    const template = { isTemplate: true };
    expect(kindOf(send(whatsapp, later(hour), template))).toBe("permitted");
    expect(send(whatsapp, later(24 * hour), template)).toMatchObject({
      kind: "permitted-as",
      as: "template",
    });
  });

  it("was never open for who has never written there", () => {
    const grant = [word(0, "granted", "service")];
    const elsewhere = { lastInbound: undefined, lastAsked: wrote(0) };
    expect(kindOf(send(whatsapp, later(hour), elsewhere))).toBe("window-closed");
    expect(kindOf(send({}, later(hour), elsewhere))).toBe("permitted");
    expect(kindOf(send(whatsapp, later(hour), { lastInbound: undefined }, grant))).toBe("window-closed");
    expect(kindOf(send(whatsapp, later(hour), { lastInbound: undefined, isTemplate: true }, grant))).toBe(
      "permitted-as",
    );
  });

  it("lets a human agent's answer through for a week, and no bot's", () => {
    const human = { byHumanAgent: true };
    expect(send(messenger, later(24 * hour), human)).toMatchObject({
      kind: "permitted-as",
      as: "human-agent",
    });
    expect(send(messenger, later(24 * hour))).toMatchObject({
      reason: "window-closed",
      unless: "human-agent",
    });
    expect(kindOf(send(messenger, later(7 * 24 * hour, -1), human))).toBe("permitted-as");
    const over = send(messenger, later(7 * 24 * hour), human);
    expect(over).toMatchObject({ reason: "window-closed" });
    expect(over).not.toHaveProperty("unless");
  });

  it("lets no offer through as a human agent's answer", () => {
    const offer = { byHumanAgent: true, purpose: "marketing" };
    expect(kindOf(send(messenger, later(24 * hour), offer, [word(0, "granted")]))).toBe("window-closed");
  });

  it("may have nothing behind it", () => {
    const closed = send(nothing, later(24 * hour), { isTemplate: true, byHumanAgent: true });
    expect(closed).toMatchObject({ reason: "window-closed" });
  });
});

describe("the same reason (R69)", () => {
  const sent = (sendId: string, minutes: number, reason = "renewal-7") => ({
    sendId,
    reason,
    at: minute(minutes),
  });
  const remind = (now: Date, changes: Partial<SendQuestion> = {}) =>
    permitSend(
      question({
        purpose: "transactional",
        reason: "renewal-7",
        recentSends: [sent("s1", 0), sent("s2", 30)],
        now,
        ...changes,
      }),
      rules([]),
    );
  const later = (minutes: number) => new Date(Date.parse(minute(0)) + minutes * 60_000);

  it("brings nobody two messages in a day, on whatever channel the first was", () => {
    expect(remind(later(60), { channel: "email" })).toEqual({
      kind: "suppressed",
      reason: "contacted-recently",
      until: later(24 * 60 + 30),
      cites: ["s1", "s2"],
    });
    expect(remind(later(24 * 60 + 29))).toMatchObject({ cites: ["s2"] });
    expect(kindOf(remind(later(24 * 60 + 30)))).toBe("permitted");
  });

  it("is another for another matter, and none for an answer", () => {
    expect(kindOf(remind(later(60), { reason: "renewal-8" }))).toBe("permitted");
    expect(kindOf(remind(later(60), { reason: undefined }))).toBe("permitted");
  });
});
