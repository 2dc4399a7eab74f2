/** Who has come: on the timeline, greeted, and never turned away because something of ours does not work. */
import { describe, expect, it } from "vitest";
import { opensCase } from "../../../domain/cases/request.ts";
import type { ArrivedContact } from "../../../domain/connect/arrived-contact.ts";
import type { Caller } from "../../../domain/connect/caller.ts";
import { callerOf, flowLanguage } from "../../../domain/connect/caller.ts";
import { greeting } from "../../../domain/connect/caller-words.ts";
import { newContact } from "../../../domain/connect/contact.ts";
import { findCaller } from "../../../domain/connect/find-caller.ts";
import { type IdentifyDeps, identifyCaller, unknownCaller } from "../../../domain/connect/identify-caller.ts";
import { emptyDigest } from "../../../domain/digest/empty-digest.ts";
import { identifierId } from "../../../domain/identity/identifier-id.ts";
import type { ParsedEvent } from "../../../domain/ingest/channel-adapter.ts";
import { contactEvent, member, pepper } from "../../support/events.ts";

const call: ArrivedContact = {
  contactId: "call",
  instanceId: "instance",
  initialContactId: "call",
  channel: "VOICE",
  isOutbound: false,
  endpoint: { address: "+905551112233", type: "TELEPHONE_NUMBER" },
};

const ayse: Caller = { name: "Ayşe Yılmaz", language: "tr", highValue: true };
const never = new Promise<never>(() => {});

function ask(
  contact: Partial<ArrivedContact> = {},
  changes: Partial<IdentifyDeps> = {},
  purpose?: "callback-chosen",
) {
  const stored: ParsedEvent[] = [];
  const troubles: string[] = [];
  const marked: string[] = [];
  const deps: IdentifyDeps = {
    store: async (event) => void stored.push(event),
    contacts: {
      change: async (contactId, change) => {
        const changed = change(newContact(contactId));
        if (changed.callbackChosen) marked.push(contactId);
        return changed;
      },
    },
    calledIdentifiers: async () => [],
    findCaller: async () => ayse,
    estimate: async () => ({ ahead: 2, estimate: 170, offersCallback: true }),
    defaultLanguage: "tr",
    pause: () => never,
    onTrouble: (what) => void troubles.push(what),
    ...changes,
  };
  const question = { purpose: purpose ?? ("arrived" as const), contact: { ...call, ...contact } };
  return identifyCaller(deps, question).then((answer) => ({ answer, stored, troubles, marked }));
}

describe("a caller", () => {
  it("who is known is greeted by first name and told how long it takes", async () => {
    const { answer, stored } = await ask();
    expect(answer).toEqual({
      known: "true",
      language: "tr",
      greeting: "Merhaba Ayşe, tekrar hoş geldiniz.",
      offerCallback: "true",
      waitText: "Önünüzde 2 kişi var. Tahmini bekleme süreniz yaklaşık 3 dakika.",
      priority: "high",
    });
    expect(stored).toEqual([
      {
        idempotencyKey: "call:call.started",
        channel: "voice",
        direction: "inbound",
        kind: "call.started",
        identifiers: [{ kind: "phone", value: "+905551112233", level: "verified" }],
        thread: "call",
        attributes: { contactId: "call" },
      },
    ]);
  });

  it("who is not known is greeted, in the language of the flow, without a look-up for a withheld number", async () => {
    const endpoint = { address: "anonymous", type: "TELEPHONE_NUMBER" };
    const findNobody = async () => {
      throw new Error("nobody was to be looked up");
    };
    const { answer, troubles, stored } = await ask({ endpoint, language: "en" }, { findCaller: findNobody });
    expect(answer).toMatchObject({
      known: "false",
      language: "en",
      greeting: "Hello, and welcome.",
      priority: "normal",
    });
    expect(troubles).toEqual([]);
    expect(stored[0]).toMatchObject({ identifiers: [], thread: "call" });
  });

  it("who chooses to be called back is on the timeline, and has not left by hanging up", async () => {
    const { answer, stored, marked } = await ask({}, {}, "callback-chosen");
    expect(stored.map(({ kind }) => kind)).toEqual(["callback.requested"]);
    expect(marked).toEqual(["call"]);
    expect(Object.keys(answer).sort()).toEqual(Object.keys(unknownCaller("tr")).sort());
  });
});

describe("a customer whom we have called", () => {
  const called = { caseId: "case", calledFor: "case" };
  const number = { kind: "phone", value: "+905551112233", level: "claimed" } as const;

  it("has a call of ours on the case, under the number as it is theirs, and is spoken to in their language", async () => {
    const asked: string[] = [];
    const { stored, answer, troubles } = await ask(called, {
      calledIdentifiers: async (caseId, address) => {
        asked.push(`${caseId} ${address}`);
        return [number];
      },
      findCaller: async ({ level }) => (level === "claimed" ? { ...ayse, language: "en" } : undefined),
      estimate: () => {
        throw new Error("whom we call does not wait");
      },
    });
    expect(stored).toEqual([
      {
        idempotencyKey: "call:call.started",
        channel: "voice",
        direction: "outbound",
        kind: "call.started",
        identifiers: [number],
        thread: "call",
        caseId: "case",
        attributes: { contactId: "call" },
      },
    ]);
    expect(answer).toMatchObject({ known: "true", language: "en", offerCallback: "false" });
    expect(troubles).toEqual([]);
    expect(new Set(asked)).toEqual(new Set(["case +905551112233"]));
  });

  it("is put through all the same when we do not find out who it is", async () => {
    const { answer, troubles, stored } = await ask(called, {
      calledIdentifiers: async () => {
        throw new Error("no connection");
      },
    });
    expect([answer.known, stored]).toEqual(["false", []]);
    expect(troubles.sort()).toEqual(["caller", "store"]);
  });
});

