/** Who wrote a mail, and how far that is proven. Pure. */
import type { Identifier, Level } from "../../schemas/contact-event.ts";
import { normaliseEmail } from "../identity/normalise-email.ts";
import { alignedDomains } from "./aligned-domains.ts";
import { header, type Mail } from "./mail.ts";
import type { MailContext } from "./mail-context.ts";

const addressForm = /^[^\s<>@,;"]{1,64}@[^\s<>@,;"[\]]{1,255}$/;
const anyAddress = /[^\s<>"'(),:;@[\]]+@[^\s<>"'(),:;@[\]]+/g;

/** Nobody where the mail names no address; the first one, and only claimed, where it names several. */
export function senderOf(mail: Mail, context: MailContext): Identifier[] {
  const value = mail.from[0]?.address ?? "";
  if (!addressForm.test(value)) return [];
  return [{ kind: "email", value, level: levelOf(mail, value, context) }];
}

/**
 * Anybody can write anybody's name into From. DMARC proves it; so do SPF and DKIM where the domain they are about is
 * that of From.
 */
function levelOf(mail: Mail, address: string, { verdicts, returnPath }: MailContext): Level {
  if (verdicts.dmarc === "FAIL" || !isPlain(mail, address)) return "claimed";
  const from = domainOf(address);
  const isProven =
    verdicts.dmarc === "PASS" ||
    (verdicts.spf === "PASS" && alignedDomains(domainOf(returnPath ?? ""), from)) ||
    (verdicts.dkim === "PASS" && isSignedBy(mail, from));
  return isProven ? "verified" : "claimed";
}

/** No other address is in From: another reader of it could take that one, and prove that one. */
function isPlain(mail: Mail, address: string): boolean {
  const headers = mail.headers.get("from") ?? [];
  const named = new Set(headers.flatMap((value) => value.match(anyAddress) ?? []).map(normaliseEmail));
  return (
    headers.length === 1 && mail.from.length === 1 && named.size === 1 && named.has(normaliseEmail(address))
  );
}

/** The verdict does not say which of several signatures is good. */
function isSignedBy(mail: Mail, from: string): boolean {
  const domains = (mail.headers.get("dkim-signature") ?? []).map((value) =>
    domainOf(`@${/(?:^|;)\s*d\s*=\s*([^;\s]+)/.exec(value)?.[1] ?? ""}`),
  );
  return domains.length > 0 && domains.every((domain) => alignedDomains(domain, from));
}

function domainOf(address: string): string {
  return normaliseEmail(`x${address.slice(address.lastIndexOf("@"))}`).slice(2);
}

/** Our own addresses, in the form they are compared in: where it was delivered to, and what the endpoint lists. */
export function ownAddresses({ recipients, account }: MailContext): ReadonlySet<string> {
  const listed = Object.values(account).flatMap((value) => value.match(anyAddress) ?? []);
  return new Set([...recipients, ...listed].map(normaliseEmail));
}

/** Whether the mail names one of our own addresses as the place that its list is written to. */
export function isOwnList(mail: Mail, own: ReadonlySet<string>): boolean {
  const address = /<mailto:([^>?\s]+)/i.exec(header(mail, "list-post"))?.[1];
  return address !== undefined && own.has(normaliseEmail(address));
}
