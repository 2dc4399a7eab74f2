/** The ticket of the live WebSocket: browsers cannot send a token there, so the address carries this. Pure. */
import { createHmac, timingSafeEqual } from "node:crypto";

const goodForMs = 60_000;

/** `<expiry in ms>.<HMAC-SHA-256 of it>` */
export function issueTicket(secret: string, now: Date): { ticket: string; expiresAt: Date } {
  const expiresAt = new Date(now.getTime() + goodForMs);
  const expiry = String(expiresAt.getTime());
  return { ticket: `${expiry}.${sign(secret, expiry)}`, expiresAt };
}

export function isGoodTicket(secret: string, ticket: string, now: Date): boolean {
  const [expiry = "", signature = ""] = ticket.split(".");
  const given = Buffer.from(signature);
  const expected = Buffer.from(sign(secret, expiry));
  const genuine = given.length === expected.length && timingSafeEqual(given, expected);
  return genuine && Number(expiry) > now.getTime();
}

function sign(secret: string, expiry: string): string {
  return createHmac("sha256", secret).update(`live-ticket:${expiry}`).digest("base64url");
}
