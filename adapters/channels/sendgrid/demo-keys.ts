/** Key pairs for tests and the laptop, made of words: nothing here is worth keeping secret. */
import { createECDH, createPrivateKey, createPublicKey, hash, type KeyObject } from "node:crypto";

/** The private key that belongs to a seed; the same on every run. */
export function privateKeyOf(seed: string): KeyObject {
  const d = hash("sha256", seed, "buffer");
  const curve = createECDH("prime256v1");
  curve.setPrivateKey(d);
  const point = curve.getPublicKey();
  const coordinate = (from: number) => point.subarray(from, from + 32).toString("base64url");
  const key = { kty: "EC", crv: "P-256", x: coordinate(1), y: coordinate(33), d: d.toString("base64url") };
  return createPrivateKey({ key, format: "jwk" });
}

/** As SendGrid shows it: SPKI in base64. */
export function publicKeyOf(key: KeyObject): string {
  return createPublicKey(key).export({ format: "der", type: "spki" }).toString("base64");
}
