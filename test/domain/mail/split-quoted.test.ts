import { describe, expect, it } from "vitest";
import { splitQuoted } from "../../../domain/mail/split-quoted.ts";

const old = "> Siparişiniz yolda.\n> İyi günler";

/** What programs write above what they quote. */
const marks: Readonly<Record<string, string>> = {
  Gmail: "On Fri, Jan 2, 2026 at 10:00 AM Acme <destek@acme.example> wrote:",
  "Gmail, folded": "On Fri, Jan 2, 2026 at 10:00 AM Acme Destek\n<destek@acme.example> wrote:",
  "Gmail in Turkish": "Acme <destek@acme.example>, 2 Oca 2026 Cum, 10:00 tarihinde şunu yazdı:",
  "Gmail in Turkish, folded": "Acme <destek@acme.example>, 2 Oca 2026 Cum,\n10:00 tarihinde şunu yazdı:",
  "Thunderbird in Turkish": "2.01.2026 10:00 tarihinde Acme Destek yazdı:",
  "Apple Mail": "On 2 Jan 2026, at 10:00, Acme <destek@acme.example> wrote:",
  "Apple Mail in Turkish": "Acme <destek@acme.example> şunları yazdı (2 Oca 2026 10:00):",
  Outlook:
    "-----Original Message-----\nFrom: Acme <destek@acme.example>\nSent: Friday, January 2, 2026 10:00\nTo: Ayşe\nSubject: Siparişiniz",
  "Outlook on the web":
    "________________________________\nFrom: Acme <destek@acme.example>\nSent: Friday, January 2, 2026 10:00\nTo: Ayşe\nSubject: Siparişiniz",
  "Outlook in Turkish":
    "Kimden: Acme <destek@acme.example>\nGönderildi: 2 Ocak 2026 Cuma 10:00\nKime: Ayşe\nKonu: Siparişiniz",
  "Outlook in Turkish, with a line":
    "-----Özgün İleti-----\nGönderen: Acme\nTarih: 2 Ocak 2026\nKonu: Siparişiniz",
};

describe("the new part of a mail", () => {
  it.each(Object.entries(marks))("ends where %s begins to quote", (_, mark) => {
    expect(splitQuoted(`Teşekkürler\n\n${mark}\n\n${old}`)).toEqual({
      text: "Teşekkürler",
      quoted: `${mark}\n\n${old}`,
    });
  });

  it.each(Object.entries(marks))("loses nothing: %s", (_, mark) => {
    const { text, quoted = "" } = splitQuoted(`Teşekkürler\n\n${mark}\n\n${old}`);
    expect(`${text}\n\n${quoted}`).toBe(`Teşekkürler\n\n${mark}\n\n${old}`);
  });

  it.each([
    ["answers between the lines", `Bakınız:\n\n${marks.Gmail}\n\n> Yolda.\nHayır, değil!\n> İyi günler`],
    ["answers below", `Selam\n${marks.Gmail}\n${old}\n\nTeşekkürler`],
    ["only quotes", `${marks.Gmail}\n\n${old}`],
    ["is forwarded with nothing said", `---------- Forwarded message ---------\nFrom: Acme\nhello`],
    ["has marks of no program", "From: here to there\nit took long\nSubject: none"],
    ["says nothing", ""],
  ])("is the whole of it where somebody %s", (_, text) => {
    expect(splitQuoted(text)).toEqual({ text });
  });
});
