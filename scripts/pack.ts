/** Packs JSON for a function's bundle (`domain/packed.ts`): part of `npm run openapi`, and after an update of a package. */
import { writeFileSync } from "node:fs";
import { brotliCompressSync, constants } from "node:zlib";
import phoneMetadata from "libphonenumber-js/min/metadata";
import openApi from "../schemas/api/openapi.json" with { type: "json" };

function pack(file: string, value: unknown): void {
  const json = Buffer.from(JSON.stringify(value));
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
    [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
    [constants.BROTLI_PARAM_SIZE_HINT]: json.length,
  };
  const brotli = brotliCompressSync(json, { params }).toString("base64");
  writeFileSync(new URL(`../${file}`, import.meta.url), `${JSON.stringify({ brotli })}\n`);
}

pack("schemas/api/openapi.packed.json", openApi);
pack("domain/identity/phone-metadata.packed.json", phoneMetadata);
