/** The catalogue of domain events: schemas and examples are committed, and true. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { unpacked } from "../../domain/packed.ts";
import { openApiDocument } from "../../schemas/api/openapi.ts";
import { type DomainEventName, domainEvents } from "../../schemas/domain-events/catalogue.ts";
import { eventJsonSchema } from "../../scripts/write-event-schemas.ts";

const folder = join(import.meta.dirname, "../../schemas");
const read = (file: string) => JSON.parse(readFileSync(join(folder, file), "utf8"));
const names = Object.keys(domainEvents) as DomainEventName[];

describe("the catalogue of domain events", () => {
  it.each(names)("has an example of %s that parses", (name) => {
    const example = read(`domain-events/examples/${name}.json`);
    expect(domainEvents[name].schema.parse(example)).toEqual(example);
  });

  it.each(names)("has the current JSON schema of %s (npm run openapi writes it)", (name) => {
    expect(read(`domain-events/json/${name}.schema.json`)).toEqual(
      JSON.parse(JSON.stringify(eventJsonSchema(name))),
    );
  });

  it("has no example and no schema of an event that is gone", () => {
    expect(readdirSync(join(folder, "domain-events/examples")).sort()).toEqual(
      names.map((name) => `${name}.json`).sort(),
    );
    expect(readdirSync(join(folder, "domain-events/json")).sort()).toEqual(
      names.map((name) => `${name}.schema.json`).sort(),
    );
  });

  it("names events in past-tense Pascal, from a source of ours", () => {
    for (const name of names) {
      expect(name).toMatch(/^([A-Z][a-z]+)+(ed|t|n)$/);
      expect(domainEvents[name].source).toMatch(/^omniline\.[a-z]+$/);
    }
  });
});

describe("the OpenAPI document", () => {
  it("is the one that the schemas make (npm run openapi writes it)", () => {
    expect(read("api/openapi.json")).toEqual(JSON.parse(JSON.stringify(openApiDocument())));
  });

  it("is packed for the function that serves it (npm run openapi does it)", () => {
    expect(JSON.parse(unpacked(read("api/openapi.packed.json")))).toEqual(read("api/openapi.json"));
  });

  it("refers only to schemas that it holds", () => {
    const text = readFileSync(join(folder, "api/openapi.json"), "utf8");
    const { components } = JSON.parse(text);
    const names = new Set(Object.keys(components.schemas).map((name) => `#/components/schemas/${name}`));
    const references = Array.from(text.matchAll(/"\$ref": "([^"]+)"/g), ([, reference]) => reference);
    expect(references.length).toBeGreaterThan(10);
    expect(references.filter((reference) => !names.has(reference ?? ""))).toEqual([]);
  });
});
