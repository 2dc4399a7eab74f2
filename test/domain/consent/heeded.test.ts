import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isHeeded } from "../../../domain/consent/heeded.ts";
import { channels } from "../../../schemas/contact-event.ts";
import { contactEvent } from "../../support/events.ts";
import { ledgerOf } from "./words.ts";

const own = { stop: ["çık"], start: ["ABONE OL"], help: ["NASIL"] };
const heeded = (changes: Parameters<typeof contactEvent>[0]) => isHeeded(contactEvent(changes), own);

describe("a word that nobody has to answer", () => {
  it.each(channels)("is a STOP or a START, on %s as anywhere", (channel) => {
    for (const text of ["STOP", "İptal", "dur!", "RET", "çık", "START", "başla", "abone ol"]) {
      expect(heeded({ channel, text }), text).toBe(true);
    }
  });

  it.each<[string, Parameters<typeof contactEvent>[0], boolean]>([
    ["a YES: it answers a question", { text: "yes" }, false],
    ["a YES that the provider took for a START", { text: "Yes", attributes: { optOut: "start" } }, false],
    ["HELP by SMS: the carrier answers it", { text: "help" }, true],
    ["INFO by SMS", { text: "Info" }, true],
    ["YARDIM by SMS, which no carrier knows", { text: "yardım" }, false],
    ["a company's own word for help", { text: "nasıl" }, false],
    ["YARDIM that the provider has answered", { text: "yardım", attributes: { optOut: "help" } }, true],
    ["HELP on WhatsApp: somebody asks for it", { text: "HELP", channel: "whatsapp" }, false],
    ["YARDIM in a chat", { text: "Yardım", channel: "chat" }, false],
    ["what the provider says is a STOP", { text: "yeter", attributes: { optOut: "stop" } }, true],
    ["what the provider says is something new", { text: "yeter", attributes: { optOut: "pause" } }, false],
    ["a sentence", { text: "siparişi iptal edin" }, false],
    ["a message without text", { text: undefined }, false],
    ["our own STOP", { text: "STOP", direction: "outbound", kind: "message.sent" }, false],
    ["a form that says STOP", { text: "STOP", kind: "form.submitted" }, false],
  ])("is %s: %j is %s", (_, changes, expected) => {
    expect(heeded(changes)).toBe(expected);
  });

  it("is in the ledger, unless it asks for help", () => {
    const text = fc.constantFrom(
      "STOP",
      "DUR",
      "START",
      "UNSTOP",
      "YES",
      "HELP",
      "BİLGİ",
      "tamam",
      "stop it",
    );
    const optOut = fc.option(fc.constantFrom("stop", "start", "help", "pause"), { nil: undefined });
    fc.assert(
      fc.property(text, optOut, fc.constantFrom(...channels), (said, provider, channel) => {
        const attributes = provider === undefined ? {} : { optOut: provider };
        const event = contactEvent({ text: said, channel, attributes });
        const asksForHelp = provider === "help" || ["HELP", "BİLGİ"].includes(said);
        if (isHeeded(event, own)) expect(ledgerOf(event).length > 0 || asksForHelp).toBe(true);
      }),
    );
  });
});
