/** Mapping is for `read-deliveries`: what receiving loads must stay small (docs/decisions/0003). */
import { join } from "node:path";
import { build } from "esbuild";
import { expect, it } from "vitest";

const root = join(import.meta.dirname, "../../../..");

it.each([
  ["adapters/channels/standard/index.ts", false],
  ["adapters/channels/standard/later.ts", true],
])("%s has JSONata in it: %s", async (entry, expected) => {
  const { metafile } = await build({
    entryPoints: [join(root, entry)],
    bundle: true,
    platform: "node",
    write: false,
    metafile: true,
  });
  expect(Object.keys(metafile.inputs).some((file) => file.includes("jsonata"))).toBe(expected);
});
