import { expect, it } from "vitest";
import { eventually, lookInto, temporaryDirectory } from "../support/platform.ts";
import { workflow } from "../support/workflow-app.ts";
import { startWorkflows } from "../support/workflow-platform.ts";

it("fires a scheduled rule of the running platform into its function", async () => {
  const directory = temporaryDirectory();
  const platform = await startWorkflows(directory.path);
  platform.fireRule(workflow.tick);
  const [event] = await eventually(async () => {
    const found = await lookInto(platform).keys("EVENT");
    return found.length > 0 ? found : undefined;
  });
  expect(JSON.parse(event ?? "")).toMatchObject({
    source: "aws.events",
    "detail-type": "Scheduled Event",
    resources: [`arn:aws:events:us-east-1:000000000000:rule/${workflow.tick}`],
  });
  await platform.close();
  directory.remove();
}, 30_000);
