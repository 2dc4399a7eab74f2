/** Which addresses a file may come from: those that anybody on the internet reaches, and no others. */
import { isIP } from "node:net";
import ipaddr from "ipaddr.js";

/** The first three bits of 2000::/3, all that is routed of IPv6. */
const globalUnicast = 0b001;

/**
 * Embedded IPv4 addresses (mapped, compatible, 6to4, NAT64, Teredo) are refused whatever they embed: no public
 * host is known by one.
 *
 * @param address as a resolver writes it
 */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 0 || address.includes("%")) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== "unicast") return false;
  return parsed.kind() === "ipv4" || (parsed.toByteArray()[0] ?? 0) >> 5 === globalUnicast;
}
