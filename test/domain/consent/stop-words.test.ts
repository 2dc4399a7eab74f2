import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { consentWordIn } from "../../../domain/consent/stop-words.ts";

/** As Twilio and AWS End User Messaging list them. */
const twilio = ["STOP", "UNSUBSCRIBE", "END", "QUIT", "STOPALL", "REVOKE", "OPTOUT", "CANCEL"];
const aws = [
  ...["ARRET", "CANCEL", "END", "OPT-OUT", "OPTOUT", "QUIT", "REMOVE", "STOP", "TD", "UNSUBSCRIBE"],
];

describe("a message that is one word", () => {
  it.each([...twilio, ...aws, "RET", "İPTAL", "DUR"])("%s is a STOP", (word) => {
    expect(consentWordIn(word)).toBe("stop");
  });

  it.each(["START", "YES", "UNSTOP", "BAŞLA", "BASLA"])("%s is a START", (word) => {
    expect(consentWordIn(word)).toBe("start");
  });

  it.each(["HELP", "INFO", "YARDIM", "BİLGİ"])("%s asks for help", (word) => {
    expect(consentWordIn(word)).toBe("help");
  });

  it.each([
    ["in small letters", "stop"],
    ["with a capital", "Stop"],
    ["with white space around it", " \t\nSTOP\r\n"],
    ["with punctuation", "«STOP!»..."],
    ["in quotes", '"stop"'],
    ["in full-width letters", "ＳＴＯＰ"],
    ["with a zero-width space in it", "ST\u200bOP\u200b"],
    ["with a byte order mark", "\ufeffSTOP"],
    ["with a variation selector and an emoji", "STOP ✋🏽\ufe0f"],
    ["letter by letter", "S.T.O.P."],
    ["in two words", "stop all"],
    ["with a circumflex", "ARRÊT"],
    ["with a dotted capital", "İPTAL"],
    ["with a dotless capital", "IPTAL"],
    ["with a dotted small letter", "iptal"],
    ["with a dotless small letter", "ıptal"],
    ["with a dot of its own, as toLowerCase leaves it", "İPTAL".toLowerCase()],
    ["with a dotted capital where English has none", "QUİT"],
  ])("is a STOP %s", (_, text) => {
    expect(consentWordIn(text)).toBe("stop");
  });

  it.each([
    ...["STOP 12345", "stop please call me", "don't stop", "stopped", "STOP STOP", "st op", "durum nedir"],
    ...[
      "Durdum",
      "retler",
      "iptal etmek istiyorum",
      "siparişi iptal",
      "yes please",
      "",
      " ",
      "...",
      "👋",
      "0",
    ],
    ...["evet", "kabul", "onay", "hayır", "tamam"],
    `STOP${" ".repeat(100)}`,
  ])("is no word as %j", (text) => {
    expect(consentWordIn(text)).toBeUndefined();
  });

  it("may be a word of the company's own, written in any way", () => {
    const own = { stop: ["Çık"], start: ["ABONE OL"], help: ["?nasıl"] };
    expect(
      ["çık!", "ÇIK", "cik", "abone  ol", "NASIL", "Stop"].map((text) => consentWordIn(text, own)),
    ).toEqual([...["stop", "stop", "stop", "start", "help", "stop"]]);
    expect(consentWordIn("çık")).toBeUndefined();
  });

  it("is the same however it is decorated, and none with another word beside it", () => {
    const decoration = fc.string({
      unit: fc.constantFrom(..." \t\n.,!?-*#'\"…👍\u200b\u00ad"),
      maxLength: 5,
    });
    const word = fc.constantFrom(...twilio, "RET", "IPTAL", "DUR");
    fc.assert(
      fc.property(decoration, word, decoration, fc.boolean(), (before, text, after, isSmall) => {
        const written = isSmall ? text.toLowerCase() : text;
        expect(consentWordIn(`${before}${written}${after}`)).toBe("stop");
        expect(consentWordIn(`${before}${written} x${after}`)).toBeUndefined();
        expect(consentWordIn(`${before}7${written}${after}`)).toBeUndefined();
      }),
      { numRuns: 1000 },
    );
  });
});
