/** Links in the documents lead somewhere, and alarms link to sections that exist. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { describe, expect, it } from "vitest";
import { ofType, synthesise } from "../support/templates.ts";

const root = join(import.meta.dirname, "../..");
const pages = [
  "README.md",
  "CONTRIBUTING.md",
  ...readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".md"))
    .map((file) => join("docs", file)),
  join("local", "README.md"),
];
const textOf = (page: string) => readFileSync(join(root, page), "utf8");

/** GitHub's anchors of a page's headings. */
function anchorsOf(page: string): string[] {
  return Array.from(textOf(page).matchAll(/^#+ (.+)$/gm), ([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} -]/gu, "")
      .replaceAll(" ", "-"),
  );
}

describe("the documents", () => {
  it.each(pages)("%s has links that lead somewhere", (page) => {
    const broken = Array.from(
      textOf(page).matchAll(/\]\((?!https?:)([^)\s]+)\)/g),
      ([, target = ""]) => target,
    ).filter((target) => {
      const [path = "", anchor] = target.split("#");
      const file = path === "" ? page : relative(root, join(root, dirname(page), path));
      if (!existsSync(join(root, file))) return true;
      return anchor !== undefined && !anchorsOf(file).includes(anchor);
    });
    expect(broken).toEqual([]);
  });

  it("have a runbook section for every alarm", () => {
    const anchors = anchorsOf(join("docs", "runbook.md"));
    const alarms = ofType(synthesise(), "AWS::CloudWatch::Alarm");
    expect(alarms.length).toBeGreaterThan(8);
    for (const { properties } of alarms) {
      expect(anchors).toContain(properties.AlarmDescription.split("#").at(-1));
    }
  });
});