describe("whatever goes wrong", () => {
  const fails = async () => {
    throw new Error("no connection");
  };

  it.each<[string, Partial<IdentifyDeps>, string[], object]>([
    ["the table does not take the event", { store: fails }, ["store"], { known: "true" }],
    [
      "the customer cannot be read",
      { findCaller: fails },
      ["caller"],
      { known: "false", offerCallback: "true" },
    ],
    [
      "the wait cannot be estimated",
      { estimate: fails },
      ["estimate"],
      {
        known: "true",
        offerCallback: "false",
        waitText: "En kısa sürede bir temsilcimiz sizinle ilgilenecek.",
      },
    ],
  ])("there is an answer: %s", async (_, changes, troubles, answer) => {
    const asked = await ask({}, changes);
    expect(asked.troubles).toEqual(troubles);
    expect(asked.answer).toMatchObject(answer);
    expect(Object.values(asked.answer).every((text) => typeof text === "string" && text !== "")).toBe(true);
  });

  it("there is an answer in time, though nothing else ever answers", async () => {
    const slow = { store: () => never, findCaller: () => never, estimate: () => never };
    const waited: number[] = [];
    const pause = async (ms: number) => void waited.push(ms);
    const { answer, troubles } = await ask({}, { ...slow, pause: pause as IdentifyDeps["pause"] });
    expect(answer).toEqual(unknownCaller("tr"));
    expect(troubles.sort()).toEqual(["caller", "estimate", "store"]);
    // The flow gives up after eight seconds; the store is waited for while the others are.
    expect(waited).toEqual([6500, 2500, 1000]);
  });
});

describe("what has come", () => {
  it.each([
    ["VOICE", "voice", "call.started"],
    ["CHAT", "chat", "chat.started"],
    ["EMAIL", "email", "email.received"],
    ["TASK", "web", "form.submitted"],
  ] as const)("%s opens a case as %s, %s", async (channel, as, kind) => {
    const [event] = (await ask({ channel })).stored;
    expect(event).toMatchObject({ channel: as, kind });
    const stored = contactEvent({ kind, channel: as, direction: "inbound" });
    expect(opensCase({ event: stored, home: "i1" })).toBe(true);
  });

  it.each<[string, Partial<ArrivedContact>]>([
    ["a task of ours", { channel: "TASK", caseId: "case" }],
    ["a transfer", { initialContactId: "earlier" }],
    ["a call that an agent made", { isOutbound: true }],
  ])("is nothing new when it is %s", async (_, contact) => {
    expect((await ask(contact)).stored).toEqual([]);
  });

  it("from an address that nobody vouches for is claimed, and greets nobody by name", async () => {
    const endpoint = { address: "ayse@example.com", type: "EMAIL_ADDRESS" };
    const { stored, answer } = await ask({ channel: "EMAIL", endpoint });
    expect(stored[0]?.identifiers).toEqual([{ kind: "email", value: "ayse@example.com", level: "claimed" }]);
    expect(answer.known).toBe("false");
  });
});

describe("a greeting", () => {
  it.each([
    ["Ayşe Yılmaz", "tr", "Merhaba Ayşe, tekrar hoş geldiniz."],
    ["IŞIL DEMİR", "tr", "Merhaba Işıl, tekrar hoş geldiniz."],
    ["Jean-Luc Picard", "en", "Hello Jean-Luc, welcome back."],
    ["+90 555 111 22 33", "tr", "Merhaba, tekrar hoş geldiniz."],
    ["ayse.y@example.com", "en", "Hello, and welcome back."],
    [undefined, "tr", "Merhaba, tekrar hoş geldiniz."],
  ] as const)("of %s in %s", (name, language, text) => {
    expect(greeting({ name }, language)).toBe(text);
  });
});

describe("the language of a flow", () => {
  it.each([
    ["tr", "tr"],
    ["en", "en"],
    ["de", "en"],
    [undefined, undefined],
  ])("of somebody who speaks %s is %s", (spoken, language) => {
    expect(flowLanguage(spoken)).toBe(language);
  });
});

describe("a number", () => {
  it("finds the person it is of, with what was reported of them", async () => {
    const value = (text: string) => ({
      crm: {
        value: text,
        source: "crm",
        at: "2026-11-22T09:00:00.000Z",
        level: "verified" as const,
        eventId: "e",
      },
    });
    const profile = { name: value("Ayşe Yılmaz"), language: value("en-GB"), segment: value("gold") };
    const known = member("customer", { digest: { ...emptyDigest, profile } });
    const phone = { kind: "phone", value: "+905551112233", level: "verified" } as const;
    const deps = {
      pepper: async () => pepper,
      defaultCountry: "TR",
      identities: {
        tenuresOf: async () => new Map([[identifierId(pepper, phone), { owner: "customer", former: [] }]]),
      },
      readMember: async (customerId: string) => (customerId === "customer" ? known : undefined),
    };
    const caller = { name: "Ayşe Yılmaz", language: "en", highValue: true };
    expect(await findCaller(deps, { ...phone, value: "0555 111 22 33" })).toEqual(caller);
    expect(await findCaller(deps, { ...phone, value: "+905551112244" })).toBeUndefined();
    expect(callerOf({ customerId: "customer", members: [member("customer")] })).toEqual({
      name: undefined,
      language: undefined,
      highValue: false,
    });
  });
});
