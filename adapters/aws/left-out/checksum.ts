/** Stands in for `@smithy/core/checksum` in bundles: SHA-256 by node:crypto, and no other checksum. */
import { Hash } from "@smithy/core/serde";

export class Sha256 extends Hash {
  constructor(secret?: ConstructorParameters<typeof Hash>[1]) {
    super("sha256", secret);
  }
}
