/** What runs is what deploys: the workflow's definition, to the letter. */
import { createHash } from "node:crypto";
import validate from "asl-validator";
import { afterAll, beforeAll, expect, it } from "vitest";
import * as z from "zod";
import { type Platform, startPlatform } from "../../local/start.ts";
import { synthesiseOmniline } from "../../local/synthesise.ts";
import { memoryLog } from "../local/support/platform.ts";
import { freshDataDir } from "../support/platform-process.ts";
import { ofType, synthesise } from "../support/templates.ts";

let platform: Platform;
beforeAll(async () => {
  platform = await startPlatform({
    templates: synthesiseOmniline,
    dataDir: freshDataDir(),
    port: 0,
    log: memoryLog(),
  });
}, 60_000);
afterAll(() => platform?.close());

const hash = (text: string) => createHash("sha256").update(text).digest("hex");

it("has the hash of the one in the synthesised template, and is valid", () => {
  const [machine] = ofType(synthesise(), "AWS::StepFunctions::StateMachine");
  const routeCase = platform.resources
    .ofType("AWS::Lambda::Function", z.object({}))
    .find(({ metadata }) => metadata["omniline:entry"] === "functions/route-case/index.ts");
  const parts: unknown[] = machine?.properties.DefinitionString["Fn::Join"][1];
  const deployed = parts.map((part) => (typeof part === "string" ? part : (routeCase?.arn ?? ""))).join("");
  const [running] = platform.resources.ofType("AWS::StepFunctions::StateMachine", z.object({}));
  const executed = platform.definitionOf(running?.arn ?? "");
  expect(hash(executed)).toBe(hash(deployed));
  expect(validate(JSON.parse(executed))).toMatchObject({ isValid: true });
  expect(executed).not.toMatch(/JSONata|HeartbeatSeconds|"Assign"/);
});
