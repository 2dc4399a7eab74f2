/** Writes the JSON schema of every domain event, for consumers in any language: part of `npm run openapi`. */
import { mkdirSync, writeFileSync } from "node:fs";
import * as z from "zod/mini";
import { domainEvents } from "../schemas/domain-events/catalogue.ts";

export function eventJsonSchema(name: keyof typeof domainEvents) {
  const { source, schema } = domainEvents[name];
  return { title: name, description: `detail-type ${name}, source ${source}`, ...z.toJSONSchema(schema) };
}

if (import.meta.main) {
  const folder = new URL("../schemas/domain-events/json/", import.meta.url);
  mkdirSync(folder, { recursive: true });
  for (const name of Object.keys(domainEvents) as (keyof typeof domainEvents)[]) {
    writeFileSync(
      new URL(`${name}.schema.json`, folder),
      `${JSON.stringify(eventJsonSchema(name), null, 2)}\n`,
    );
  }
}
