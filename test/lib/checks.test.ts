/** The rule packs pass, and every finding we accept is really found. */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AwsSolutionsChecks, ServerlessChecks } from "cdk-nag";
import { describe, expect, it } from "vitest";
import { buildApp } from "../../lib/app.ts";
import { acceptedFindings, accepts } from "../../lib/checks.ts";
import { cdkContext, panelDirectory } from "../support/templates.ts";

const outdir = () => mkdtempSync(join(tmpdir(), "omniline-checks-"));

describe("the synth-time checks", () => {
  const app = buildApp({ panelDirectory, context: cdkContext(), outdir: outdir() });
  app.synth({ skipValidation: true });
  const found = [new AwsSolutionsChecks(app), new ServerlessChecks(app)].flatMap((pack) =>
    pack
      .validateScope(app)
      .violations.flatMap(({ ruleName, violatingResources }) =>
        violatingResources.map(({ constructPath = "" }) => ({ ruleName, constructPath })),
      ),
  );

  it("find nothing that is not accepted", () => {
    const open = found.filter(
      ({ ruleName, constructPath }) =>
        !acceptedFindings.some((finding) => accepts(finding, ruleName, constructPath)),
    );
    expect(open).toEqual([]);
  });

  it("accept nothing that is not found", () => {
    const idle = acceptedFindings.filter(
      (finding) => !found.some(({ ruleName, constructPath }) => accepts(finding, ruleName, constructPath)),
    );
    expect(idle.map(({ rule, path }) => `${rule} ${path}`)).toEqual([]);
  });

  it("have a written reason for each", () => {
    for (const { reason } of acceptedFindings) expect(reason).toMatch(/^\S.{15,}\.$/);
  });
});
