/** One form for each e-mail address. Pure. */
import { domainToASCII } from "node:url";

/**
 * Bare, in lower case, its domain in ASCII (`bücher.example` is `xn--bcher-kva.example`). No guessing by
 * provider: `a.b@x`, `ab@x` and `a+b@x` stay three addresses. What is no address stays, in lower case.
 */
export function normaliseEmail(value: string): string {
  const bare = /<([^<>]*)>\s*$/.exec(value)?.[1] ?? value;
  const address = lowerCase(bare.trim());
  const at = address.lastIndexOf("@");
  return at < 1 ? address : `${address.slice(0, at)}@${domain(address.slice(at + 1))}`;
}

/** By no language's rules, but for one: Turkish programs write `info@` as `İNFO@`. */
function lowerCase(text: string): string {
  return text
    .normalize("NFC")
    .toLowerCase()
    .replace(/i\u0307+/g, "i")
    .normalize("NFC");
}

/**
 * Node reads a host name as a URL's, which the excluded characters would end or change. It reads twice: what
 * dots at the end are it knows (`。` is one), and what a name is without them (`1..` is none, `1` is 0.0.0.1).
 */
function domain(text: string): string {
  if (/[\s<>/?#%:@\\]/.test(text)) return text;
  return domainToASCII(domainToASCII(text).replace(/\.+$/, "")) || text;
}
