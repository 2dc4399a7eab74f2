/** The app's templates, synthesised in this process: nothing is bundled, functions run from their sources. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { App } from "aws-cdk-lib";
import * as z from "zod";
import { defaultRegion } from "./account.ts";
import type { StackTemplate } from "./template/schema.ts";

const builtPanel = fileURLToPath(new URL("../panel/dist", import.meta.url));
const panelHowTo =
  "<!doctype html><title>Omniline</title><p>The panel is not built yet: run <code>npm run build</code> and start again.";

/** Bundling is off for every stack, and assets stay where they are. */
const localContext = { "aws:cdk:bundling-stacks": [], "aws:cdk:disable-asset-staging": true };

export interface SynthesisProps {
  readonly outdir: string;
  readonly context: Readonly<Record<string, unknown>>;
}

export type MakeApp = (props: SynthesisProps) => App;

/** @param directory is emptied, and holds the assembly and its assets as long as the platform runs */
export async function synthesiseOmniline(directory: string): Promise<readonly StackTemplate[]> {
  const { buildApp } = await import("../lib/app.ts");
  return synthesise(directory, (props) =>
    buildApp({ ...props, panelDirectory: panelOrHowTo(`${directory}-panel`) }),
  );
}

export function synthesise(directory: string, makeApp: MakeApp): readonly StackTemplate[] {
  rmSync(directory, { recursive: true, force: true });
  const app = makeApp({ outdir: directory, context: { ...deployedContext(), ...localContext } });
  const assembly = withoutRuleChecks(() => app.synth());
  const assets = new Map(
    assembly.artifacts.flatMap(({ manifest }) => readAssets(assembly.directory, manifest)),
  );
  return assembly.stacks.map(({ stackName, environment, template }) => ({
    stackName,
    region: environment.region === "unknown-region" ? defaultRegion : environment.region,
    template,
    assets,
  }));
}

/** The feature flags that a deployment has: without them other templates would come out. */
function deployedContext(): Record<string, unknown> {
  const file = z.object({ context: z.record(z.string(), z.unknown()) });
  return file.parse(JSON.parse(readFileSync(new URL("../cdk.json", import.meta.url), "utf8"))).context;
}

/** The CDK's own rule checks are for deployments, and take 5 s. */
function withoutRuleChecks<T>(work: () => T): T {
  const before = process.env.CDK_VALIDATION;
  process.env.CDK_VALIDATION = "false";
  try {
    return work();
  } finally {
    if (before === undefined) delete process.env.CDK_VALIDATION;
    else process.env.CDK_VALIDATION = before;
  }
}

const assetManifestArtifact = z.object({
  type: z.literal("cdk:asset-manifest"),
  properties: z.object({ file: z.string() }),
});
const assetManifest = z.object({
  files: z.record(
    z.string(),
    z.object({
      source: z.object({ path: z.string().optional() }),
      destinations: z.record(z.string(), z.object({ objectKey: z.string() })),
    }),
  ),
});

function readAssets(directory: string, artifact: unknown): readonly (readonly [string, string])[] {
  const found = assetManifestArtifact.safeParse(artifact);
  if (!found.success) return [];
  const manifest = assetManifest.parse(
    JSON.parse(readFileSync(join(directory, found.data.properties.file), "utf8")),
  );
  return Object.values(manifest.files).flatMap(({ source, destinations }) =>
    Object.values(destinations).map(
      ({ objectKey }) => [objectKey.replace(/\.zip$/, ""), resolve(directory, source.path ?? "")] as const,
    ),
  );
}

function panelOrHowTo(directory: string): string {
  if (existsSync(join(builtPanel, "index.html"))) return builtPanel;
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, "index.html"), panelHowTo);
  return directory;
}
