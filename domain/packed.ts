/** JSON that is packed into a function's bundle: a tenth to a third of its text, unpacked where it is needed. Pure. */
import { brotliDecompressSync } from "node:zlib";

/** Brotli, in base64; written by `scripts/pack.ts`. */
export interface Packed {
  readonly brotli: string;
}

/** @returns the JSON text that was packed */
export function unpacked({ brotli }: Packed): string {
  return brotliDecompressSync(Buffer.from(brotli, "base64")).toString("utf8");
}
