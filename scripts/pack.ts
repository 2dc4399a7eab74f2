/** Packs JSON for a function's bundle (`domain/packed.ts`): part of `npm run openapi`, and after an update of a package. */
import { writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import phoneMetadata from "libphonenumber-js/min/metadata";
import openApi from "../schemas/api/openapi.json" with { type: "json" };

function pack(file: string, value: unknown): void {
  const gzip = gzipSync(JSON.stringify(value), { level: 9 }).toString("base64");
  writeFileSync(new URL(`../${file}`, import.meta.url), `${JSON.stringify({ gzip })}\n`);
}

pack("schemas/api/openapi.packed.json", openApi);
pack("domain/identity/phone-metadata.packed.json", phoneMetadata);
