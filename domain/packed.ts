/** JSON that is packed into a function's bundle: a tenth to a third of its text, unpacked where it is needed. Pure. */
import { gunzipSync } from "node:zlib";

/** gzip, in base64; written by `scripts/pack.ts`. */
export interface Packed {
  readonly gzip: string;
}

/** @returns the JSON text that was packed */
export function unpacked({ gzip }: Packed): string {
  return gunzipSync(Buffer.from(gzip, "base64")).toString("utf8");
}
