/** Writes the OpenAPI document that the API serves: `npm run openapi`. */
import { writeFileSync } from "node:fs";
import { openApiDocument } from "../schemas/api/openapi.ts";

const target = new URL("../schemas/api/openapi.json", import.meta.url);
writeFileSync(target, `${JSON.stringify(openApiDocument(), null, 2)}\n`);
