import { describe, expect, it } from "vitest";
import { waitNotice, waitWords } from "../../../domain/routing/wait-words.ts";

describe("what a waiting customer is told (R52)", () => {
  it.each([
    [0, "bir dakikadan kısa", "less than a minute"],
    [59.9, "bir dakikadan kısa", "less than a minute"],
    [60, "yaklaşık 1 dakika", "about 1 minute"],
    [61, "yaklaşık 2 dakika", "about 2 minutes"],
    [180, "yaklaşık 3 dakika", "about 3 minutes"],
    [600, "yaklaşık 10 dakika", "about 10 minutes"],
    [601, "yaklaşık 15 dakika", "about 15 minutes"],
    [3_600, "yaklaşık 60 dakika", "about 60 minutes"],
    [3_601, "bir saatten uzun", "more than an hour"],
  ])("of %s seconds: %s, %s", (seconds, tr, en) => {
    expect([waitWords(seconds, "tr"), waitWords(seconds, "en")]).toEqual([tr, en]);
  });

  it("never promises less than the estimate", () => {
    for (let seconds = 60; seconds <= 3_600; seconds += 7)
      expect(Number(/\d+/.exec(waitWords(seconds, "en"))?.[0]) * 60).toBeGreaterThanOrEqual(seconds);
  });

  it("is who is ahead, how long it takes, and what else they can do", () => {
    const notice = { ahead: 3, estimate: 170, offersCallback: false };
    expect(waitNotice(notice, "tr")).toBe("Önünüzde 3 kişi var. Tahmini bekleme süreniz yaklaşık 3 dakika.");
    expect(waitNotice(notice, "en")).toBe(
      "There are 3 people ahead of you. Your estimated wait is about 3 minutes.",
    );
    expect(waitNotice({ ...notice, ahead: 1 }, "en")).toContain("There is 1 person ahead of you.");
    expect(waitNotice({ ahead: 0, offersCallback: true }, "tr")).toBe(
      "Sıradaki kişi sizsiniz. Dilerseniz hatta beklemeyin, sıranızı kaybetmeden biz sizi arayalım.",
    );
    expect(waitNotice({ ahead: 0, offersCallback: true }, "en")).toBe(
      "You are next in line. If you like, we can call you back, and you keep your place in line.",
    );
  });
});
