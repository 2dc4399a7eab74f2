import fc from "fast-check";
import { expect, it } from "vitest";
import { isPublicAddress } from "../../../adapters/media/public-address.ts";

it.each([
  "93.184.216.34",
  "8.8.8.8",
  "1.1.1.1",
  "172.15.255.255",
  "172.32.0.1",
  "2606:4700::1111",
  "2a00:1450:4001::64",
])("takes %s, which anybody reaches", (address) => expect(isPublicAddress(address)).toBe(true));

it.each([
  ["loopback", "127.0.0.1"],
  ["loopback", "127.255.255.254"],
  ["loopback", "::1"],
  ["private", "10.0.0.1"],
  ["private", "172.16.0.1"],
  ["private", "172.31.255.255"],
  ["private", "192.168.1.1"],
  ["unique local", "fd00:ec2::254"],
  ["unique local", "fc00::1"],
  ["link-local, where credentials are given away", "169.254.169.254"],
  ["link-local", "169.254.170.2"],
  ["link-local", "fe80::1"],
  ["link-local with a zone", "fe80::1%eth0"],
  ["a zone on a public one", "2606:4700::1111%eth0"],
  ["site-local", "fec0::1"],
  ["carrier's own", "100.64.0.1"],
  ["carrier's own", "100.127.255.255"],
  ["unspecified", "0.0.0.0"],
  ["unspecified", "0.1.2.3"],
  ["unspecified", "::"],
  ["multicast", "224.0.0.1"],
  ["multicast", "ff02::1"],
  ["broadcast", "255.255.255.255"],
  ["reserved", "240.0.0.1"],
  ["reserved", "192.0.0.8"],
  ["for documents", "192.0.2.1"],
  ["for documents", "198.51.100.7"],
  ["for documents", "203.0.113.7"],
  ["for documents", "2001:db8::1"],
  ["for benchmarks", "198.18.0.1"],
  ["6to4 relay", "192.88.99.1"],
  ["mapped loopback", "::ffff:127.0.0.1"],
  ["mapped link-local", "::ffff:a9fe:a9fe"],
  ["compatible private", "::10.0.0.1"],
  ["6to4 of a private one", "2002:a00:1::1"],
  ["NAT64 of link-local", "64:ff9b::a9fe:a9fe"],
  ["NAT64 of a network of one's own", "64:ff9b:1::a00:1"],
  ["Teredo", "2001:0:7f00:1::1"],
  ["discard only", "100::1"],
  ["not routed", "1::1"],
  ["not routed", "4000::1"],
  ["not routed", "e000::1"],
  ["no address", "example.com"],
  ["no address", ""],
  ["decimal", "2130706433"],
  ["octal", "0177.0.0.1"],
  ["hexadecimal", "0x7f.0.0.1"],
  ["short", "127.1"],
])("refuses %s: %s", (_, address) => expect(isPublicAddress(address)).toBe(false));

it("refuses every address of the networks that are nobody's", () => {
  const byte = fc.integer({ min: 0, max: 255 });
  const inside = fc.oneof(
    fc.tuple(fc.constantFrom("10", "127", "0"), byte, byte, byte),
    fc.tuple(fc.constant("192.168"), byte, byte),
    fc.tuple(fc.constant("169.254"), byte, byte),
    fc.tuple(fc.integer({ min: 224, max: 255 }), byte, byte, byte),
  );
  const embedded = fc.constantFrom("", "::ffff:", "::", "64:ff9b::");
  fc.assert(
    fc.property(inside, embedded, (parts, prefix) => {
      expect(isPublicAddress(prefix + parts.join("."))).toBe(false);
    }),
    { numRuns: 1000 },
  );
});
