/** Whether a URL that somebody else wrote may be asked at all, before anybody is asked where it is. */
import { isIP } from "node:net";

/** @returns why it may not; `undefined` when it may */
export function refusedUrl(url: URL, hosts: readonly string[]): string | undefined {
  if (url.protocol !== "https:") return "not-https";
  if (url.username !== "" || url.password !== "") return "userinfo";
  if (url.port !== "") return "port";
  // `new URL` has written 0x7f.1 and 2130706433 as the address they are.
  if (url.hostname.startsWith("[") || isIP(url.hostname) !== 0) return "address";
  return hosts.some((host) => matches(url.hostname, host.toLowerCase())) ? undefined : "host";
}

/** @param host exact, or `*.suffix` for what is below the suffix */
function matches(hostname: string, host: string): boolean {
  return host.startsWith("*.") ? hostname.endsWith(host.slice(1)) : hostname === host;
}
