import { describe, expect, it } from "vitest";
import { speechOf } from "../../../../domain/brief/text/speech.ts";
import { now } from "../people.ts";

const [english, turkish] = (["en", "tr"] as const).map((language) =>
  speechOf(language, now, "Europe/Istanbul"),
);
const minutes = (count: number) => new Date(now.getTime() + count * 60_000).toISOString();
const [hour, day] = [60, 24 * 60];

describe("how long ago", () => {
  it.each([
    [0, "just now", "az önce"],
    [-1, "1 minute ago", "1 dakika önce"],
    [-59.9, "59 minutes ago", "59 dakika önce"],
    [-hour, "1 hour ago", "1 saat önce"],
    [-day + 1, "23 hours ago", "23 saat önce"],
    [-day, "1 day ago", "1 gün önce"],
    [-3 * day, "3 days ago", "3 gün önce"],
    [-14 * day, "2 weeks ago", "2 hafta önce"],
    [-60 * day, "2 months ago", "2 ay önce"],
    [-800 * day, "2 years ago", "2 yıl önce"],
    [2 * day, "in 2 days", "2 gün sonra"],
  ])("%d minutes are %s, %s", (count, en, tr) => {
    expect([english?.when(minutes(count)), turkish?.when(minutes(count))]).toEqual([en, tr]);
  });

  it("takes a clock that is ahead for now", () => {
    expect(english?.ago(minutes(90))).toBe("just now");
    expect(english?.ago(minutes(-90))).toBe("1 hour ago");
  });
});

describe("dates", () => {
  it("are those of the zone, with the year only where it is another one", () => {
    expect(turkish?.date("2026-03-08T22:30:00.000Z")).toBe("9 Mart");
    expect(turkish?.date("2027-05-01T12:00:00.000Z")).toBe("1 Mayıs 2027");
    expect(turkish?.day("2026-03-20")).toBe("20 Mart");
  });

  it("that are none stay as they are", () => {
    expect(english?.date("some day")).toBe("some day");
  });
});

describe("numbers", () => {
  it("are written as the language does", () => {
    expect([english?.percent(0.616), turkish?.percent(0.616)]).toEqual(["62%", "%62"]);
    expect([english?.number(1234.5), turkish?.number(1234.5)]).toEqual(["1,234.5", "1.234,5"]);
    expect(turkish?.money(2000, "TRY")).toBe("₺2.000");
    expect(turkish?.money(1899.9, "TRY")).toBe("₺1.899,90");
    expect(turkish?.money(10, "points")).toBe("10");
  });
});

describe("names", () => {
  it("of open lists that have none are shown as their words", () => {
    expect(turkish?.name("intent", "card-application")).toBe("kart başvurusu");
    expect(turkish?.name("intent", "solar-panel")).toBe("solar panel");
  });
});

describe("a sentence", () => {
  it("begins with its language's capital", () => {
    expect([english?.sentence("item"), turkish?.sentence("item")]).toEqual(["Item", "İtem"]);
  });
});
