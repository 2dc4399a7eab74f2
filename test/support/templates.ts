/** The synthesised templates of the real app, once per test file. */
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildApp } from "../../lib/app.ts";

interface Resource {
  readonly Type: string;
  readonly Properties: Record<string, unknown>;
  readonly Metadata?: Record<string, unknown>;
}

export interface Stack {
  readonly name: string;
  readonly resources: Readonly<Record<string, Resource>>;
}

const root = join(import.meta.dirname, "../..");
export const panelDirectory = join(import.meta.dirname, "panel");

export function cdkContext(changes: Record<string, unknown> = {}): Record<string, unknown> {
  const { context } = JSON.parse(readFileSync(join(root, "cdk.json"), "utf8"));
  return {
    ...context,
    "aws:cdk:bundling-stacks": [],
    "@aws-cdk/core:validateAgainstDefaultRules": false,
    ...changes,
  };
}

export function synthesise(changes: Record<string, unknown> = {}): Stack[] {
  const outdir = mkdtempSync(join(tmpdir(), "omniline-synth-"));
  const app = buildApp({ panelDirectory, context: cdkContext(changes), outdir });
  return app.synth({ skipValidation: true }).stacks.map(({ stackName, template }) => ({
    name: stackName,
    resources: template.Resources,
  }));
}

/** Every resource of a type, with its stack. */
export function ofType(stacks: readonly Stack[], type: string) {
  return stacks.flatMap(({ name, resources }) =>
    Object.entries(resources)
      .filter(([, resource]) => resource.Type === type)
      .map(([id, { Properties, Metadata }]) => ({
        stack: name,
        id,
        // biome-ignore lint/suspicious/noExplicitAny: a template is whatever the CDK writes; tests assert on it
        properties: Properties as any,
        metadata: Metadata,
      })),
  );
}
