import { describe, expect, it } from "vitest";
import { entriesOf, type LedgerSettings } from "../../../domain/consent/ledger.ts";
import { ledgerId } from "../../../domain/consent/ledger-id.ts";
import type { ParsedEvent } from "../../../domain/ingest/channel-adapter.ts";
import type { Identifier } from "../../../schemas/contact-event.ts";
import { pepper, untimedEvent } from "../../support/events.ts";

const settings: LedgerSettings = { brand: "Acme", words: { stop: ["çık"], start: [], help: [] } };
const phone: Identifier = { kind: "phone", value: "+905551112233", level: "verified" };
const claimed: Identifier = { ...phone, level: "claimed" };
const email: Identifier = { kind: "email", value: "a@b.example", level: "claimed" };
const read = (changes: Partial<ParsedEvent>, own = settings) => entriesOf(untimedEvent(changes), own);
const changed = (attributes: Record<string, unknown>): Partial<ParsedEvent> => ({
  kind: "consent.changed",
  attributes: JSON.parse(
    JSON.stringify({ brand: "Acme", purpose: "marketing", channel: "sms", state: "denied", ...attributes }),
  ),
});
const said = (changes: Partial<ParsedEvent>) =>
  read(changes).map(({ brand, channel, purpose, state, source }) => ({
    brand,
    channel,
    purpose,
    state,
    source,
  }));

describe("the ledger's entries", () => {
  it("are a word that is the whole message, on its channel, to the endpoint's brand, about everything", () => {
    const all = { brand: "Acme", channel: "sms", purpose: "*", source: "keyword" };
    expect(said({ text: "STOP" })).toEqual([{ ...all, state: "denied" }]);
    expect(said({ text: "çık" })).toEqual([{ ...all, state: "denied" }]);
    expect(said({ text: "başla", channel: "whatsapp" })).toEqual([
      { ...all, channel: "whatsapp", state: "granted" },
    ]);
  });

  it.each<[string, Partial<ParsedEvent>]>([
    ["an ordinary message", { text: "STOP 12345" }],
    ["a message without text", { text: undefined }],
    ["our own message, though it says STOP", { direction: "outbound", kind: "message.sent", text: "STOP" }],
    ["an automatic answer", { kind: "message.auto-replied", text: "STOP" }],
    ["a call for help", { text: "HELP" }],
    ["the provider's word on that", { text: "x", attributes: { optOut: "help" } }],
    ["an odd word of the provider", { text: "x", attributes: { optOut: 7 } }],
    ["a consent of no brand", changed({ brand: undefined })],
    ["a consent for no purpose", changed({ purpose: undefined })],
    ["a consent on no channel", changed({ channel: undefined })],
    ["a consent without a state", changed({ state: undefined })],
    ["a consent in another state", changed({ state: "maybe" })],
    ["a consent of a name that is too long", changed({ brand: "x".repeat(41) })],
    ["a consent on a channel that is no text", changed({ channel: ["sms"] })],
  ])("are none of %s", (_, changes) => {
    expect(read(changes)).toEqual([]);
  });

  it("are what the provider says, before what the text seems to say", () => {
    expect(said({ text: "STOP", attributes: { optOut: "start" } })).toEqual([
      { brand: "Acme", channel: "sms", purpose: "*", state: "granted", source: "provider" },
    ]);
  });

  it("are as narrow as the provider says: WhatsApp's 131050 is about marketing", () => {
    const failed = { direction: "outbound", kind: "message.status", text: undefined } as const;
    expect(
      said({ ...failed, channel: "whatsapp", attributes: { optOut: "stop", purpose: "marketing" } }),
    ).toEqual([
      { brand: "Acme", channel: "whatsapp", purpose: "marketing", state: "denied", source: "provider" },
    ]);
  });

  it("are a changed consent however it is written, with basis and file", () => {
    const attributes = { brand: "Brand", purpose: "Marketing", channel: " SMS ", state: "GRANTED" };
    const file = { file: "iys.csv", row: 7, source: "import:iys", legalBasis: "contract" };
    expect(read({ kind: "consent.changed", attributes: { ...attributes, ...file } })).toMatchObject([
      {
        ...{ brand: "Brand", purpose: "marketing", channel: "sms", state: "granted" },
        ...{ legalBasis: "contract", source: "import:iys", evidence: { file: "iys.csv", row: 7 } },
      },
    ]);
    expect(
      read({ kind: "consent.changed", attributes: { ...attributes, legalBasis: "whim" } }),
    ).toMatchObject([{ legalBasis: "consent" }]);
  });

  it("are the same on every repetition, and others for another event", () => {
    const [first, again] = [read({ text: "STOP" }), read({ text: "STOP" })];
    expect(again).toEqual(first);
    expect(read({ text: "STOP", idempotencyKey: "m2" })[0]?.entryId).not.toBe(first[0]?.entryId);
  });

  it("are of an address, whether it was proven or typed", () => {
    const [proven, typed] = [read({ text: "STOP" })[0], read({ text: "STOP", identifiers: [claimed] })[0]];
    expect(proven?.identifierId).toBe(ledgerId(pepper, phone));
    expect(typed?.identifierId).toBe(ledgerId(pepper, phone));
    expect([proven?.level, typed?.level]).toEqual(["verified", "claimed"]);
  });

  it("are of every address that the event names, each once, and of the proven one where both are", () => {
    for (const identifiers of [
      [phone, email, claimed],
      [claimed, email, phone],
    ]) {
      const entries = read({ text: "STOP", identifiers });
      expect(Object.fromEntries(entries.map(({ identifierId, level }) => [identifierId, level]))).toEqual({
        [ledgerId(pepper, phone)]: "verified",
        [ledgerId(pepper, email)]: "claimed",
      });
      expect(entries).toHaveLength(2);
    }
  });

  it("were said no later than they were heard, whatever the provider's clock says", () => {
    const [early] = read({ text: "STOP", occurredAt: "2026-11-22T08:00:00.000Z" });
    const [late] = read({ text: "STOP", occurredAt: "2027-01-01T00:00:00.000Z" });
    expect(early?.at).toBe("2026-11-22T08:00:00.000Z");
    expect([late?.at, late?.recordedAt]).toEqual([late?.recordedAt, "2026-11-22T09:00:00.500Z"]);
  });
});
