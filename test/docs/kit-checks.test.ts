/** docs/channels.md names every check of the conformance kit, and none that is not there. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { checks } from "../kit/checks.ts";

const page = readFileSync(join(import.meta.dirname, "../../docs/channels.md"), "utf8");
const section = page.split("### What the kit asks\n")[1]?.split("\n## ")[0] ?? "";

it("tells of every check what to look at", () => {
  const told = Array.from(section.matchAll(/^\| (?!---|check \|)(.+?) \|.*\|$/gm), ([, name = ""]) =>
    name.replaceAll("`", ""),
  );
  expect(told.toSorted()).toEqual(checks.map(({ name }) => name).toSorted());
});
