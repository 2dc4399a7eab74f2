import { describe, expect, it } from "vitest";
import { isGoodTicket, issueTicket } from "../../../domain/live/ticket.ts";

const now = new Date("2026-11-22T09:00:00.000Z");
const later = (ms: number) => new Date(now.getTime() + ms);

describe("the live ticket", () => {
  const { ticket, expiresAt } = issueTicket("secret", now);

  it("opens the door for one minute", () => {
    expect(expiresAt).toEqual(later(60_000));
    expect(isGoodTicket("secret", ticket, later(59_999))).toBe(true);
    expect(isGoodTicket("secret", ticket, later(60_000))).toBe(false);
  });

  it("cannot be made longer, made up, or used with another secret", () => {
    const [, signature] = ticket.split(".");
    const forged = [
      `${later(3_600_000).getTime()}.${signature}`,
      "",
      ".",
      `${later(1).getTime()}.`,
      "NaN.x",
      `${ticket}x`,
    ];
    for (const bad of forged) expect(isGoodTicket("secret", bad, now)).toBe(false);
    expect(isGoodTicket("other", ticket, now)).toBe(false);
  });
});
