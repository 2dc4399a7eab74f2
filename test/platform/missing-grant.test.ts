/** A grant that is missing in the CDK code fails on the laptop as it would on AWS. */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { buildApp } from "../../lib/app.ts";
import { ServiceFunction } from "../../lib/constructs/service-function.ts";
import { type Platform, startPlatform } from "../../local/start.ts";
import { synthesise } from "../../local/synthesise.ts";
import { freshDataDir } from "../support/platform-process.ts";
import { send, standardCall } from "../support/senders.ts";
import { eventually } from "../support/staff.ts";
import { panelDirectory } from "../support/templates.ts";
import { visits } from "../support/visits.ts";

let platform: Platform | undefined;
const allow = ServiceFunction.prototype.allow;
afterEach(async () => {
  ServiceFunction.prototype.allow = allow;
  await platform?.close();
});

it("names function, action and resource", async () => {
  // The CDK code without one line: relay-timeline may not put events on the bus.
  ServiceFunction.prototype.allow = function (actions, resources) {
    return actions.includes("events:PutEvents") ? this : allow.call(this, actions, resources);
  };
  const directory = mkdtempSync(join(tmpdir(), "omniline-grant-"));
  const templates = synthesise(directory, (props) => buildApp({ ...props, panelDirectory }));
  const lines: string[] = [];
  const log = {
    info: (line: string) => void lines.push(line),
    error: (line: string) => void lines.push(line),
  };
  platform = await startPlatform({ templates, dataDir: freshDataDir(), port: 0, log });
  const [visit] = visits(1, 1);
  expect((await send(platform.url, standardCall(visit))).status).toBe(204);
  const denial = await eventually(() => lines.find((line) => line.includes("is not authorized to perform")));
  expect(denial).toMatch(/RelayTimeline/);
  expect(denial).toMatch(/events:PutEvents/);
  expect(denial).toMatch(/arn:aws:events:[a-z0-9-]+:000000000000:event-bus\/omniline-dev/);
}, 60_000);
